// title = "Which circles of states stand behind the restrictions on a company?"
// category = "Restrictions and sanctions"
// description = """
// For each body: how many of its full members restrict the company today, and which share of all members that is.
// Bodies with fewer than two restricting members are left out. The share shows where restrictions gather; it does
// not show that the body asked for them. Pledges, warnings, screening laws and free choices of other suppliers
// count only if you let them."""
// shows = "table"
// rows = 100
// applies_to = ["Company"]
//
// [parameters.company]
// label = "Company"
// type = "entity"
// kinds = ["Company"]
// default = "company:huawei"
//
// [parameters.hard_only]
// label = "Leave out pledges, warnings and screening"
// type = "boolean"
// default = true
//
// [columns]
// body = "The body"
// body_id = "Its id"
// members = "Full members among states"
// restricting = "Members that restrict the company"
// share = "The same in per cent of the members"
// states = "These members"
MATCH (:Company {id: $company})<-[limit:RESTRICTED]-(state:State)
WHERE limit.end IS NULL
  AND NOT ($hard_only
           AND limit.value IN ['pledge', 'warning', 'guidance', 'case-by-case', 'screening-law', 'de-facto'])
WITH DISTINCT state ORDER BY state.name
MATCH (state)-[tie:MEMBER_OF]->(body:Body)
WHERE tie.end IS NULL AND tie.value IN ['founding', 'member']
WITH body, collect(DISTINCT state.name) AS states, COUNT {
  MATCH (body)<-[other:MEMBER_OF]-(member:State)
  WHERE other.end IS NULL AND other.value IN ['founding', 'member']
  RETURN DISTINCT member
} AS members
WHERE size(states) >= 2
RETURN body.name AS body,
       body.id AS body_id,
       members,
       size(states) AS restricting,
       round(100.0 * size(states) / members, 1) AS share,
       states
ORDER BY share DESC, restricting DESC, body, body_id
