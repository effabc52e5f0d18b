// title = "Which resolution set up which UN group, and what report came of it?"
// category = "Forums and processes"
// description = """
// The chain of the talks at the United Nations: resolutions and the groups they mandate, rounds and the series
// they belong to, reports and the resolutions that endorse them. Reports hang on the series, since the data do not
// tie them to a round. That a resolution mandates a group was read from its title; the second and some other
// groups have no such resolution here."""
// shows = "graph"
// rows = 200
//
// [columns]
// path = "One link of the chain"
CALL () {
  MATCH path = (:Resolution)-[:MANDATES]->(:Forum)
  RETURN path
  UNION
  MATCH path = (:Forum {type: 'un-process'})-[:PART_OF]->(:Forum {type: 'un-process'})
  RETURN path
  UNION
  MATCH path = (:Forum {type: 'un-process'})-[:LEADS]->(:Agreement)
  RETURN path
  UNION
  MATCH path = (:Resolution)-[:ENDORSES|CONCERNS]->(:Forum|Agreement)
  RETURN path
}
RETURN path
ORDER BY head(nodes(path)).id, last(nodes(path)).id, last(relationships(path)).id
