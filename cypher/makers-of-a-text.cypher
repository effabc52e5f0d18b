// title = "Who started, wrote, hosted and watched over this text?"
// category = "Agreements"
// description = """
// Those who lead or led the text, drafted it, hosted its launch or observe it, with the resolution that endorses
// it and the norms it writes down. Signers and supporters are left out, for they would bury the picture; other
// questions list them. To lead or to write a text does not bind anyone else."""
// shows = "graph"
// rows = 200
// applies_to = ["Agreement"]
//
// [parameters.text]
// label = "Text"
// type = "entity"
// kinds = ["Agreement"]
// default = "agreement:paris-call"
//
// [columns]
// path = "The text and one of its makers, or one of its norms"
CALL () {
  MATCH path = (:Agreement {id: $text})<-[:LEADS|DRAFTED|HOSTS|OBSERVES|ENDORSES|CONCERNS]-(:Entity)
  RETURN path
  UNION
  MATCH path = (:Agreement {id: $text})-[:CODIFIES|PROPOSES]->(:Norm)
  RETURN path
}
RETURN path
ORDER BY last(relationships(path)).start, last(nodes(path)).name, last(nodes(path)).id, last(relationships(path)).id
