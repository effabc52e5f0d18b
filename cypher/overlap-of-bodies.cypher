// title = "How far do the circles of these bodies overlap?"
// category = "Alliances"
// description = """
// For each pair of bodies: how many states are full members of both today, and which share of the first body's
// members that is. Read along a line: of the members of the body at its head, so many are in each of the others.
// Partners and observers are not counted, and neither are those who have left."""
// shows = "chart"
// rows = 400
//
// [parameters.bodies]
// label = "Bodies"
// type = "entity"
// kinds = ["Organization", "Forum"]
// many = true
// default = [
//     "organization:nato", "organization:eu", "forum:g7", "forum:freedom-online-coalition", "organization:ccdcoe",
//     "forum:quad", "forum:brics", "organization:sco", "organization:csto", "organization:asean",
//     "organization:african-union", "organization:arab-league",
// ]
//
// [columns]
// body = "The body whose members are counted"
// body_id = "Its id"
// other = "The body in which they are looked for"
// other_id = "Its id"
// members = "Members of the first body"
// in_both = "States that are members of both"
// share = "Per cent of the first body's members that are members of the other"
//
// [chart]
// kind = "heatmap"
// x = "other"
// y = "body"
// colour = "share"
MATCH (body:Entity)<-[own:MEMBER_OF]-(state:State)
WHERE body.id IN $bodies AND own.end IS NULL AND own.value IN ['founding', 'member']
WITH body, collect(DISTINCT state) AS states
UNWIND $bodies AS other_id
MATCH (other:Entity {id: other_id})
WITH body, states, other, COUNT {
  UNWIND states AS state
  MATCH (state)-[tie:MEMBER_OF]->(other)
  WHERE tie.end IS NULL AND tie.value IN ['founding', 'member']
  RETURN DISTINCT state
} AS in_both
RETURN body.name AS body,
       body.id AS body_id,
       other.name AS other,
       other.id AS other_id,
       size(states) AS members,
       in_both,
       round(100.0 * in_both / size(states), 1) AS share
ORDER BY body, body_id, other, other_id
