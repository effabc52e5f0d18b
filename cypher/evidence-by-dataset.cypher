// title = "How much of each dataset was read in a source, and how much is general knowledge?"
// category = "Provenance and quality"
// description = """
// Ties counted by dataset and by whether they were read in the source they name. A tie that is not verified need
// not be wrong: somebody knew it and nobody has shown it yet. Entities are not counted, only the ties between
// them."""
// shows = "chart"
// rows = 200
//
// [columns]
// dataset = "The dataset that says it"
// evidence = "Read in a source, or general knowledge"
// ties = "Number of ties"
// undated = "How many of them have no date"
//
// [chart]
// kind = "bar"
// x = "dataset"
// y = "ties"
// colour = "evidence"
MATCH (:Entity)-[tie]->(:Entity)
RETURN tie.dataset AS dataset,
       CASE WHEN tie.verified THEN 'read in a source' ELSE 'general knowledge' END AS evidence,
       count(*) AS ties,
       count(CASE WHEN tie.start IS NULL THEN 1 END) AS undated
ORDER BY dataset, evidence DESC
