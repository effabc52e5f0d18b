// title = "With whom is this state allied, by treaty or in an alliance?"
// category = "Alliances"
// description = """
// The state's treaties of mutual defence with single states, and the alliances it belongs to with their other
// members. Alliances are NATO, the Collective Security Treaty Organization, AUKUS and the Five Eyes; the last
// shares intelligence and promises no defence. Ties that have ended are left out. Whether an ally would come to
// help after a cyber attack is not said by any of these texts alone."""
// shows = "graph"
// rows = 300
// applies_to = ["State"]
//
// [parameters.state]
// label = "State"
// type = "entity"
// kinds = ["State"]
// default = "state:AUS"
//
// [columns]
// path = "From the state to the ally, straight or through the alliance"
CALL () {
  MATCH path = (:State {id: $state})-[pact:ALLIED_WITH]-(:State)
  WHERE pact.end IS NULL
  RETURN path
  UNION
  MATCH path = (:State {id: $state})-[own:MEMBER_OF]->(:Organization {type: 'alliance'})<-[other:MEMBER_OF]-(:State)
  WHERE own.end IS NULL AND other.end IS NULL
  RETURN path
}
RETURN path
ORDER BY length(path), last(nodes(path)).name, last(nodes(path)).id, [tie IN relationships(path) | tie.id]
