// title = "Which states are targeted by the most threat groups, and for whom are they said to work?"
// category = "Incidents and attribution"
// description = """
// The states that a tracker lists among the suspected victims of most groups, split by the suspected sponsor of
// the group. Groups without a known sponsor stand apart. The lists are compiled from public reports, so a short
// bar may mean that little was reported rather than that little was done. A group with two suspected sponsors
// counts for each."""
// shows = "chart"
// rows = 200
//
// [parameters.show]
// label = "How many states to show"
// type = "integer"
// default = 12
//
// [columns]
// target = "The state among the suspected victims"
// target_id = "Its id"
// sponsor = "The suspected sponsor of the groups"
// groups = "Number of groups"
// all_groups = "All groups said to have targeted the state"
//
// [chart]
// kind = "bar"
// x = "target"
// y = "groups"
// colour = "sponsor"
MATCH (group:ThreatGroup)-[:TARGETED]->(target:State)
WITH target, collect(DISTINCT group) AS groups
ORDER BY size(groups) DESC, target.id
LIMIT $show
UNWIND groups AS group
OPTIONAL MATCH (sponsor:State)-[:SPONSORS]->(group)
RETURN target.name AS target,
       target.id AS target_id,
       coalesce(sponsor.name, 'none known') AS sponsor,
       count(DISTINCT group) AS groups,
       size(groups) AS all_groups
ORDER BY all_groups DESC, target_id, groups DESC, sponsor
