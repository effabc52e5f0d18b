// title = "Which norms have been taken up most widely?"
// category = "Norms and law"
// description = """
// Norms by the number of texts that write them down, endorse them or build on them, and by the states whose
// signature or support stands under one of these texts. Reports of UN groups have no signers, so their reach is
// wider than the states counted. Being taken up is not being kept."""
// shows = "table"
// rows = 150
//
// [parameters.at_least]
// label = "Fewest texts"
// type = "integer"
// default = 2
//
// [columns]
// norm = "The norm"
// norm_id = "Its id"
// type = "What sort of norm it is"
// texts = "Texts that took it up"
// names = "Their names, the earliest first"
// states = "States that signed or support one of these texts"
// actors = "States and others that endorse it on their own"
// contested_by = "Those who contest it"
// unverified = "How many of the ties are general knowledge"
MATCH (norm:Norm)<-[uptake:CODIFIES|ENDORSES|BUILDS_ON]-(text:Instrument)
WITH norm, text, collect(uptake) AS ties ORDER BY coalesce(text.date, text.adopted), text.id
WITH norm, collect(text) AS texts, sum(size([tie IN ties WHERE NOT tie.verified])) AS unverified
WHERE size(texts) >= $at_least
RETURN norm.name AS norm,
       norm.id AS norm_id,
       norm.type AS type,
       size(texts) AS texts,
       [text IN texts | coalesce(text.short_name, text.name)] AS names,
       COUNT {
         UNWIND texts AS text
         MATCH (state:State)-[step:SIGNED|SUPPORTS]->(text)
         WHERE step.end IS NULL AND coalesce(step.value, '') <> 'withdrew'
         RETURN DISTINCT state
       } AS states,
       COUNT { MATCH (actor:Actor)-[:ENDORSES]->(norm) RETURN DISTINCT actor } AS actors,
       COLLECT { MATCH (critic:Actor)-[:CONTESTS]->(norm) RETURN critic.name AS name ORDER BY name } AS contested_by,
       unverified
ORDER BY texts DESC, states DESC, norm, norm_id
