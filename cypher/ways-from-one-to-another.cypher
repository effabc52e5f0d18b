// title = "Through whom can one actor reach another?"
// category = "Influence"
// description = """
// The shortest chains of joining ties between two actors, up to four steps: memberships, shared texts, partners,
// pacts, owners, money, help, offices. Ties that have ended and ties that divide are not walked. A chain shows a
// way that is open on paper, not that anyone at its end would listen; the shorter it is and the fewer members a
// link has, the better."""
// shows = "graph"
// rows = 100
// timeout = 15
// applies_to = ["State", "Company", "Organization", "Forum", "Person", "Team"]
//
// [parameters.from]
// label = "From"
// type = "entity"
// kinds = ["State", "Company", "Organization", "Forum", "Person", "Team"]
// default = "company:microsoft"
//
// [parameters.to]
// label = "To"
// type = "entity"
// kinds = ["State", "Company", "Organization", "Forum", "Person", "Team"]
// default = "state:IND"
//
// [parameters.show]
// label = "How many chains to show"
// type = "integer"
// default = 25
//
// [columns]
// path = "A chain from the one to the other"
MATCH (from:Entity {id: $from})
MATCH (to:Entity {id: $to})
WHERE from <> to
MATCH path = allShortestPaths(
  (from)-[:MEMBER_OF|PARTICIPATED_IN|PARTNERED_WITH|COOPERATES_WITH|ALLIED_WITH|BUILT_CAPACITY_FOR|FUNDS
          |SUPPORTS|SIGNED|DRAFTED|LEADS|HOSTS|PART_OF|WORKS_FOR*1..4]-(to)
)
WHERE all(tie IN relationships(path) WHERE tie.end IS NULL AND coalesce(tie.value, '') <> 'withdrew')
RETURN path
ORDER BY length(path), [node IN nodes(path) | node.id], [tie IN relationships(path) | tie.id]
LIMIT $show
