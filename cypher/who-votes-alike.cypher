// title = "Who votes most like this state?"
// category = "Divides and votes"
// description = """
// Compares the state with every other over the recorded votes on cyber texts since a date: the share of votes on
// which both took part and voted the same. Absence is left out on either side; an abstention agrees with an
// abstention only. Opposed means one yes and one no. There are few such votes, so small differences mean little,
// and consensus texts, on which nobody is recorded, are not in it."""
// shows = "table"
// rows = 250
// applies_to = ["State"]
//
// [parameters.state]
// label = "State"
// type = "entity"
// kinds = ["State"]
// default = "state:IND"
//
// [parameters.since]
// label = "Votes since"
// type = "date"
// default = "2018"
//
// [parameters.at_least]
// label = "Fewest votes in common"
// type = "integer"
// default = 8
//
// [parameters.show]
// label = "How many states to show"
// type = "integer"
// default = 30
//
// [columns]
// state = "The other state"
// state_id = "Its id"
// regional_group = "Its regional group in the General Assembly"
// votes = "Votes on which both took part"
// same = "Votes on which both voted the same"
// opposed = "Votes on which one said yes and the other no"
// agreement = "Same votes in per cent of the votes in common"
MATCH (:State {id: $state})-[own:VOTED]->(text:Resolution)
WHERE text.adopted >= $since AND own.value <> 'absent'
MATCH (text)<-[vote:VOTED]-(other:State)
WHERE vote.value <> 'absent' AND other.id <> $state
WITH other,
     count(*) AS votes,
     count(CASE WHEN own.value = vote.value THEN 1 END) AS same,
     count(CASE WHEN own.value + vote.value IN ['yesno', 'noyes'] THEN 1 END) AS opposed
WHERE votes >= $at_least
RETURN other.name AS state,
       other.id AS state_id,
       other.un_regional_group AS regional_group,
       votes,
       same,
       opposed,
       round(100.0 * same / votes, 1) AS agreement
ORDER BY agreement DESC, votes DESC, state, state_id
LIMIT $show
