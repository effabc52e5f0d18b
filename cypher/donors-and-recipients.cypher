// title = "Who builds cyber capacity for how many, and where?"
// category = "Capacity building"
// description = """
// Donors by the number of states and bodies they have helped, split by the region of those helped. Many donors
// appear with Ukraine alone, through the Tallinn Mechanism. The data know programmes, hardly ever sums, so a wide
// reach is not a large budget. Programmes of China and of the development banks are hardly covered."""
// shows = "chart"
// rows = 200
//
// [columns]
// donor = "The donor"
// donor_id = "Its id"
// region = "The continent of the states helped, or bodies"
// recipients = "Number of states or bodies helped there"
// all_recipients = "All states and bodies the donor has helped"
// programmes = "The programmes"
// unverified = "How many of the ties are general knowledge"
//
// [chart]
// kind = "bar"
// x = "donor"
// y = "recipients"
// colour = "region"
MATCH (donor:Actor)-[aid:BUILT_CAPACITY_FOR]->(recipient:Actor)
WITH donor, coalesce(recipient.continent, 'bodies') AS region, recipient, aid ORDER BY aid.value
RETURN donor.name AS donor,
       donor.id AS donor_id,
       region,
       count(DISTINCT recipient) AS recipients,
       COUNT { MATCH (donor)-[:BUILT_CAPACITY_FOR]->(other) RETURN DISTINCT other } AS all_recipients,
       collect(DISTINCT aid.value) AS programmes,
       count(CASE WHEN NOT aid.verified THEN 1 END) AS unverified
ORDER BY all_recipients DESC, donor, donor_id, recipients DESC, region
