// title = "Who publicly blames whom for cyber operations?"
// category = "Incidents and attribution"
// description = """
// Incidents for which a state or body named another state in public, counted by accuser and accused. Groups and
// persons named beside a state are not counted again. Statements that only back another's finding are in it. The
// picture is that of those who attribute in public; what is said behind closed doors is not seen."""
// shows = "chart"
// rows = 200
//
// [columns]
// accuser = "The state or body that made the statement"
// accuser_id = "Its id"
// accused = "The state blamed"
// accused_id = "Its id"
// incidents = "Number of incidents"
// first = "The first statement"
// last = "The latest statement"
// unverified = "How many of the statements are general knowledge"
//
// [chart]
// kind = "heatmap"
// x = "accused"
// y = "accuser"
// colour = "incidents"
MATCH (accuser:Actor)-[claim:ATTRIBUTED]->(accused:State)
RETURN accuser.name AS accuser,
       accuser.id AS accuser_id,
       accused.name AS accused,
       accused.id AS accused_id,
       count(DISTINCT claim.value) AS incidents,
       min(claim.start) AS first,
       max(claim.start) AS last,
       count(CASE WHEN NOT claim.verified THEN 1 END) AS unverified
ORDER BY accuser, accuser_id, accused, accused_id
