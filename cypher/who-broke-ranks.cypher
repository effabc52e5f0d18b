// title = "Which members broke ranks with their body in a UN vote?"
// category = "Divides and votes"
// description = """
// For each recorded vote since a date: the members of the body at that time who voted otherwise than more than
// half of those members who took part. Absent members are neither with nor against, and members whose date of
// joining is not known are left out. Where no vote had more than half, the text is left out. Most bodies do not
// bind their members to a common vote, so breaking ranks is the analyst's word, not a breach."""
// shows = "table"
// rows = 500
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
// adopted = "When the text was adopted"
// resolution = "The text"
// resolution_id = "Its id"
// state = "The member that voted otherwise"
// state_id = "Its id"
// vote = "Its vote"
// line = "The vote of more than half of the members"
// with_line = "Members who voted that way"
// voting = "Members who took part"
// verified = "True where the vote was read in the source"
// source = "The record of the vote"
MATCH (:Entity {id: $body})<-[member:MEMBER_OF]-(state:State)-[vote:VOTED]->(text:Resolution)
WHERE member.value IN ['founding', 'member'] AND text.adopted >= $since AND vote.value <> 'absent'
  AND member.start <= text.adopted AND coalesce(member.end, '9999') > text.adopted
WITH text, vote.value AS value, collect(DISTINCT vote) AS votes
ORDER BY size(votes) DESC
WITH text, collect({value: value, votes: votes}) AS camps, sum(size(votes)) AS voting
WITH text, voting, head(camps) AS most, tail(camps) AS rest
WHERE 2 * size(most.votes) > voting
UNWIND rest AS camp
UNWIND camp.votes AS vote
RETURN text.adopted AS adopted,
       text.name AS resolution,
       text.id AS resolution_id,
       startNode(vote).name AS state,
       startNode(vote).id AS state_id,
       vote.value AS vote,
       most.value AS line,
       size(most.votes) AS with_line,
       voting,
       vote.verified AS verified,
       vote.source_url AS source
ORDER BY adopted DESC, resolution_id, state, state_id
