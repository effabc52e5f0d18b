// title = "Who restricts this company, how hard, and since when?"
// category = "Restrictions and sanctions"
// description = """
// Every restriction on the company by a state or a body, the earliest first. The kinds run from a ban by law to a
// pledge to use trusted suppliers only, which need not name the company; a screening law or a free choice of other
// suppliers is no restriction in law. A restriction that was eased without much notice may still stand here."""
// shows = "table"
// rows = 250
// applies_to = ["Company"]
//
// [parameters.company]
// label = "Company"
// type = "entity"
// kinds = ["Company"]
// default = "company:huawei"
//
// [columns]
// by = "Who restricts it"
// by_id = "Its id"
// restriction = "The kind of restriction"
// what = "What it covers, as the source says"
// since = "Since when"
// until = "Until when, where it has ended"
// verified = "True where this was read in the source"
// source = "Where it was read"
MATCH (:Company {id: $company})<-[limit:RESTRICTED]-(actor:Actor)
RETURN actor.name AS by,
       actor.id AS by_id,
       limit.value AS restriction,
       limit.note AS what,
       limit.start AS since,
       limit.end AS until,
       limit.verified AS verified,
       limit.source_url AS source
ORDER BY since, by, by_id, restriction
