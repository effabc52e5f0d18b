// title = "How did the circle of a text grow over the years?"
// category = "Agreements"
// description = """
// For each text and year: how many states had taken their first dated step by then, be it signature, ratification,
// accession or support. Preset are three texts whose steps are well dated. States without a date are not in the
// line; the last column says how many those are. Do not read the line of the Paris Call: its joiners are mostly
// undated."""
// shows = "chart"
// rows = 500
// applies_to = ["Agreement"]
//
// [parameters.texts]
// label = "Texts"
// type = "entity"
// kinds = ["Agreement"]
// many = true
// default = [
//     "agreement:budapest-convention", "agreement:counter-ransomware-initiative-joint-statement",
//     "agreement:un-convention-against-cybercrime",
// ]
//
// [columns]
// text = "The text"
// text_id = "Its id"
// year = "The year"
// states = "States that had joined by the end of that year"
// undated = "States that joined on a day not known, not counted"
//
// [chart]
// kind = "line"
// x = "year"
// y = "states"
// colour = "text"
MATCH (text:Entity)<-[step:SIGNED|SUPPORTS]-(state:State)
WHERE text.id IN $texts AND coalesce(step.value, '') <> 'withdrew'
WITH text, state, min(left(step.start, 4)) AS first
WITH text, collect(first) AS years, count(CASE WHEN first IS NULL THEN 1 END) AS undated
UNWIND years AS year
WITH DISTINCT text, years, undated, year
RETURN text.name AS text,
       text.id AS text_id,
       toInteger(year) AS year,
       size([first IN years WHERE first <= year]) AS states,
       undated
ORDER BY text, text_id, year
