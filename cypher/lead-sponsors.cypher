// title = "Who has led the UN texts on cyberspace, and on what?"
// category = "Forums and processes"
// description = """
// Resolutions counted by lead sponsor and topic. A text with two leads counts for each. Only leads are in the
// data, mostly by general knowledge, and a few texts have none: this tells who set the agenda, not who stood
// behind it."""
// shows = "chart"
// rows = 100
//
// [columns]
// state = "The lead sponsor"
// state_id = "Its id"
// topic = "The topic of the texts"
// texts = "Number of texts"
// voted = "How many of them were put to a vote"
// first = "When the first was adopted"
// last = "When the last was adopted"
// unverified = "How many of the sponsorships are general knowledge"
//
// [chart]
// kind = "bar"
// x = "state"
// y = "texts"
// colour = "topic"
MATCH (state:State)-[lead:SPONSORED {value: 'lead'}]->(text:Resolution)
RETURN state.name AS state,
       state.id AS state_id,
       text.topic AS topic,
       count(*) AS texts,
       count(CASE WHEN text.adoption_mode = 'recorded vote' THEN 1 END) AS voted,
       min(text.adopted) AS first,
       max(text.adopted) AS last,
       count(CASE WHEN NOT lead.verified THEN 1 END) AS unverified
ORDER BY texts DESC, state, state_id, topic
