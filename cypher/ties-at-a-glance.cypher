// title = "What does the graph know of this actor or text, kind by kind?"
// category = "Who is who"
// description = """
// One line for each kind of tie and direction: how many ties, to how many others, how many of them are general
// knowledge only, the earliest and latest date, and three names. Start here before you read anything into a gap:
// where a line is missing, the datasets hold nothing, which does not mean that there is nothing."""
// shows = "table"
// rows = 100
// applies_to = [
//     "State", "Company", "Organization", "Forum", "Agreement", "Resolution", "Norm", "ThreatGroup", "Person", "Team",
// ]
//
// [parameters.entity]
// label = "Actor, text or norm"
// type = "entity"
// default = "state:IND"
//
// [columns]
// tie = "The type of the tie"
// direction = "Whether the tie goes out from it or comes in to it"
// ties = "Number of ties"
// others = "Number of different others at the far end"
// unverified = "How many of the ties are general knowledge, not read in a source"
// earliest = "The earliest date on which one of them began"
// latest = "The latest such date"
// examples = "Three of the others, the most recent first"
MATCH (entity:Entity {id: $entity})-[tie]-(other:Entity)
WITH tie, other, type(tie) AS type, startNode(tie) = entity AS outward
ORDER BY coalesce(tie.start, '') DESC, other.name, other.id
WITH type, outward, collect(tie) AS ties, collect(DISTINCT other.name) AS names, count(DISTINCT other) AS others,
     min(tie.start) AS earliest, max(tie.start) AS latest
RETURN type AS tie,
       CASE outward WHEN true THEN 'out' ELSE 'in' END AS direction,
       size(ties) AS ties,
       others,
       size([tie IN ties WHERE NOT tie.verified]) AS unverified,
       earliest,
       latest,
       names[..3] AS examples
ORDER BY size(ties) DESC, type, direction
