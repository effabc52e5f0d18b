// title = "Who helps this state to build its cyber capacity?"
// category = "Capacity building"
// description = """
// Donors and programmes that reach the state, straight or through a body it belongs to, such as a programme for
// all of the African Union. Which members such a programme really reaches is not known. Some programmes have
// ended; the end is on the tie where it is known."""
// shows = "graph"
// rows = 200
// applies_to = ["State"]
//
// [parameters.state]
// label = "State"
// type = "entity"
// kinds = ["State"]
// default = "state:UKR"
//
// [columns]
// path = "From the donor to the state, straight or through a body"
CALL () {
  MATCH path = (:Actor)-[:BUILT_CAPACITY_FOR]->(:State {id: $state})
  RETURN path
  UNION
  MATCH path = (:Actor)-[:BUILT_CAPACITY_FOR]->(:Body)<-[member:MEMBER_OF]-(:State {id: $state})
  WHERE member.end IS NULL
  RETURN path
}
RETURN path
ORDER BY length(path), head(nodes(path)).name, head(nodes(path)).id, [tie IN relationships(path) | tie.id]
