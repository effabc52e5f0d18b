// title = "Which norms has this state taken on, and through which text?"
// category = "Norms and law"
// description = """
// Norms that the state proposes or endorses on its own, and those in texts that it signed, supports or drafted. A
// norm in a treaty binds once the treaty does; in other texts it is a political promise. The reports of UN groups
// are shown only for the states that are recorded as their drafters."""
// shows = "table"
// rows = 300
// applies_to = ["State", "Company"]
//
// [parameters.actor]
// label = "State or company"
// type = "entity"
// kinds = ["State", "Company"]
// default = "state:FRA"
//
// [columns]
// norm = "The norm"
// norm_id = "Its id"
// type = "What sort of norm it is"
// ways = "How it took the norm on: by itself, or the text and its tie to it"
// binding = "True where one of these texts binds in law"
// unverified = "How many of the ties are general knowledge"
CALL () {
  MATCH (:Entity {id: $actor})-[own:PROPOSES|ENDORSES]->(norm:Norm)
  RETURN norm, 'by itself: ' + toLower(type(own)) AS way, false AS binding,
         CASE WHEN own.verified THEN 0 ELSE 1 END AS unverified
  UNION ALL
  MATCH (:Entity {id: $actor})-[tie:SIGNED|SUPPORTS|DRAFTED]->(text:Agreement)
  MATCH (text)-[rule:CODIFIES|ENDORSES|PROPOSES]->(norm:Norm)
  WHERE tie.end IS NULL AND coalesce(tie.value, '') <> 'withdrew'
  RETURN norm, text.name + ': ' + coalesce(tie.value, toLower(type(tie))) AS way,
         coalesce(text.binding, false) AS binding,
         CASE WHEN tie.verified AND rule.verified THEN 0 ELSE 1 END AS unverified
}
WITH norm, way, binding, unverified ORDER BY way
WITH norm, collect(DISTINCT way) AS ways, collect(binding) AS bindings, sum(unverified) AS unverified
RETURN norm.name AS norm,
       norm.id AS norm_id,
       norm.type AS type,
       ways,
       true IN bindings AS binding,
       unverified
ORDER BY size(ways) DESC, norm, norm_id
