"""Tables that may not be loaded, one fault in each, and what the message about it says."""

from dataclasses import dataclass, field

from tests.dataset_folders import Tables, states, ties

HEADER = "id,name,iso3,verified"
GOOD = "state:ITA,Italy,ITA,false"
INCIDENTS = "id,name,date,verified"


@dataclass(frozen=True)
class Case:
    """Tables of the dataset `d`, and what the message about them says."""

    name: str
    tables: Tables
    says: tuple[str, ...]
    extra: str = field(default="")


def state(name: str, row: str, *says: str, header: str = HEADER) -> Case:
    """A table of states whose third line is at fault."""
    return Case(name, {"State": f"{header}\n{_widened(GOOD, header)}\n{row}\n"}, ("d/State.csv:3: found", *says))


def _widened(row: str, header: str) -> str:
    return row + "," * (header.count(",") - row.count(","))


def incident(name: str, date: str, *says: str) -> Case:
    """An incident with this date, on the second line."""
    table = {"Incident": f"{INCIDENTS}\nincident:one,One,{date},false\n"}
    return Case(name, table, ("d/Incident.csv:2: found", *says))


def tie(name: str, content: str, header: str, row: str, *says: str) -> Case:
    """A relation on the second line of its table."""
    return Case(name, {content: ties(header, row)}, (f"d/{content}.csv:2: found", *says))


DATE_FORMS = "expected a date as YYYY, YYYY-MM or YYYY-MM-DD"

