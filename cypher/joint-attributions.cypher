// title = "Which incidents did many states blame on the same state in public?"
// category = "Incidents and attribution"
// description = """
// Incidents for which at least so many states and bodies named a state in public, the widest circles first.
// Statements that only back the finding of another are counted too; the note on the tie says so. A statement dated
// by its month or year only is placed at the end of it. All those accused deny nearly all of it, and an
// attribution is no judgement of a court."""
// shows = "table"
// rows = 100
//
// [parameters.at_least]
// label = "Fewest accusers"
// type = "integer"
// default = 3
//
// [columns]
// incident = "The incident"
// incident_id = "Its id"
// date = "When it happened, began or became known"
// accused = "The state named"
// accused_id = "Its id"
// accusers = "How many states and bodies named it"
// first = "The first statement"
// last = "The latest statement"
// who = "The accusers, the first one first"
// verified = "True where all statements were read in a source"
MATCH (accuser:Actor)-[claim:ATTRIBUTED]->(accused:State)
WITH claim.value AS incident_id, accused, accuser, claim
ORDER BY left(claim.start + '-99-99', 10), accuser.name
WITH incident_id, accused, collect(DISTINCT accuser.name) AS who, collect(claim) AS claims
WHERE size(who) >= $at_least
MATCH (incident:Incident {id: incident_id})
RETURN incident.name AS incident,
       incident_id,
       incident.date AS date,
       accused.name AS accused,
       accused.id AS accused_id,
       size(who) AS accusers,
       head(claims).start AS first,
       last(claims).start AS last,
       who,
       all(claim IN claims WHERE claim.verified) AS verified
ORDER BY accusers DESC, date DESC, incident_id, accused_id
