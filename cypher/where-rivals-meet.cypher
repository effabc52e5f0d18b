// title = "Where do two rivals sit at the same table?"
// category = "Forums and processes"
// description = """
// Bodies, forums and UN processes in which both states belong or took part, in whatever role; the role stands on
// the tie. Membership must go on today. Membership of the United Nations, ITU and INTERPOL is not in the data, for
// nearly every state is in them; UN processes are. A table shared says nothing about how much is said there."""
// shows = "graph"
// rows = 200
// applies_to = ["State"]
//
// [parameters.first]
// label = "One state"
// type = "entity"
// kinds = ["State"]
// default = "state:USA"
//
// [parameters.second]
// label = "Its rival"
// type = "entity"
// kinds = ["State"]
// default = "state:RUS"
//
// [parameters.ended]
// label = "Processes that have ended too"
// type = "boolean"
// default = true
//
// [columns]
// path = "From the one state through the table to the other"
MATCH path = (:State {id: $first})-[one:MEMBER_OF|PARTICIPATED_IN]->(table:Body)
             <-[other:MEMBER_OF|PARTICIPATED_IN]-(:State {id: $second})
WHERE ($ended OR table.dissolved IS NULL)
  AND (type(one) = 'PARTICIPATED_IN' OR one.end IS NULL)
  AND (type(other) = 'PARTICIPATED_IN' OR other.end IS NULL)
RETURN path
ORDER BY table.name, table.id, one.id, other.id
