// title = "Who pays for the bodies that work on cyber norms and capacity?"
// category = "Capacity building"
// description = """
// States, firms and foundations that fund commissions, institutes and centres. Sums are known for two gifts only.
// The data name supporters at a founding or for a programme; who pays today, and how much, must be asked of the
// body."""
// shows = "graph"
// rows = 200
//
// [columns]
// path = "From the one who pays to the one who is paid"
MATCH path = (donor:Actor)-[money:FUNDS]->(body:Actor)
RETURN path
ORDER BY body.name, body.id, donor.name, donor.id, money.id
