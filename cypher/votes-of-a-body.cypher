// title = "How did the members of this body vote, text by text?"
// category = "Divides and votes"
// description = """
// One field for each member and each recorded vote since a date. Members are those of today, also for votes from
// before they joined. A yes counts 1, an abstention 0, a no -1; an absent member has an empty field, for absence
// is no position."""
// shows = "chart"
// rows = 1500
// applies_to = ["Organization", "Forum"]
//
// [parameters.body]
// label = "Body"
// type = "entity"
// kinds = ["Organization", "Forum"]
// default = "forum:brics"
//
// [parameters.since]
// label = "Votes since"
// type = "date"
// default = "2018"
//
// [columns]
// state = "The member"
// state_id = "Its id"
// resolution = "The text"
// resolution_id = "Its id"
// adopted = "When the text was adopted"
// vote = "How it voted"
// position = "Yes 1, abstention 0, no -1, absent empty"
// verified = "True where the vote was read in the source"
//
// [chart]
// kind = "heatmap"
// x = "resolution"
// y = "state"
// colour = "position"
MATCH (:Entity {id: $body})<-[member:MEMBER_OF]-(state:State)
WHERE member.end IS NULL AND member.value IN ['founding', 'member']
WITH DISTINCT state
MATCH (state)-[vote:VOTED]->(text:Resolution)
WHERE text.adopted >= $since
RETURN state.name AS state,
       state.id AS state_id,
       text.short_name AS resolution,
       text.id AS resolution_id,
       text.adopted AS adopted,
       vote.value AS vote,
       CASE vote.value WHEN 'yes' THEN 1 WHEN 'abstain' THEN 0 WHEN 'no' THEN -1 END AS position,
       vote.verified AS verified
ORDER BY state, state_id, adopted, resolution_id
