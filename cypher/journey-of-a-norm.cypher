// title = "Where does this norm come from, and which texts and actors took it up?"
// category = "Norms and law"
// description = """
// Those who proposed the norm, the texts that write it down, endorse it or build on it, those who endorse or
// contest it, and the texts' leads. Preset is the ban on theft for commercial gain, from the understanding of 2015
// between the United States and China into the declarations of the G20 and others. That a text builds on a norm is
// what the compilers saw in its words."""
// shows = "graph"
// rows = 300
// applies_to = ["Norm"]
//
// [parameters.norm]
// label = "Norm"
// type = "entity"
// kinds = ["Norm"]
// default = "norm:no-commercial-cyber-theft"
//
// [columns]
// path = "The norm, who is tied to it, and who leads the text"
CALL () {
  MATCH path = (:Norm {id: $norm})<-[:PROPOSES|CODIFIES|ENDORSES|CONTESTS|BUILDS_ON|CONCERNS|ILLUSTRATES]-(:Entity)
  RETURN path
  UNION
  MATCH path = (:Norm {id: $norm})<-[:CODIFIES|ENDORSES|BUILDS_ON]-(:Agreement)<-[:LEADS]-(:Actor)
  RETURN path
}
RETURN path
ORDER BY length(path), head(relationships(path)).start, last(nodes(path)).name, [tie IN relationships(path) | tie.id]
