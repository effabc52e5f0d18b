// title = "How far can the lists of signatories and supporters be trusted?"
// category = "Provenance and quality"
// description = """
// For each text with at least so many ties: how many steps were recorded, how many of them are general knowledge,
// how many have no date, and from how many pages they were read. A list from one page stands and falls with it; a
// list without dates cannot show who came when. Whether a list is complete, no count can tell: look at the notes
// of the dataset."""
// shows = "table"
// rows = 100
//
// [parameters.at_least]
// label = "Fewest steps recorded"
// type = "integer"
// default = 5
//
// [columns]
// text = "The text"
// text_id = "Its id"
// steps = "Signatures, ratifications, accessions and pledges of support recorded"
// states = "States among those who took them"
// unverified = "Steps that are general knowledge"
// undated = "Steps without a date"
// pages = "Different pages from which they were read"
// unverified_share = "General knowledge in per cent of the steps"
MATCH (text:Instrument)<-[step:SIGNED|SUPPORTS]-(actor:Actor)
WITH text,
     count(*) AS steps,
     count(DISTINCT CASE WHEN actor:State THEN actor END) AS states,
     count(CASE WHEN NOT step.verified THEN 1 END) AS unverified,
     count(CASE WHEN step.start IS NULL THEN 1 END) AS undated,
     count(DISTINCT step.source_url) AS pages
WHERE steps >= $at_least
RETURN text.name AS text,
       text.id AS text_id,
       steps,
       states,
       unverified,
       undated,
       pages,
       round(100.0 * unverified / steps, 1) AS unverified_share
ORDER BY unverified_share DESC, undated DESC, steps DESC, text, text_id
