// title = "Which services, agencies and firms belong to this state?"
// category = "Who is who"
// description = """
// Everything that is part of the state, down to four steps: its services, their centres and units, its own
// companies. The threat groups said to work for one of its services hang on that service; that is a suspicion,
// mostly denied. Private firms with a seat there are not shown, since a seat is no ownership."""
// shows = "graph"
// rows = 200
// applies_to = ["State"]
//
// [parameters.state]
// label = "State"
// type = "entity"
// kinds = ["State"]
// default = "state:RUS"
//
// [columns]
// path = "From the state's part to the state, or from a service to a threat group"
CALL () {
  MATCH path = (:Actor)-[:PART_OF*1..4]->(:State {id: $state})
  RETURN path
  UNION
  MATCH (service:Organization)-[:PART_OF*1..4]->(:State {id: $state})
  MATCH path = (service)-[:SPONSORS]->(:ThreatGroup)
  RETURN path
}
RETURN path
ORDER BY length(path), head(nodes(path)).name, head(nodes(path)).id, last(nodes(path)).id
