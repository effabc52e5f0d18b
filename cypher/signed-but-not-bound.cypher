// title = "Who has signed this treaty but is not bound by it yet?"
// category = "Agreements"
// description = """
// States with a signature and neither a ratification nor an accession in the data. Preset is the Second Protocol
// to the Budapest Convention on electronic evidence. The longest waits come first. Ratifications of the last
// months may be missing; for the First Protocol most dates are unknown."""
// shows = "table"
// rows = 250
// applies_to = ["Agreement"]
//
// [parameters.treaty]
// label = "Treaty"
// type = "entity"
// kinds = ["Agreement"]
// default = "agreement:budapest-second-protocol"
//
// [columns]
// state = "The state"
// state_id = "Its id"
// regional_group = "Its regional group in the General Assembly"
// signed = "When it signed"
// verified = "True where this was read in the source"
// source = "Where it was read"
MATCH (state:State)-[signature:SIGNED {value: 'signed'}]->(treaty:Agreement {id: $treaty})
WHERE NOT EXISTS {
  MATCH (state)-[step:SIGNED]->(treaty)
  WHERE step.value IN ['ratified', 'acceded', 'withdrew']
}
RETURN state.name AS state,
       state.id AS state_id,
       state.un_regional_group AS regional_group,
       signature.start AS signed,
       signature.verified AS verified,
       signature.source_url AS source
ORDER BY signed, state, state_id
