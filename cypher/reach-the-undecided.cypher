// title = "Through which body could one reach the states that sat on the fence in a vote?"
// category = "Influence"
// description = """
// Bodies by the number of their full members that abstained or were absent from a vote. Preset is the Russian-led
// cybercrime text of 2019. A body with a high share of such members is a good place to speak to them; one with a
// high number reaches more of them. Whether an absent state was undecided, or only short of staff, no record
// tells."""
// shows = "table"
// rows = 100
// applies_to = ["Resolution"]
//
// [parameters.resolution]
// label = "Text put to a vote"
// type = "entity"
// kinds = ["Resolution"]
// default = "resolution:A/RES/74/247"
//
// [parameters.votes]
// label = "Which votes count as undecided"
// type = "choice"
// choices = [["abstain", "Abstained"], ["absent", "Did not vote"], ["yes", "Yes"], ["no", "No"]]
// many = true
// default = ["abstain", "absent"]
//
// [columns]
// body = "The body"
// body_id = "Its id"
// undecided = "Its members that voted in one of these ways"
// voters = "Its members with any entry in the record"
// share = "The first in per cent of the second"
// states = "The members on the fence"
MATCH (:Resolution {id: $resolution})<-[vote:VOTED]-(state:State)-[tie:MEMBER_OF]->(body:Body)
WHERE tie.end IS NULL AND tie.value IN ['founding', 'member']
WITH DISTINCT body, state, vote.value IN $votes AS sought ORDER BY state.name
WITH body, count(*) AS voters, collect(CASE WHEN sought THEN state.name END) AS states
WHERE size(states) > 0
RETURN body.name AS body,
       body.id AS body_id,
       size(states) AS undecided,
       voters,
       round(100.0 * size(states) / voters, 1) AS share,
       states
ORDER BY undecided DESC, share DESC, body, body_id
