// title = "Whom have states and the EU put on sanctions lists over cyber operations?"
// category = "Restrictions and sanctions"
// description = """
// Listings since a date, from whoever listed to the person, firm, service, group or state listed; the incident
// stands on the tie where the listing names one. Choose one authority to see its listings alone. A listing is a
// political and legal act, no finding of a court, and being listed is no proof of guilt. Only listings that the
// sources tie to cyber operations are here."""
// shows = "graph"
// rows = 300
// applies_to = ["State", "Organization"]
//
// [parameters.by]
// label = "Only by"
// type = "entity"
// kinds = ["State", "Organization"]
// optional = true
//
// [parameters.since]
// label = "Listed since"
// type = "date"
// default = "2014"
//
// [columns]
// path = "From whoever listed to whoever was listed"
MATCH path = (authority:Actor)-[listing:SANCTIONED]->(listed:Actor)
WHERE listing.start >= $since AND ($by IS NULL OR authority.id = $by)
RETURN path
ORDER BY listing.start, authority.id, listed.id, listing.id
