// title = "Who owns, leads, staffs or funds this actor, and where does it sit?"
// category = "Who is who"
// description = """
// Shows the actor with the wholes it is part of, its seat, those who lead or led it, work or worked for it or pay
// for it, and what belongs to it. The wholes are followed upwards for four steps: a unit to its service, the
// service to its state. Former posts are shown too; their end is on the tie. A seat does not mean that the state
// steers the actor."""
// shows = "graph"
// rows = 200
// applies_to = ["Company", "Organization", "Team", "Forum"]
//
// [parameters.actor]
// label = "Company, body or team"
// type = "entity"
// kinds = ["Company", "Organization", "Team", "Forum"]
// default = "company:microsoft"
//
// [columns]
// path = "The actor and what it is tied to"
CALL () {
  MATCH path = (:Entity {id: $actor})-[:PART_OF*1..4]->(:Entity)
  RETURN path
  UNION
  MATCH path = (:Entity {id: $actor})-[:BASED_IN]->(:State)
  RETURN path
  UNION
  MATCH path = (:Entity {id: $actor})<-[:PART_OF|LEADS|WORKS_FOR|FUNDS]-(:Entity)
  RETURN path
}
RETURN path
ORDER BY length(path), last(nodes(path)).name, last(nodes(path)).id, last(relationships(path)).id
