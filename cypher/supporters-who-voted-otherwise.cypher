// title = "Which supporters of one camp's text voted for the other camp's?"
// category = "Divides and votes"
// description = """
// States that have joined a text and cast a given vote on a UN resolution. Preset: supporters of the Paris Call
// who voted yes on 74/247, the Russian-led start of the cybercrime treaty. The data mostly do not date the
// support, so it may be younger than the vote: the answer tells who stands in both places, not who turned
// round."""
// shows = "table"
// rows = 200
// applies_to = ["Agreement"]
//
// [parameters.agreement]
// label = "The text they joined"
// type = "entity"
// kinds = ["Agreement"]
// default = "agreement:paris-call"
//
// [parameters.resolution]
// label = "The text they voted on"
// type = "entity"
// kinds = ["Resolution"]
// default = "resolution:A/RES/74/247"
//
// [parameters.vote]
// label = "Their vote"
// type = "choice"
// choices = [["yes", "Yes"], ["no", "No"], ["abstain", "Abstained"], ["absent", "Did not vote"]]
// default = "yes"
//
// [columns]
// state = "The state"
// state_id = "Its id"
// regional_group = "Its regional group in the General Assembly"
// joined = "How it joined the text"
// joined_since = "When it joined, where that is known"
// voted_on = "The day of the vote"
// verified = "True where both were read in a source"
// vote_source = "The record of the vote"
MATCH (:Resolution {id: $resolution})<-[vote:VOTED {value: $vote}]-(state:State)
MATCH (state)-[joined:SUPPORTS|SIGNED]->(:Agreement {id: $agreement})
WHERE joined.end IS NULL AND coalesce(joined.value, '') <> 'withdrew'
WITH state, vote, joined ORDER BY joined.start
WITH state, vote, collect(joined) AS steps
RETURN state.name AS state,
       state.id AS state_id,
       state.un_regional_group AS regional_group,
       [step IN steps | coalesce(step.value, 'supports')] AS joined,
       head(steps).start AS joined_since,
       vote.start AS voted_on,
       vote.verified AND all(step IN steps WHERE step.verified) AS verified,
       vote.source_url AS vote_source
ORDER BY regional_group, state, state_id
