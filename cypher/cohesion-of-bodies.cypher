// title = "Which bodies vote as one, and which fall apart?"
// category = "Divides and votes"
// description = """
// The agreement index of Hix, Noury and Roland (2005), averaged over the recorded votes since a date: 1 where all
// members who took part voted alike, 0 where yes, no and abstention were equally many. Members are those at the
// time of each vote; absent ones and those whose date of joining is not known do not count. A small body reaches 1
// more easily than a large one, so compare like with like."""
// shows = "chart"
// rows = 50
//
// [parameters.bodies]
// label = "Bodies"
// type = "entity"
// kinds = ["Organization", "Forum"]
// many = true
// default = [
//     "organization:nato", "organization:eu", "organization:five-eyes", "forum:g7", "forum:g20", "forum:quad",
//     "forum:freedom-online-coalition", "forum:brics", "organization:sco", "organization:csto", "organization:cis",
//     "organization:asean", "organization:african-union", "organization:arab-league", "organization:gcc",
//     "organization:oas", "organization:pacific-islands-forum",
// ]
//
// [parameters.since]
// label = "Votes since"
// type = "date"
// default = "2018"
//
// [columns]
// body = "The body"
// body_id = "Its id"
// texts = "Texts on which at least two members voted"
// voting = "Members who took part, on average"
// cohesion = "Agreement index, 0 to 1"
//
// [chart]
// kind = "bar"
// x = "body"
// y = "cohesion"
MATCH (body:Entity)<-[member:MEMBER_OF]-(state:State)
WHERE body.id IN $bodies AND member.value IN ['founding', 'member']
MATCH (state)-[vote:VOTED]->(text:Resolution)
WHERE text.adopted >= $since AND vote.value <> 'absent'
  AND member.start <= text.adopted AND coalesce(member.end, '9999') > text.adopted
WITH body, text, vote.value AS value, count(DISTINCT state) AS states
WITH body, text, max(states) AS largest, sum(states) AS voting
WHERE voting >= 2
WITH body, count(*) AS texts, avg(voting) AS voting, avg((largest - (voting - largest) / 2.0) / voting) AS cohesion
RETURN body.name AS body,
       body.id AS body_id,
       texts,
       round(voting, 1) AS voting,
       round(cohesion, 3) AS cohesion
ORDER BY cohesion DESC, body, body_id
