// title = "Who left a body or a text, and when?"
// category = "Agreements"
// description = """
// Memberships, signatures and pledges of support that have ended, the latest first, where no other tie of the
// actor to the same body or text goes on: an observer that became a member has not left. A suspension counts as an
// end where the source gives one as such, as for Chinese firms in FIRST. Departures that were never reported are
// not here."""
// shows = "table"
// rows = 200
//
// [parameters.since]
// label = "Departures since"
// type = "date"
// default = "1990"
//
// [columns]
// actor = "Who left"
// actor_id = "Its id"
// left = "The body or text"
// left_id = "Its id"
// tie = "The kind of tie that ended"
// role = "In what role or by what step"
// since = "When the tie began, where known"
// until = "When it ended"
// verified = "True where this was read in the source"
// source = "Where it was read"
MATCH (actor:Actor)-[tie:MEMBER_OF|SUPPORTS|SIGNED]->(place:Body|Instrument)
WHERE tie.end >= $since
  AND NOT EXISTS {
    MATCH (actor)-[other:MEMBER_OF|SUPPORTS|SIGNED]->(place)
    WHERE other.end IS NULL AND coalesce(other.value, '') <> 'withdrew'
  }
RETURN actor.name AS actor,
       actor.id AS actor_id,
       place.name AS left,
       place.id AS left_id,
       type(tie) AS tie,
       tie.value AS role,
       tie.start AS since,
       tie.end AS until,
       tie.verified AS verified,
       tie.source_url AS source
ORDER BY until DESC, actor, actor_id, left_id
