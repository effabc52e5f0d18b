// title = "Which states changed their vote from one text to the next?"
// category = "Divides and votes"
// description = """
// States that took part in both votes and voted differently, the largest moves first. Preset are the mandates of
// the first and the second open-ended working group, both led by Russia, in 2018 and 2020. A move of two is from
// yes to no or back. Whoever was absent once is left out: an absence tells nothing about a change of mind. The
// texts differ too, so a changed vote may answer a changed text."""
// shows = "table"
// rows = 200
// applies_to = ["Resolution"]
//
// [parameters.earlier]
// label = "The earlier text"
// type = "entity"
// kinds = ["Resolution"]
// default = "resolution:A/RES/73/27"
//
// [parameters.later]
// label = "The later text"
// type = "entity"
// kinds = ["Resolution"]
// default = "resolution:A/RES/75/240"
//
// [columns]
// state = "The state"
// state_id = "Its id"
// regional_group = "Its regional group in the General Assembly"
// before = "Its vote on the earlier text"
// after = "Its vote on the later text"
// move = "Steps from no over abstention to yes; minus is away from the text"
// verified = "True where both votes were read in the source"
MATCH (:Resolution {id: $earlier})<-[before:VOTED]-(state:State)
MATCH (state)-[after:VOTED]->(:Resolution {id: $later})
WHERE before.value <> after.value AND before.value <> 'absent' AND after.value <> 'absent'
WITH state, before, after, {yes: 1, abstain: 0, no: -1} AS place
WITH state, before, after, place[after.value] - place[before.value] AS move
RETURN state.name AS state,
       state.id AS state_id,
       state.un_regional_group AS regional_group,
       before.value AS before,
       after.value AS after,
       move,
       before.verified AND after.verified AS verified
ORDER BY abs(move) DESC, move, state, state_id
