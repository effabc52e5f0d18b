// title = "Which norms put forward by companies made their way into other texts?"
// category = "Companies as diplomats"
// description = """
// Norms that a company proposed and the texts that write them down, endorse them or build on them; texts that the
// company alone stands behind are left out. States in the text are those that signed or support it. To build on a
// norm is a debt of content that the compilers saw; the text need not name its source."""
// shows = "table"
// rows = 200
//
// [columns]
// company = "The company"
// company_id = "Its id"
// norm = "The norm it proposed"
// norm_id = "Its id"
// text = "The text that took it up"
// text_id = "Its id"
// how = "How the text took it up"
// text_date = "The date of the text"
// states = "States that signed or support the text"
// verified = "True where both were read in a source"
// source = "Where the taking up was read"
MATCH (company:Company)-[proposal:PROPOSES]->(norm:Norm)<-[uptake:CODIFIES|ENDORSES|BUILDS_ON]-(text:Instrument)
WHERE NOT EXISTS { (company)-[:LEADS]->(text) }
   OR EXISTS { MATCH (text)<-[:SIGNED|SUPPORTS]-(other:Company) WHERE other <> company }
RETURN company.name AS company,
       company.id AS company_id,
       norm.name AS norm,
       norm.id AS norm_id,
       text.name AS text,
       text.id AS text_id,
       toLower(replace(type(uptake), '_', ' ')) AS how,
       coalesce(text.date, text.adopted) AS text_date,
       COUNT { MATCH (state:State)-[:SIGNED|SUPPORTS]->(text) RETURN DISTINCT state } AS states,
       proposal.verified AND uptake.verified AS verified,
       uptake.source_url AS source
ORDER BY states DESC, text_date, text_id, norm, norm_id, company_id
