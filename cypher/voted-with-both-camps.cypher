// title = "Which states voted with both camps?"
// category = "Divides and votes"
// description = """
// States that cast the same vote on two rival texts. Preset are the two mandates of December 2018: 73/27, led by
// Russia, which set up the open-ended working group, and 73/266, led by the United States, which set up the sixth
// group of experts. Voting yes on both is a choice of its own, not indifference. Votes are those recorded on the
// day; states that were absent are never counted as if they had abstained."""
// shows = "table"
// rows = 200
// applies_to = ["Resolution"]
//
// [parameters.first]
// label = "One text"
// type = "entity"
// kinds = ["Resolution"]
// default = "resolution:A/RES/73/27"
//
// [parameters.second]
// label = "Its rival"
// type = "entity"
// kinds = ["Resolution"]
// default = "resolution:A/RES/73/266"
//
// [parameters.vote]
// label = "Vote on both"
// type = "choice"
// choices = [["yes", "Yes"], ["no", "No"], ["abstain", "Abstained"], ["absent", "Did not vote"]]
// default = "yes"
//
// [columns]
// state = "The state"
// state_id = "Its id"
// regional_group = "Its regional group in the General Assembly"
// bodies = "Which of NATO, the EU, the Freedom Online Coalition, the Shanghai group and BRICS it belongs to today"
// verified = "True where both votes were read in the source"
// first_source = "The record of the vote on the first text"
// second_source = "The record of the vote on its rival"
MATCH (:Resolution {id: $first})<-[one:VOTED {value: $vote}]-(state:State)
MATCH (state)-[other:VOTED {value: $vote}]->(:Resolution {id: $second})
RETURN state.name AS state,
       state.id AS state_id,
       state.un_regional_group AS regional_group,
       COLLECT {
         MATCH (state)-[tie:MEMBER_OF]->(body:Body)
         WHERE tie.end IS NULL AND tie.value IN ['founding', 'member']
           AND body.id IN ['organization:nato', 'organization:eu', 'forum:freedom-online-coalition',
                           'organization:sco', 'forum:brics']
         RETURN DISTINCT coalesce(body.short_name, body.name) AS name ORDER BY name
       } AS bodies,
       one.verified AND other.verified AS verified,
       one.source_url AS first_source,
       other.source_url AS second_source
ORDER BY regional_group, state, state_id
