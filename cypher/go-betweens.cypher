// title = "Who has ties with both of two rivals and could carry a message?"
// category = "Influence"
// description = """
// Actors with a tie of their own to each of two states: an alliance, a cyber pact, a common project, money or
// help. Bodies to which both belong are another question. More ties, and of more kinds, speak for a go-between;
// whether it would be trusted is not in the data."""
// shows = "table"
// rows = 100
// applies_to = ["State"]
//
// [parameters.first]
// label = "One side"
// type = "entity"
// kinds = ["State"]
// default = "state:USA"
//
// [parameters.second]
// label = "The other side"
// type = "entity"
// kinds = ["State"]
// default = "state:CHN"
//
// [columns]
// go_between = "The actor in between"
// go_between_id = "Its id"
// with_first = "Its ties to the first side"
// with_second = "Its ties to the second side"
// ties = "Number of these ties"
// against = "Acts against either side: blame, sanctions, restrictions in either direction"
// unverified = "How many of the ties are general knowledge"
MATCH (:State {id: $first})-[one:ALLIED_WITH|COOPERATES_WITH|PARTNERED_WITH|FUNDS|BUILT_CAPACITY_FOR]-(actor:Actor)
WHERE one.end IS NULL
WITH actor, one ORDER BY type(one), one.start
WITH actor, collect(DISTINCT one) AS ones
MATCH (:State {id: $second})-[other:ALLIED_WITH|COOPERATES_WITH|PARTNERED_WITH|FUNDS|BUILT_CAPACITY_FOR]-(actor)
WHERE other.end IS NULL
WITH actor, ones, other ORDER BY type(other), other.start
WITH actor, ones, collect(DISTINCT other) AS others
WHERE NOT actor.id IN [$first, $second]
RETURN actor.name AS go_between,
       actor.id AS go_between_id,
       [tie IN ones | coalesce(tie.value, toLower(replace(type(tie), '_', ' ')))] AS with_first,
       [tie IN others | coalesce(tie.value, toLower(replace(type(tie), '_', ' ')))] AS with_second,
       size(ones) + size(others) AS ties,
       COUNT {
         MATCH (actor)-[:ATTRIBUTED|SANCTIONED|RESTRICTED]-(side:State)
         WHERE side.id IN [$first, $second]
       } AS against,
       size([tie IN ones + others WHERE NOT tie.verified]) AS unverified
ORDER BY ties DESC, against, go_between, go_between_id
