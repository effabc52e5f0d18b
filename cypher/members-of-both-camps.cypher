// title = "Which states sit in bodies of both camps?"
// category = "Alliances"
// description = """
// States that belong today to at least one body of each of two lists. The lists are yours to change: those preset
// put the alliances and coalitions around the United States on one side, the bodies around Russia and China on the
// other. Full members, partners, dialogue partners and observers count alike, unless you leave the lesser roles
// out. Belonging to a body is no promise to vote with it."""
// shows = "table"
// rows = 200
//
// [parameters.first_camp]
// label = "Bodies of the first camp"
// type = "entity"
// kinds = ["Organization", "Forum"]
// many = true
// default = [
//     "organization:nato", "organization:five-eyes", "organization:aukus", "forum:quad", "forum:g7",
//     "forum:freedom-online-coalition", "forum:clean-network-coalition",
// ]
//
// [parameters.second_camp]
// label = "Bodies of the second camp"
// type = "entity"
// kinds = ["Organization", "Forum"]
// many = true
// default = ["organization:sco", "organization:csto", "organization:cis", "forum:brics"]
//
// [parameters.lesser_roles]
// label = "Count partners and observers too"
// type = "boolean"
// default = true
//
// [columns]
// state = "The state"
// state_id = "Its id"
// in_first = "Bodies of the first camp, with its role"
// in_second = "Bodies of the second camp, with its role"
// unverified = "How many of these ties are general knowledge"
MATCH (one:Entity)<-[first:MEMBER_OF]-(state:State)
WHERE one.id IN $first_camp AND first.end IS NULL AND ($lesser_roles OR first.value IN ['founding', 'member'])
WITH state, one, first ORDER BY one.name
WITH state, collect(one.name + ' (' + first.value + ')') AS in_first, collect(first) AS ties
MATCH (state)-[second:MEMBER_OF]->(other:Entity)
WHERE other.id IN $second_camp AND second.end IS NULL AND ($lesser_roles OR second.value IN ['founding', 'member'])
WITH state, in_first, ties, other, second ORDER BY other.name
WITH state, in_first, ties, collect(other.name + ' (' + second.value + ')') AS in_second, collect(second) AS others
RETURN state.name AS state,
       state.id AS state_id,
       in_first,
       in_second,
       size([tie IN ties + others WHERE NOT tie.verified]) AS unverified
ORDER BY size(in_first) + size(in_second) DESC, state, state_id
