// title = "How did the regional groups split on this text?"
// category = "Divides and votes"
// description = """
// Yes, no, abstention and absence, counted for each of the five regional groups of the General Assembly. The
// United States belongs to no group and attends the Western one as an observer; it stands by itself. The groups
// are those of today."""
// shows = "chart"
// rows = 100
// applies_to = ["Resolution"]
//
// [parameters.resolution]
// label = "Text put to a vote"
// type = "entity"
// kinds = ["Resolution"]
// default = "resolution:A/RES/74/247"
//
// [columns]
// regional_group = "The regional group"
// vote = "How its members voted; absent means that no vote was recorded"
// states = "Number of states"
// unverified = "How many of these votes are general knowledge"
//
// [chart]
// kind = "bar"
// x = "regional_group"
// y = "states"
// colour = "vote"
MATCH (:Resolution {id: $resolution})<-[vote:VOTED]-(state:State)
RETURN coalesce(state.un_regional_group, 'in no group') AS regional_group,
       vote.value AS vote,
       count(*) AS states,
       count(CASE WHEN NOT vote.verified THEN 1 END) AS unverified
ORDER BY regional_group, vote
