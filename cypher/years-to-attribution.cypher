// title = "Have public attributions become faster?"
// category = "Incidents and attribution"
// description = """
// One point for each incident and state blamed: the year of the incident and the years until the first public
// statement against that state. Dates are as precise as the sources, so only years are subtracted; a zero means
// the same calendar year, and a statement dated by its month or year only is placed at the end of it. Incidents
// that nobody blamed on a state in public are missing, and so is every attribution still to come, which makes the
// latest years look fast."""
// shows = "chart"
// rows = 200
//
// [columns]
// incident = "The incident"
// incident_id = "Its id"
// year = "The year in which it happened, began or became known"
// accused = "The state blamed"
// accused_id = "Its id"
// first = "The first public statement"
// by = "Who made it, or all who made it that day"
// years = "Years from the incident to the statement"
//
// [chart]
// kind = "scatter"
// x = "year"
// y = "years"
// colour = "accused"
MATCH (accuser:Actor)-[claim:ATTRIBUTED]->(accused:State)
WHERE claim.start IS NOT NULL
WITH claim.value AS incident_id, accused, claim.start AS start, accuser ORDER BY accuser.name
WITH incident_id, accused, start, collect(accuser.name) AS by ORDER BY left(start + '-99-99', 10)
WITH incident_id, accused, head(collect({start: start, by: by})) AS statement
MATCH (incident:Incident {id: incident_id})
WITH incident, accused, statement,
     toInteger(left(incident.date, 4)) AS year, toInteger(left(statement.start, 4)) AS stated
RETURN incident.name AS incident,
       incident.id AS incident_id,
       year,
       accused.name AS accused,
       accused.id AS accused_id,
       statement.start AS first,
       statement.by AS by,
       stated - year AS years
ORDER BY year, incident_id, accused_id
