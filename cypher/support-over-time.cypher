// title = "How has support for the rival UN texts changed over the years?"
// category = "Divides and votes"
// description = """
// Every text with a recorded vote, by the day it was adopted: the share of yes among yes, no and abstentions, one
// line for each camp that carried it. Who carried a text is a label of the compilers, taken from the lead sponsor.
// The share hides how many stayed away; the column beside it says so. Years without a point had texts adopted by
// consensus, or none."""
// shows = "chart"
// rows = 100
//
// [parameters.since]
// label = "Votes since"
// type = "date"
// default = "2005"
//
// [columns]
// adopted = "When the General Assembly adopted it"
// resolution = "The text"
// resolution_id = "Its id"
// camp = "Which camp carried the text, as the compilers label it"
// yes = "States that voted yes"
// no = "States that voted no"
// abstain = "States that abstained"
// absent = "States without a recorded vote"
// support = "Yes in per cent of yes, no and abstentions"
//
// [chart]
// kind = "line"
// x = "adopted"
// y = "support"
// colour = "camp"
MATCH (text:Resolution)<-[vote:VOTED]-(:State)
WHERE text.adopted >= $since
WITH text,
     count(CASE vote.value WHEN 'yes' THEN 1 END) AS yes,
     count(CASE vote.value WHEN 'no' THEN 1 END) AS no,
     count(CASE vote.value WHEN 'abstain' THEN 1 END) AS abstain,
     count(CASE vote.value WHEN 'absent' THEN 1 END) AS absent
RETURN text.adopted AS adopted,
       text.name AS resolution,
       text.id AS resolution_id,
       text.stance AS camp,
       yes, no, abstain, absent,
       round(100.0 * yes / (yes + no + abstain), 1) AS support
ORDER BY adopted, resolution_id
