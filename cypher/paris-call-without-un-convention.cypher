// title = "Who signed the Paris Call but not the UN Convention against Cybercrime?"
// category = "Agreements"
// description = """
// States that joined one text and have taken no step towards another. Preset are the Paris Call of 2018 and the
// convention of 2024, which was opened in Hanoi in October 2025; choose any other pair. Signature, ratification,
// accession and public support all count as joining. The answer is as old as the data: a state may have signed
// since."""
// shows = "table"
// rows = 250
// applies_to = ["Agreement"]
//
// [parameters.joined]
// label = "The text they joined"
// type = "entity"
// kinds = ["Agreement"]
// default = "agreement:paris-call"
//
// [parameters.missing]
// label = "The text they did not join"
// type = "entity"
// kinds = ["Agreement"]
// default = "agreement:un-convention-against-cybercrime"
//
// [columns]
// state = "The state"
// state_id = "Its id"
// regional_group = "Its regional group in the General Assembly"
// joined = "How it joined the first text"
// since = "Since when, where that is known"
// verified = "True where this was read in the source"
// source = "Where it was read"
MATCH (state:State)-[tie:SUPPORTS|SIGNED]->(:Agreement {id: $joined})
WHERE tie.end IS NULL AND coalesce(tie.value, '') <> 'withdrew'
  AND NOT EXISTS { (state)-[:SUPPORTS|SIGNED]->(:Agreement {id: $missing}) }
WITH state, tie ORDER BY tie.start
WITH state, collect(tie) AS steps
RETURN state.name AS state,
       state.id AS state_id,
       state.un_regional_group AS regional_group,
       [step IN steps | coalesce(step.value, 'supports')] AS joined,
       head(steps).start AS since,
       all(step IN steps WHERE step.verified) AS verified,
       head(steps).source_url AS source
ORDER BY state, state_id
