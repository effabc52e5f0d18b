// title = "Did states join a treaty after a donor helped them?"
// category = "Capacity building"
// description = """
// States that the donor has helped and their steps towards the treaty. Preset: the European Union, whose
// programmes with the Council of Europe prepare for the Budapest Convention. The order is that of years; where
// either date is not known, it stays open. One after the other does not mean one because of the other."""
// shows = "table"
// rows = 250
// applies_to = ["State", "Organization"]
//
// [parameters.donor]
// label = "Donor"
// type = "entity"
// kinds = ["State", "Organization"]
// default = "organization:eu"
//
// [parameters.treaty]
// label = "Treaty"
// type = "entity"
// kinds = ["Agreement"]
// default = "agreement:budapest-convention"
//
// [columns]
// state = "The state helped"
// state_id = "Its id"
// programmes = "The programmes"
// helped_since = "When the first dated one began"
// steps = "Its steps towards the treaty"
// joined = "When it joined; empty where it has not or the date is unknown"
// order = "Whether the help or the treaty came first, by the year"
// verified = "True where all of it was read in a source"
MATCH (:Entity {id: $donor})-[aid:BUILT_CAPACITY_FOR]->(state:State)
WITH state, aid ORDER BY aid.start, aid.value
WITH state, collect(aid) AS aids
OPTIONAL MATCH (state)-[step:SIGNED]->(:Agreement {id: $treaty})
WITH state, aids, step ORDER BY step.start
WITH state, aids, collect(step) AS steps, left(head(aids).start, 4) AS helped
WITH state, aids, steps, helped,
     head([step IN steps WHERE step.value IN ['ratified', 'acceded'] | step.start]) AS joined
RETURN state.name AS state,
       state.id AS state_id,
       [aid IN aids | aid.value] AS programmes,
       head(aids).start AS helped_since,
       [step IN steps | step.value] AS steps,
       joined,
       CASE
         WHEN size(steps) = 0 THEN 'has not joined'
         WHEN joined IS NULL THEN 'not bound, or date unknown'
         WHEN helped IS NULL THEN 'date of the help unknown'
         WHEN left(joined, 4) > helped THEN 'help first'
         WHEN left(joined, 4) < helped THEN 'treaty first'
         ELSE 'same year'
       END AS order,
       all(tie IN aids + steps WHERE tie.verified) AS verified
ORDER BY order <> 'help first', order <> 'same year', order, joined, state, state_id
