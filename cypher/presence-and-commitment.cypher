// title = "Which states are everywhere, and which put their name under little?"
// category = "Influence"
// description = """
// One point for each state: the bodies it belongs to and the texts on cyberspace it has signed or supports. Upper
// right are those at every table that also commit themselves; lower right those that sit in and keep their hands
// free. Regional bodies differ in number by continent, so compare within a region. The texts are a selection,
// richer in western ones."""
// shows = "chart"
// rows = 300
//
// [parameters.at_least]
// label = "Fewest bodies"
// type = "integer"
// default = 2
//
// [columns]
// state = "The state"
// state_id = "Its id"
// regional_group = "Its regional group in the General Assembly"
// bodies = "Bodies it is a full member of today"
// texts = "Texts it has signed, ratified, acceded to or supports"
// leads = "Texts it leads"
//
// [chart]
// kind = "scatter"
// x = "bodies"
// y = "texts"
// colour = "regional_group"
MATCH (state:State)
WITH state,
     COUNT {
       MATCH (state)-[tie:MEMBER_OF]->(body:Body)
       WHERE tie.end IS NULL AND tie.value IN ['founding', 'member']
       RETURN DISTINCT body
     } AS bodies,
     COUNT {
       MATCH (state)-[tie:SIGNED|SUPPORTS]->(text:Agreement)
       WHERE tie.end IS NULL AND coalesce(tie.value, '') <> 'withdrew'
       RETURN DISTINCT text
     } AS texts
WHERE bodies >= $at_least
RETURN state.name AS state,
       state.id AS state_id,
       coalesce(state.un_regional_group, 'in no group') AS regional_group,
       bodies,
       texts,
       COUNT { MATCH (state)-[:LEADS]->(text:Agreement) RETURN DISTINCT text } AS leads
ORDER BY texts DESC, bodies DESC, state, state_id
