// title = "Which states are in both the Budapest and the UN convention?"
// category = "Agreements"
// description = """
// States that have taken a step towards both of two texts, with the step and its date. Preset are the two treaties
// on cybercrime that are often seen as rivals. Mind the step: a signature promises not to work against a treaty,
// only ratification or accession binds."""
// shows = "table"
// rows = 250
// applies_to = ["Agreement"]
//
// [parameters.first]
// label = "One text"
// type = "entity"
// kinds = ["Agreement"]
// default = "agreement:budapest-convention"
//
// [parameters.second]
// label = "The other text"
// type = "entity"
// kinds = ["Agreement"]
// default = "agreement:un-convention-against-cybercrime"
//
// [columns]
// state = "The state"
// state_id = "Its id"
// regional_group = "Its regional group in the General Assembly"
// first_steps = "Its steps towards the first text"
// first_since = "The date of the earliest of them"
// second_steps = "Its steps towards the second text"
// second_since = "The date of the earliest of them"
// verified = "True where all of them were read in a source"
MATCH (:Agreement {id: $first})<-[one:SUPPORTS|SIGNED]-(state:State)
WHERE one.end IS NULL AND coalesce(one.value, '') <> 'withdrew'
WITH state, one ORDER BY one.start
WITH state, collect(one) AS ones
MATCH (state)-[other:SUPPORTS|SIGNED]->(:Agreement {id: $second})
WHERE other.end IS NULL AND coalesce(other.value, '') <> 'withdrew'
WITH state, ones, other ORDER BY other.start
WITH state, ones, collect(other) AS others
RETURN state.name AS state,
       state.id AS state_id,
       state.un_regional_group AS regional_group,
       [step IN ones | coalesce(step.value, 'supports')] AS first_steps,
       head(ones).start AS first_since,
       [step IN others | coalesce(step.value, 'supports')] AS second_steps,
       head(others).start AS second_since,
       all(step IN ones + others WHERE step.verified) AS verified
ORDER BY regional_group, state, state_id
