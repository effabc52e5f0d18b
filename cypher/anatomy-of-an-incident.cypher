// title = "Whom did this incident hit, who was blamed, by whom, and who was sanctioned?"
// category = "Incidents and attribution"
// description = """
// The incident with its reported victims and the actors it is attributed to, then the public statements and the
// sanctions listings that name it. Those drawn as blamed are accused, not convicted. Victims are those that
// reports name first: NotPetya, preset here, went far beyond Ukraine."""
// shows = "graph"
// rows = 200
// applies_to = ["Incident"]
//
// [parameters.incident]
// label = "Incident"
// type = "entity"
// kinds = ["Incident"]
// default = "incident:notpetya"
//
// [columns]
// path = "One tie of the case"
CALL () {
  MATCH path = (:Incident {id: $incident})-[:TARGETED|ATTRIBUTED_TO|CONCERNS|ILLUSTRATES]->(:Entity)
  RETURN path
  UNION
  MATCH path = (:Actor)-[:ATTRIBUTED|SANCTIONED {value: $incident}]->(:Actor)
  RETURN path
}
RETURN path
ORDER BY type(last(relationships(path))), last(relationships(path)).start, last(relationships(path)).id
