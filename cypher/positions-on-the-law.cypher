// title = "Who says that international law applies in cyberspace, and who has doubts?"
// category = "Norms and law"
// description = """
// States, bodies and texts with a recorded position on a norm or a question of law. Preset is the application of
// international law. UN reports adopted by consensus say that it applies; the positions here go beyond that. Those
// who are missing need not be silent: the published views of China and Iran, for instance, were not at hand, and
// the doubts of Russia and China are as one author tells them."""
// shows = "table"
// rows = 200
// applies_to = ["Norm"]
//
// [parameters.norm]
// label = "Norm or position on the law"
// type = "entity"
// kinds = ["Norm"]
// default = "norm:law-applies"
//
// [columns]
// position = "What the actor or text does with the norm"
// holder = "The actor or text"
// holder_id = "Its id"
// kind = "Whether it is a state, a body or a text"
// since = "Since when, where known"
// note = "What the source says beside it"
// verified = "True where this was read in the source"
// source = "Where it was read"
MATCH (:Norm {id: $norm})<-[tie:PROPOSES|CODIFIES|ENDORSES|CONTESTS|BUILDS_ON]-(holder:Entity)
RETURN toLower(replace(type(tie), '_', ' ')) AS position,
       holder.name AS holder,
       holder.id AS holder_id,
       CASE WHEN holder:State THEN 'state' WHEN holder:Instrument THEN 'text' ELSE 'body or firm' END AS kind,
       tie.start AS since,
       tie.note AS note,
       tie.verified AS verified,
       tie.source_url AS source
ORDER BY position, kind, holder, holder_id
