// title = "Which threat groups are said to work for this state, and for which incidents were they blamed?"
// category = "Incidents and attribution"
// description = """
// Groups that a tracker lists as suspected to be sponsored by the state, groups said to belong to one of its
// services, and the incidents attributed to them. All of it is suspicion, mostly denied. Tracker names overlap:
// two groups may be one, and one may be several."""
// shows = "graph"
// rows = 300
// applies_to = ["State"]
//
// [parameters.state]
// label = "State"
// type = "entity"
// kinds = ["State"]
// default = "state:RUS"
//
// [columns]
// path = "From the state to a group, through a service where one is named, and on to an incident"
CALL () {
  MATCH path = (:State {id: $state})-[:SPONSORS]->(:ThreatGroup)
  RETURN path
  UNION
  MATCH path = (:State {id: $state})<-[:PART_OF*1..3]-(:Organization)-[:SPONSORS]->(:ThreatGroup)
  RETURN path
  UNION
  MATCH (:State {id: $state})-[:SPONSORS]->(group:ThreatGroup)
  MATCH path = (group)<-[:ATTRIBUTED_TO]-(:Incident)
  RETURN path
}
RETURN path
ORDER BY length(path), last(nodes(path)).name, last(nodes(path)).id, [tie IN relationships(path) | tie.id]
