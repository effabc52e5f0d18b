// title = "Which members of a body have stayed out of a text?"
// category = "Agreements"
// description = """
// Full members of the body that have neither signed, ratified, acceded to nor publicly supported the text. Preset:
// the African Union and its own Malabo Convention. A blank is no refusal: lists of signatures without ratification
// are thin, for this convention above all."""
// shows = "table"
// rows = 250
// applies_to = ["Agreement"]
//
// [parameters.text]
// label = "Text"
// type = "entity"
// kinds = ["Agreement"]
// default = "agreement:malabo-convention"
//
// [parameters.body]
// label = "Body"
// type = "entity"
// kinds = ["Organization", "Forum"]
// default = "organization:african-union"
//
// [columns]
// state = "The member that stayed out"
// state_id = "Its id"
// member_since = "Member of the body since"
// other_texts = "Treaties and texts on cyberspace that it has joined instead, as far as known"
// verified = "True where the membership was read in a source"
MATCH (:Entity {id: $body})<-[member:MEMBER_OF]-(state:State)
WHERE member.end IS NULL AND member.value IN ['founding', 'member']
  AND NOT EXISTS { (state)-[:SUPPORTS|SIGNED]->(:Agreement {id: $text}) }
RETURN state.name AS state,
       state.id AS state_id,
       member.start AS member_since,
       COLLECT {
         MATCH (state)-[:SUPPORTS|SIGNED]->(other:Agreement)
         RETURN DISTINCT other.name AS name ORDER BY name
       } AS other_texts,
       member.verified AS verified
ORDER BY size(other_texts) DESC, state, state_id
