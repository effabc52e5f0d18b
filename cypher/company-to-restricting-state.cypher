// title = "Through which forums can a company reach a state that restricts it?"
// category = "Companies as diplomats"
// description = """
// Forums the company belongs to or takes part in, and texts it has put its name under, that the restricting state
// shares. Preset is Huawei, barred by many and still a founder of the Global Forum on Cyber Expertise and a
// supporter of the Paris Call. Forums come before texts, for in a forum one meets. Ended memberships are left out.
// A shared list of names is a weak tie."""
// shows = "table"
// rows = 400
// applies_to = ["Company"]
//
// [parameters.company]
// label = "Company"
// type = "entity"
// kinds = ["Company"]
// default = "company:huawei"
//
// [columns]
// place = "The forum or text that both share"
// place_id = "Its id"
// kind = "Whether it is a forum, an organization or a text"
// state = "The state that restricts the company"
// state_id = "Its id"
// company_there = "What the company does there"
// state_there = "What the state does there"
// restrictions = "How the state restricts the company"
// verified = "True where all of these ties were read in a source"
MATCH (company:Company {id: $company})<-[limit:RESTRICTED]-(state:State)
WHERE limit.end IS NULL
WITH company, state, collect(limit) AS limits
MATCH (company)-[own:MEMBER_OF|PARTICIPATED_IN|SUPPORTS|SIGNED|DRAFTED]->(place:Body|Agreement)
      <-[tie:MEMBER_OF|PARTICIPATED_IN|SUPPORTS|SIGNED|DRAFTED|LEADS]-(state)
WHERE own.end IS NULL AND tie.end IS NULL AND NOT 'withdrew' IN [coalesce(own.value, ''), coalesce(tie.value, '')]
WITH state, limits, place, collect(DISTINCT own) AS owns, collect(DISTINCT tie) AS ties,
     CASE WHEN place:Forum THEN 'forum' WHEN place:Organization THEN 'organization' ELSE 'text' END AS kind
RETURN place.name AS place,
       place.id AS place_id,
       kind,
       state.name AS state,
       state.id AS state_id,
       [own IN owns | coalesce(own.value, toLower(type(own)))] AS company_there,
       [tie IN ties | coalesce(tie.value, toLower(type(tie)))] AS state_there,
       [limit IN limits | limit.value] AS restrictions,
       all(tie IN limits + owns + ties WHERE tie.verified) AS verified
ORDER BY kind, place, place_id, state, state_id
