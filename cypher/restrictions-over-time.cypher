// title = "When were restrictions on technology companies put in place?"
// category = "Restrictions and sanctions"
// description = """
// New restrictions by year for the companies that most states and bodies restrict; all others are counted
// together. Pledges and warnings count like bans unless you leave them out. Undated restrictions are missing, and
// the list is a selection of cases that drew notice."""
// shows = "chart"
// rows = 300
//
// [parameters.companies]
// label = "Companies shown by name"
// type = "entity"
// kinds = ["Company"]
// many = true
// default = [
//     "company:huawei", "company:zte", "company:tiktok", "company:kaspersky", "company:hikvision", "company:dahua",
// ]
//
// [parameters.hard_only]
// label = "Leave out pledges, warnings and screening"
// type = "boolean"
// default = false
//
// [columns]
// year = "The year in which the restrictions began"
// company = "The company, or all others together"
// restrictions = "Number of restrictions"
// by = "Who put them in place"
// unverified = "How many of them are general knowledge"
//
// [chart]
// kind = "bar"
// x = "year"
// y = "restrictions"
// colour = "company"
MATCH (actor:Actor)-[limit:RESTRICTED]->(company:Company)
WHERE limit.start IS NOT NULL
  AND NOT ($hard_only
           AND limit.value IN ['pledge', 'warning', 'guidance', 'case-by-case', 'screening-law', 'de-facto'])
WITH toInteger(left(limit.start, 4)) AS year,
     CASE WHEN company.id IN $companies THEN company.name ELSE 'all others' END AS company,
     limit, actor ORDER BY actor.name
RETURN year,
       company,
       count(*) AS restrictions,
       collect(DISTINCT actor.name) AS by,
       count(CASE WHEN NOT limit.verified THEN 1 END) AS unverified
ORDER BY year, company
