// title = "Which states blame the same actor for the same incident most often?"
// category = "Incidents and attribution"
// description = """
// Pairs of states and bodies by the number of incidents for which both named the same state, and by how many of
// these statements fell on the same day. Same-day statements show a joint move. One state alone may be chosen as
// accused. Two that follow a third look like partners here too."""
// shows = "table"
// rows = 200
// applies_to = ["State"]
//
// [parameters.accused]
// label = "Only against"
// type = "entity"
// kinds = ["State"]
// optional = true
//
// [parameters.at_least]
// label = "Fewest incidents in common"
// type = "integer"
// default = 4
//
// [columns]
// one = "One state or body"
// one_id = "Its id"
// other = "The other"
// other_id = "Its id"
// incidents = "Incidents for which both named the same state"
// same_day = "Of these, how many on the same day"
// names = "The incidents"
// unverified = "Statements among these that are general knowledge"
MATCH (one:Actor)-[claim:ATTRIBUTED]->(accused:State)<-[second:ATTRIBUTED]-(other:Actor)
WHERE one.id < other.id AND claim.value = second.value AND ($accused IS NULL OR accused.id = $accused)
MATCH (incident:Incident {id: claim.value})
WITH one, other, incident, claim, second ORDER BY incident.date, incident.id
WITH one, other,
     collect(DISTINCT incident.name) AS names,
     count(DISTINCT CASE WHEN size(claim.start) = 10 AND claim.start = second.start THEN incident END) AS same_day,
     count(CASE WHEN NOT claim.verified THEN 1 END) + count(CASE WHEN NOT second.verified THEN 1 END) AS unverified
WHERE size(names) >= $at_least
RETURN one.name AS one,
       one.id AS one_id,
       other.name AS other,
       other.id AS other_id,
       size(names) AS incidents,
       same_day,
       names,
       unverified
ORDER BY incidents DESC, same_day DESC, one, one_id, other, other_id