CASES = [
    # The file ------------------------------------------------------------------------------------------------
    Case("empty file", {"State": ""}, ("d/State.csv:1: found an empty file; expected a header with id,", "Write the")),
    Case("only a byte order mark", {"State": b"\xef\xbb\xbf"}, ("d/State.csv:1: found an empty file; expected",)),
    Case(
        "unknown column",
        {"State": f"{HEADER},colour\n{GOOD},red\n"},
        ("d/State.csv:1: found the unknown column 'colour'; expected columns among id, name,",),
    ),
    Case(
        "missing column",
        {"State": "id,name,verified\nstate:ITA,Italy,false\n"},
        ("d/State.csv:1: found no column 'iso3'; expected the columns id, name, verified, iso3",),
    ),
    Case(
        "column twice",
        {"State": f"{HEADER},name\n{GOOD},Italia\n"},
        ("d/State.csv:1: found the column 'name' 2 times; expected each column once",),
    ),
    Case(
        "header in an open quote",
        {"State": f'id,"{"name" * 50_000}\n{GOOD}\n'},
        ("d/State.csv:1: found", "131,072 characters"),
    ),
    state("too few cells", "state:FRA,France,FRA", "3 cells; expected 4, as in the header"),
    state("too many cells", "state:FRA,France,FRA,false,more", "5 cells; expected 4, as in the header"),
    state("open quote", 'state:FRA,"France,FRA,false\nstate:ESP,Spain,ESP,false', "expected CSV as RFC 4180 has it"),
    state("text after a quote", 'state:FRA,"Fr"ance,FRA,false', "expected CSV as RFC 4180 has it"),
    state("cell beyond the limit of CSV", f"state:FRA,{'x' * 140_000},FRA,false", "cells of at most 131,072 char"),
    Case(
        "Latin-1",
        {"State": f"{HEADER}\nstate:CIV,Côte,CIV,false\n".encode("latin-1")},
        ("d/State.csv: found the byte 0xf4 at byte offset 33 ('ô' if the file were Latin-1); expected UTF-8.", "Save"),
    ),
    Case(
        "character cut off at the end",
        {"State": f"{HEADER}\nstate:CIV,C".encode() + b"\xc3"},
        ("d/State.csv: found the byte 0xc3 at byte offset 33 (", "expected UTF-8"),
    ),
    Case(
        "NUL",
        {"State": f"{HEADER}\nstate:ITA,It\0aly,ITA,false\n"},
        ("d/State.csv: found a NUL at byte offset 34; expected text",),
    ),
    Case("UTF-16", {"State": states("ITA").encode("utf-16")}, ("d/State.csv: found", "at byte offset")),
    # Ids -----------------------------------------------------------------------------------------------------
    state("empty id", ",France,FRA,false", "'' in column 'id'; expected an id such as state:...; the cell is empty"),
    state("NaN as id", "NaN,France,FRA,false", "'NaN' in column 'id'; expected an id such as state:..."),
    state("id of another kind", "company:x,France,FRA,false", "'company:x'", "expected an id of another kind here"),
    state("id of no kind", "planet:mars,Mars,MRS,false", "'planet:mars'", "an id of a declared kind: state:..."),
    state("id with a space", "state:F RA,France,FRA,false", "'state:F RA'", "of Latin letters, digits and"),
    state("id in other letters", "state:ФРГ,Germany,DEU,false", "'state:ФРГ'", "of Latin letters, digits and"),
    state("id without a name", "state:,France,FRA,false", "'state:'", "expected an id such as state:..."),
    state("id too long", f"state:{'A' * 200},France,FRA,false", "'state:AAAA", "at most 200 long"),
    state(
        "same id, other values",
        "state:ITA,Italia,ITA,false",
        "'state:ITA' as at d/State.csv:2, with other values; expected one row for it. Keep the right row.",
    ),
    Case(
        "same tie, other values",
        {"SUPPORTS": ties("note", "state:FRA,agreement:call,one", "state:FRA,agreement:call,two")},
        ("d/SUPPORTS.csv:3: found the same SUPPORTS tie as at d/SUPPORTS.csv:2, with other values; expected one row",),
    ),
    Case(
        "same tie turned round, other values",
        {"ALLIED_WITH": ties("note", "state:FRA,state:DEU,one", "state:DEU,state:FRA,two")},
        ("d/ALLIED_WITH.csv:3: found the same ALLIED_WITH tie as at d/ALLIED_WITH.csv:2", "told apart by value"),
    ),
    # References ----------------------------------------------------------------------------------------------
    tie("unknown end", "SUPPORTS", "", "state:XXX,agreement:call", "'state:XXX', which no dataset describes", "known"),
    tie("wrong kind of source", "VOTED", "value", "company:x,resolution:A/1,yes", "'company:x' in column 'from'"),
    tie("wrong kind of target", "VOTED", "value", "state:FRA,state:DEU,yes", "'state:DEU' in column 'to'; expected"),
    tie("tie to itself", "ALLIED_WITH", "", "state:FRA,state:FRA", "a tie from state:FRA to itself; expected two diff"),
    tie("empty end", "SUPPORTS", "", "state:FRA,", "'' in column 'to'", "the cell is empty"),
    tie(
        "unknown entity in a property",
        "ATTRIBUTED",
        "value",
        "state:FRA,state:DEU,incident:none",
        "'incident:none', which no dataset describes; expected a known entity",
    ),
    tie(
        "wrong kind in a property",
        "ATTRIBUTED",
        "value",
        "state:FRA,state:DEU,state:DEU",
        "'state:DEU' in column 'value'; expected an id of another kind here: incident:...",
    ),
    # Dates ---------------------------------------------------------------------------------------------------
    incident("day that is not", "2024-02-30", "'2024-02-30'", f"{DATE_FORMS} that the calendar has"),
    incident("month that is not", "2024-13", "'2024-13'", f"{DATE_FORMS} that the calendar has"),
    incident("ambiguous date", "01/02/2024", "'01/02/2024'", f"{DATE_FORMS}; this one can be read as two different"),
    incident("day first", "31.12.2024", "'31.12.2024'", DATE_FORMS),
    incident("two-digit year", "24-05-01", "'24-05-01'", DATE_FORMS),
    incident("one-digit month", "2024-5", "'2024-5'", DATE_FORMS),
    incident("date with a time", "2024-05-01T00:00:00Z", DATE_FORMS),
    incident("month in words", "May 2024", "'May 2024'", DATE_FORMS),
    incident("year 0", "0000", "'0000'", DATE_FORMS),
    incident("digits of another script", "２０２４", "'２０２４'", DATE_FORMS),
    tie("end before start", "SUPPORTS", "start,end", "state:FRA,agreement:call,2020-05-02,2020-05-01", "05-02 until"),
    tie(
        "end before start, known less well",
        "SUPPORTS",
        "start,end",
        "state:FRA,agreement:call,2020-05-02,2019",
        "2020-05-02 until 2019; expected an end that is not before the start",
    ),
    # Addresses, choices, numbers, text -----------------------------------------------------------------------
    *(
        tie(f"address {url}", "SUPPORTS", "source_url", f"state:FRA,agreement:call,{url}", "begins with http://")
        for url in ("javascript:alert(1)", "ftp://example.org/x", "https://", "example.org", "http://a b.org", "http://[")
    ),
    tie("unknown choice", "VOTED", "value", "state:FRA,resolution:A/1,maybe", "'maybe'", "expected one of yes, no,"),
    tie("choice in capitals", "VOTED", "value", "state:FRA,resolution:A/1,YES", "'YES'", "expected one of yes, no,"),
    tie("empty choice", "VOTED", "value", "state:FRA,resolution:A/1,", "'' in column 'value'; expected a value; the"),
    state("boolean", "state:FRA,France,FRA,yes", "'yes' in column 'verified'; expected one of true, false"),
    state("number", "state:FRA,France,FRA,false,4a", "'4a' in column 'latitude'", header=f"{HEADER},latitude"),
    state("number with a comma", 'state:FRA,France,FRA,false,"4,5"', "a number, with", header=f"{HEADER},latitude"),
    state("number with low lines", "state:FRA,France,FRA,false,4_5", "a number, with", header=f"{HEADER},latitude"),
    state("infinite number", "state:FRA,France,FRA,false,inf", "a number, with", header=f"{HEADER},latitude"),
    state("huge number", "state:FRA,France,FRA,false,1e999", "that is not as large", header=f"{HEADER},latitude"),
    state("NaN as number", "state:FRA,France,FRA,false,NaN", "a number, with", header=f"{HEADER},latitude"),
    *(
        Case(
            f"whole number {cell}",
            {"Resolution": f"id,name,yes,verified\nresolution:A/2,Two,{cell},false\n"},
            (f"d/Resolution.csv:2: found '{cell}' in column 'yes'; expected a whole number of at most 18 digits",),
        )
        for cell in ("4.0", "many", "9223372036854775808", "١٢")
    ),
    state("verified without source", "state:FRA,France,FRA,true", "verified = true without a source; expected"),
    state("name too long", f"state:FRA,{'é' * 10_000},FRA,false", "at most 1,000 characters; this one has 10,000"),
    state("empty name", "state:FRA,,FRA,false", "'' in column 'name'; expected a value; the cell is empty"),
    state("control character", "state:FRA,Fra\x1bnce,FRA,false", "in column 'name'; expected text without control"),
    state("list with an empty item", "state:FRA,France,FRA,false,a;;b", "none of them", header=f"{HEADER},aliases"),
    # Assertions ----------------------------------------------------------------------------------------------
    Case(
        "circle",
        {
            "Concept": "id,name,verified\nconcept:a,A,false\nconcept:b,B,false\nconcept:c,C,false\n",
            "PART_OF": ties("", "concept:a,concept:b", "concept:b,concept:c", "concept:c,concept:a"),
        },
        ("relation PART_OF: found a circle: concept:", " -> concept:", "; expected a hierarchy. Remove one"),
    ),
    Case(
        "named entity that is not there",
        {"State": states("ITA")},
        ("d/dataset.toml: facts[1]: found no row that says so; expected state:FRA. Correct",),
        '[[facts]]\nentity = "state:FRA"\n',
    ),
    Case(
        "named tie that is not there",
        {"SUPPORTS": ties("", "state:FRA,agreement:call")},
        ("d/dataset.toml: facts[2]: found no row that says so; expected state:DEU SUPPORTS agreement:call. Correct",),
        '[[facts]]\ntie = ["state:FRA", "SUPPORTS", "agreement:call"]\n'
        '[[facts]]\ntie = ["state:DEU", "SUPPORTS", "agreement:call"]\n',
    ),
    Case(
        "named property that is not so",
        {"State": states("ITA")},
        ("d/dataset.toml: facts[1]: found {'verified': False}; expected state:ITA with {'verified': True}. Correct",),
        '[[facts]]\nentity = "state:ITA"\nhas = { verified = true }\n',
    ),
]  # fmt: skip
