// title = "With whom does this state have a cyber pact, memorandum or dialogue?"
// category = "Alliances"
// description = """
// The bilateral arrangements on cyber matters, from binding agreements to mere talks; the arrangement is named on
// each tie. Membership in the same body is not shown. Dialogues are often known without a date, and lists of them
// are never complete: what is missing here may well exist."""
// shows = "graph"
// rows = 200
// applies_to = ["State", "Organization"]
//
// [parameters.state]
// label = "State or body"
// type = "entity"
// kinds = ["State", "Organization"]
// default = "state:SGP"
//
// [columns]
// path = "The two parties and their arrangement"
MATCH path = (:Entity {id: $state})-[pact:COOPERATES_WITH]-(other:Entity)
WHERE pact.end IS NULL
RETURN path
ORDER BY other.name, pact.start, pact.id
