// title = "Did the split of Dubai in 2012 foretell a later vote?"
// category = "Agreements"
// description = """
// Sets the two sides of the telecommunications conference in Dubai beside a later vote of the General Assembly. In
// Dubai 89 states signed the Final Acts and 55 that could have did not; four states are left out here, because the
// sources disagree on them. A signature is no vote, and several of those who did not sign only put it off. Nearly
// a third of the list is general knowledge."""
// shows = "chart"
// rows = 50
// applies_to = ["Resolution"]
//
// [parameters.resolution]
// label = "The later vote"
// type = "entity"
// kinds = ["Resolution"]
// default = "resolution:A/RES/73/27"
//
// [columns]
// dubai = "What the states did in Dubai on 14 December 2012"
// vote = "How they voted later; absent means that no vote was recorded"
// states = "Number of states"
// share = "Per cent of those who did the same in Dubai"
// unverified = "How many of the two positions are general knowledge"
//
// [chart]
// kind = "heatmap"
// x = "vote"
// y = "dubai"
// colour = "states"
MATCH (:Agreement {id: 'agreement:ITU/WCIT-12/ITRs'})<-[dubai:SIGNED|DID_NOT_SIGN]-(state:State)
MATCH (state)-[vote:VOTED]->(:Resolution {id: $resolution})
WITH CASE type(dubai) WHEN 'SIGNED' THEN 'signed' ELSE 'did not sign' END AS side,
     vote.value AS vote,
     count(*) AS states,
     count(CASE WHEN NOT (dubai.verified AND vote.verified) THEN 1 END) AS unverified
WITH side, sum(states) AS all_states, collect({vote: vote, states: states, unverified: unverified}) AS fields
UNWIND fields AS field
RETURN side AS dubai,
       field.vote AS vote,
       field.states AS states,
       round(100.0 * field.states / all_states, 1) AS share,
       field.unverified AS unverified
ORDER BY dubai, vote
