// title = "Which states sat in the UN expert groups most often?"
// category = "Forums and processes"
// description = """
// For the rounds of a series, the states that had a seat, with the rounds and those they chaired. Preset are the
// six groups of governmental experts on ICT security of 2004 to 2021. The members of the first and the fifth round
// are partly general knowledge. Working groups open to all have no seats to count; only their officers are in the
// data."""
// shows = "table"
// rows = 250
//
// [parameters.series]
// label = "Series of groups"
// type = "entity"
// kinds = ["Forum"]
// default = "forum:un-gge"
//
// [parameters.at_least]
// label = "Fewest rounds"
// type = "integer"
// default = 2
//
// [columns]
// state = "The state"
// state_id = "Its id"
// regional_group = "Its regional group in the General Assembly"
// rounds = "Rounds in which it had a seat"
// which = "The rounds, the first one first"
// chaired = "Rounds that it chaired"
// unverified = "Rounds for which this is general knowledge"
MATCH (:Forum {id: $series})<-[:PART_OF]-(round:Forum)<-[seat:PARTICIPATED_IN]-(state:State)
WHERE seat.value IN ['member', 'chair', 'vice-chair', 'rapporteur']
WITH state, round, collect(seat) AS seats ORDER BY round.founded
WITH state,
     collect(round.name) AS which,
     collect(CASE WHEN any(seat IN seats WHERE seat.value = 'chair') THEN round.name END) AS chaired,
     count(CASE WHEN NOT all(seat IN seats WHERE seat.verified) THEN 1 END) AS unverified
WHERE size(which) >= $at_least
RETURN state.name AS state,
       state.id AS state_id,
       state.un_regional_group AS regional_group,
       size(which) AS rounds,
       which,
       chaired,
       unverified
ORDER BY rounds DESC, state, state_id
