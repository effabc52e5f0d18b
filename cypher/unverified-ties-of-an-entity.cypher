// title = "What do we believe of this actor or text without having read it?"
// category = "Provenance and quality"
// description = """
// The ties of the entity that are general knowledge only, for somebody to look up before they go into a paper. A
// source given on such a tie backs part of it, mostly the tie but not its exact date. No line for an entity means
// that all its ties were read in a source."""
// shows = "table"
// rows = 300
// applies_to = ["State", "Company", "Organization", "Forum", "Agreement", "Resolution", "Norm", "Person"]
//
// [parameters.entity]
// label = "Actor or text"
// type = "entity"
// default = "company:huawei"
//
// [parameters.relation]
// label = "Only this kind of tie"
// type = "relation"
// optional = true
//
// [columns]
// from = "From whom the tie goes"
// from_id = "Its id"
// tie = "The type of the tie"
// to = "To whom it goes"
// to_id = "Its id"
// what = "The value of the tie: the role, the step, the arrangement"
// since = "Since when"
// until = "Until when"
// dataset = "The dataset that says it"
// partial_source = "A page that backs a part of it, where one is given"
MATCH (:Entity {id: $entity})-[tie]-(:Entity)
WHERE NOT tie.verified AND ($relation IS NULL OR type(tie) = $relation)
RETURN startNode(tie).name AS from,
       startNode(tie).id AS from_id,
       type(tie) AS tie,
       endNode(tie).name AS to,
       endNode(tie).id AS to_id,
       tie.value AS what,
       tie.start AS since,
       tie.end AS until,
       tie.dataset AS dataset,
       tie.source_url AS partial_source
ORDER BY tie, from, from_id, to, to_id, what, since
