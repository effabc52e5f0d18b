// title = "Which UN processes on cyberspace ran when, who chaired them, and how did they end?"
// category = "Forums and processes"
// description = """
// Working groups, committees and mechanisms in the order of their beginning, with the chair, the resolution that
// mandates them and the outcome. States recorded are those with a seat or an office; groups that are open to all
// have officers only, so the number says nothing about how many took part."""
// shows = "table"
// rows = 100
//
// [columns]
// process = "The process"
// process_id = "Its id"
// began = "When it began"
// ended = "When it ended; empty while it goes on or for a series"
// outcome = "How it ended"
// chairs = "Who chaired it"
// mandates = "The resolutions that mandate it"
// states = "States recorded with a seat or an office"
// verified = "True where the process itself was read in the source"
// source = "Where it was read"
MATCH (process:Forum {type: 'un-process'})
RETURN process.name AS process,
       process.id AS process_id,
       process.founded AS began,
       process.dissolved AS ended,
       process.outcome AS outcome,
       COLLECT {
         MATCH (chair:Actor)-[:PARTICIPATED_IN {value: 'chair'}]->(process)
         RETURN chair.name AS name ORDER BY name
       } AS chairs,
       COLLECT {
         MATCH (text:Resolution)-[:MANDATES]->(process)
         RETURN text.short_name AS name ORDER BY name
       } AS mandates,
       COUNT { MATCH (state:State)-[:PARTICIPATED_IN]->(process) RETURN DISTINCT state } AS states,
       process.verified AS verified,
       process.source_url AS source
ORDER BY began, process_id
