// title = "What belongs to the cyber diplomacy toolbox?"
// category = "Norms and law"
// description = """
// The elements of the toolbox down to two steps: norms, confidence-building measures and capacity building, with
// what one article on cyber diplomacy counts among them. The many single norms and measures of the texts belong to
// these elements too; they are left out unless you ask for them."""
// shows = "graph"
// rows = 300
//
// [parameters.single_norms]
// label = "Show the single norms of the texts too"
// type = "boolean"
// default = false
//
// [columns]
// path = "From the part to the whole"
MATCH path = (part:Norm)-[:PART_OF*1..2]->(:Norm {id: 'norm:cyber-diplomacy-toolbox'})
WHERE $single_norms OR EXISTS { (part)<-[:PART_OF]-(:Norm) } OR part.framework IS NULL
RETURN path
ORDER BY length(path), part.name, part.id
