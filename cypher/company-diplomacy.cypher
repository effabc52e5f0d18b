// title = "With whom and on what does this company act as a diplomat?"
// category = "Companies as diplomats"
// description = """
// The texts the company leads, drafted, signed or supports, the forums it belongs to, those it works with or
// funds, and its own diplomacy teams. Its norms are another question. Memberships that have ended are left out;
// membership of FIRST and of the World Economic Forum's centre is general knowledge for most companies."""
// shows = "graph"
// rows = 200
// applies_to = ["Company"]
//
// [parameters.company]
// label = "Company"
// type = "entity"
// kinds = ["Company"]
// default = "company:microsoft"
//
// [columns]
// path = "The company and what it is tied to"
CALL () {
  MATCH path = (:Company {id: $company})-[tie:LEADS|DRAFTED|SIGNED|SUPPORTS|MEMBER_OF|PARTICIPATED_IN|FUNDS]->(:Entity)
  WHERE tie.end IS NULL
  RETURN path
  UNION
  MATCH path = (:Company {id: $company})-[:PARTNERED_WITH]-(:Actor)
  RETURN path
  UNION
  MATCH path = (:Company {id: $company})<-[:PART_OF]-(:Team)
  RETURN path
}
RETURN path
ORDER BY type(last(relationships(path))), last(nodes(path)).name, last(nodes(path)).id, last(relationships(path)).id
