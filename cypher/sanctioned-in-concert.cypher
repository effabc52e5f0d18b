// title = "Who is on more than one sanctions list, and who moved first?"
// category = "Restrictions and sanctions"
// description = """
// Persons, firms, services and groups that at least so many states or bodies have listed over cyber operations,
// with the date of each listing. Same-day listings show a joint move, years between them a slow one. A list that
// is missing may be a gap in the data rather than in the sanctions."""
// shows = "table"
// rows = 100
//
// [parameters.at_least]
// label = "Fewest lists"
// type = "integer"
// default = 2
//
// [columns]
// listed = "Who was listed"
// listed_id = "Its id"
// lists = "Number of those who listed it"
// by = "Who listed it and when, the first one first"
// first = "Date of the first listing"
// last = "Date of the last listing"
// incidents = "The incidents named"
// verified = "True where all listings were read in a source"
MATCH (authority:Actor)-[listing:SANCTIONED]->(listed:Actor)
WITH authority, listing, listed ORDER BY listing.start, authority.name
WITH listed,
     count(DISTINCT authority) AS lists,
     collect(authority.name + ' (' + listing.start + ')') AS by,
     collect(listing) AS listings,
     collect(DISTINCT listing.value) AS incident_ids
WHERE lists >= $at_least
RETURN listed.name AS listed,
       listed.id AS listed_id,
       lists,
       by,
       head(listings).start AS first,
       last(listings).start AS last,
       COLLECT {
         MATCH (incident:Incident) WHERE incident.id IN incident_ids
         RETURN incident.name AS name ORDER BY name
       } AS incidents,
       all(listing IN listings WHERE listing.verified) AS verified
ORDER BY lists DESC, first, listed, listed_id
