// title = "Which companies put their name under the most texts, and in how many forums do they sit?"
// category = "Companies as diplomats"
// description = """
// Companies by the number of texts they signed, support, drafted or lead, and by the forums and bodies they belong
// to today. Of the 1,136 supporters of the Paris Call that are no states the data hold 82, picked by hand, so the
// top of the list is safer than its end."""
// shows = "chart"
// rows = 100
//
// [parameters.show]
// label = "How many companies to show"
// type = "integer"
// default = 20
//
// [columns]
// company = "The company"
// company_id = "Its id"
// home = "Where it is based"
// home_id = "The id of that state"
// texts = "Texts it signed, supports, drafted or leads"
// forums = "Forums and bodies it belongs to"
// names = "The texts"
//
// [chart]
// kind = "bar"
// x = "company"
// y = ["texts", "forums"]
MATCH (company:Company)-[:SIGNED|SUPPORTS|DRAFTED|LEADS]->(text:Agreement)
WITH DISTINCT company, text ORDER BY text.name
WITH company, collect(text.name) AS names
WITH company, names, COUNT {
  MATCH (company)-[tie:MEMBER_OF]->(body:Body) WHERE tie.end IS NULL
  RETURN DISTINCT body
} AS forums
ORDER BY size(names) + forums DESC, size(names) DESC, company.name, company.id
LIMIT $show
OPTIONAL MATCH (company)-[:BASED_IN]->(home:State)
WITH company, names, forums, home ORDER BY home.id
WITH company, names, forums, head(collect(home)) AS home
RETURN company.name AS company,
       company.id AS company_id,
       home.name AS home,
       home.id AS home_id,
       size(names) AS texts,
       forums,
       names
ORDER BY texts + forums DESC, texts DESC, company, company_id
