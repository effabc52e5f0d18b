// title = "Where do two states restrict each other's companies?"
// category = "Restrictions and sanctions"
// description = """
// Pairs of states of which each restricts at least one company that is based in the other, with the earliest step
// on either side. Who came first is a matter of dates, not of cause: some of these measures answer each other,
// others have nothing to do with each other."""
// shows = "table"
// rows = 100
//
// [columns]
// first_state = "The state that restricted first"
// first_state_id = "Its id"
// first_since = "Its earliest restriction on a company of the other"
// against_second = "Companies of the second state that it restricts"
// second_state = "The other state"
// second_state_id = "Its id"
// second_since = "Its earliest restriction on a company of the first"
// against_first = "Companies of the first state that it restricts"
// verified = "True where all restrictions were read in a source"
MATCH (one:State)-[limit:RESTRICTED]->(company:Company)-[:BASED_IN]->(other:State)
WHERE one <> other
WITH one, other, company, limit ORDER BY company.name
WITH one, other, collect(DISTINCT company.name) AS companies, collect(limit) AS limits, min(limit.start) AS since
MATCH (other)-[answer:RESTRICTED]->(home:Company)-[:BASED_IN]->(one)
WITH one, other, companies, limits, since, home, answer ORDER BY home.name
WITH one, other, companies, limits, since,
     collect(DISTINCT home.name) AS homes, collect(answer) AS answers, min(answer.start) AS answered
WHERE since < answered OR (since = answered AND one.id < other.id)
RETURN one.name AS first_state,
       one.id AS first_state_id,
       since AS first_since,
       companies AS against_second,
       other.name AS second_state,
       other.id AS second_state_id,
       answered AS second_since,
       homes AS against_first,
       all(limit IN limits + answers WHERE limit.verified) AS verified
ORDER BY first_since, first_state_id, second_state_id
