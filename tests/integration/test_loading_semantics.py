"""What a load does to the graph: nothing twice, nothing left behind, whatever the order of the rows."""

import pytest

from graph_loader.errors import InputError
from tests.dataset_folders import CALL, CODES, Tables, csv_text, states, ties
from tests.desk import Desk, counts


def test_second_load_writes_nothing(desk: Desk) -> None:
    tables = {
        "State": states(*CODES),
        "Agreement": CALL,
        "SUPPORTS": ties("start", *(f"state:{code},agreement:call,2018-11" for code in CODES)),
    }
    first = desk.put("d", tables)
    assert counts(first) == (21, 21, 0, 0, 0, 0)
    before = desk.digest()
    second = desk.put("d", tables)
    assert counts(second) == (21, 0, 0, 21, 0, 0)
    assert desk.digest() == before
    assert [(table.table, table.content, table.read, table.unchanged) for table in second.tables] == [
        ("State.csv", "State", 10, 10),
        ("Agreement.csv", "Agreement", 1, 1),
        ("SUPPORTS.csv", "SUPPORTS", 10, 10),
    ]
    assert second.run != first.run


def test_values_as_they_are_stored(desk: Desk) -> None:
    header = "id,name,iso3,verified,aliases,latitude,longitude,un_member_since,un_status,source"
    row = ["state:FRA", "France", "FRA", "true", " French Republic; FR ;FR", "48.5", "-2", "1945", "member", "A book"]
    resolution = "id,name,yes,adopted,verified\nresolution:A/RES/73/27,One,+119,2018-12-05,false\n"
    desk.put("d", {"State": csv_text(header, [row]), "Resolution": resolution})
    (state,) = desk.values("MATCH (n:State:Actor:Entity {id: 'state:FRA'}) RETURN properties(n)")
    assert {name: value for name, value in state.items() if not name.startswith("_")} == {
        "id": "state:FRA", "datasets": ["d"], "name": "France", "iso3": "FRA", "verified": True,
        "aliases": ["French Republic", "FR"], "latitude": 48.5, "longitude": -2.0, "un_member_since": "1945",
        "un_status": "member", "source": "A book",
    }  # fmt: skip
    assert isinstance(state["longitude"], float)
    assert desk.values("MATCH (n:Resolution) RETURN [n.yes, n.adopted, n.verified]") == [[119, "2018-12-05", False]]


def test_relation_as_it_is_stored(desk: Desk) -> None:
    desk.put(
        "d", {"State": states("FRA"), "Agreement": CALL, "SUPPORTS": ties("start", "state:FRA,agreement:call,2018")}
    )
    (tie,) = desk.values("MATCH (:State {id: 'state:FRA'})-[r:SUPPORTS]->(:Agreement) RETURN properties(r)")
    assert len(tie.pop("id")) == 16
    assert isinstance(tie.pop("_hash"), int)
    assert tie == {"dataset": "d", "start": "2018", "verified": False}


def test_row_taken_away_takes_away_what_it_said(desk: Desk) -> None:
    supports = [f"state:{code},agreement:call" for code in CODES]
    desk.put("d", {"State": states(*CODES), "Agreement": CALL, "SUPPORTS": ties("", *supports)})
    report = desk.put("d", {"State": states(*CODES[1:]), "Agreement": CALL, "SUPPORTS": ties("", *supports[2:])})
    assert counts(report) == (18, 0, 0, 18, 3, 0)
    assert [(table.table, table.removed) for table in report.tables] == [
        ("State.csv", 1), ("Agreement.csv", 0), ("SUPPORTS.csv", 2),
    ]  # fmt: skip
    assert desk.values("MATCH (n:State) RETURN n.id ORDER BY n.id") == [f"state:{code}" for code in CODES[1:]]
    assert desk.values("MATCH (n:State)-[:SUPPORTS]->() RETURN n.iso3 ORDER BY n.iso3") == list(CODES[2:])


def test_table_taken_away(desk: Desk) -> None:
    supports = ties("", "state:AUT,agreement:call", "state:BEL,agreement:call")
    desk.put("d", {"State": states(*CODES), "Agreement": CALL, "SUPPORTS": supports})
    report = desk.put("d", {"State": states(*CODES), "Agreement": CALL})
    assert [(t.table, t.content, t.removed) for t in report.tables if t.removed] == [
        ("(no longer there)", "SUPPORTS", 2)
    ]
    assert desk.values("MATCH ()-[r]->() RETURN r") == []


@pytest.mark.parametrize(("last", "stored"), [("2019", "2019"), ("", None)])
def test_changed_and_cleared_cells(desk: Desk, last: str, stored: str | None) -> None:
    def tables(date: str) -> Tables:
        return {
            "State": states("FRA"),
            "Agreement": f"id,name,date,verified\nagreement:call,Call,{date},false\n",
            "SUPPORTS": ties("start", f"state:FRA,agreement:call,{date}"),
        }

    desk.put("d", tables("2018"))
    assert counts(desk.put("d", tables(last))) == (3, 0, 2, 1, 0, 0)
    assert desk.values("MATCH (n:Agreement) RETURN n.date") == [stored]
    assert desk.values("MATCH ()-[r:SUPPORTS]->() RETURN r.start") == [stored]


def test_column_that_is_no_longer_there_clears_the_property(desk: Desk) -> None:
    desk.put("d", {"Agreement": "id,name,verified,topic\nagreement:call,Call,false,trust\n"})
    assert counts(desk.put("d", {"Agreement": CALL})) == (1, 0, 1, 0, 0, 0)
    assert desk.values("MATCH (n:Agreement) RETURN n.topic") == [None]


def test_order_of_ends_of_a_symmetric_tie_does_not_matter(desk: Desk) -> None:
    def tables(*rows: str) -> Tables:
        return {"State": states(*CODES), "ALLIED_WITH": ties("value,note", *rows)}

    desk.put("d", tables("state:FRA,state:DEU,Treaty,x"))
    before = desk.digest()
    assert counts(desk.put("d", tables("state:DEU,state:FRA,Treaty,x"))) == (11, 0, 0, 11, 0, 0)
    assert desk.digest() == before
    twice = desk.put("d", tables("state:DEU,state:FRA,Treaty,x", "state:FRA,state:DEU,Treaty,x"))
    assert twice.notes == ["d/ALLIED_WITH.csv:3: says the same as d/ALLIED_WITH.csv:2; read once"]
    assert desk.digest() == before


def test_direction_of_other_ties_matters(desk: Desk) -> None:
    rows = ("state:FRA,state:DEU", "state:DEU,state:FRA")
    desk.put("d", {"State": states("FRA", "DEU"), "FUNDS": ties("", *rows)})
    assert sorted(desk.values("MATCH (n)-[:FUNDS]->() RETURN n.iso3")) == ["DEU", "FRA"]


def test_key_properties_tell_ties_apart(desk: Desk) -> None:
    rows = ["one,2001", "one,2002", "one,", ",2001", ","]
    tables = {
        "Person": "id,name,verified\nperson:x,X,false\n",
        "Company": "id,name,verified\ncompany:y,Y,false\n",
        "WORKS_FOR": ties("value,start", *(f"person:x,company:y,{row}" for row in rows[1:4])),
        "ALLIED_WITH": ties("value", "state:FRA,state:DEU,one", "state:FRA,state:DEU,", "state:DEU,state:FRA,two"),
        "State": states("FRA", "DEU"),
    }
    desk.put("d", tables)
    assert len(desk.values("MATCH ()-[r:WORKS_FOR]->() RETURN r")) == 3
    assert sorted(map(str, desk.values("MATCH ()-[r:ALLIED_WITH]->() RETURN r.value"))) == ["None", "one", "two"]
    with pytest.raises(InputError, match=r"same WORKS_FOR tie as at d/WORKS_FOR.csv:2, .* told apart by start"):
        desk.put("d", {**tables, "WORKS_FOR": ties("value,start", *(f"person:x,company:y,{row}" for row in rows[:4]))})


def test_identical_rows_are_read_once_and_noted(desk: Desk) -> None:
    report = desk.put("d", {"State": states("FRA", "DEU", "FRA", "FRA")})
    assert report.notes == ["d/State.csv:4, d/State.csv:5: says the same as d/State.csv:2; read once"]
    assert counts(report) == (4, 2, 0, 0, 0, 0)


def test_many_identical_rows_are_summed_up(desk: Desk) -> None:
    codes = [f"{first}{second}X" for first in "ABCDE" for second in "ABCDE"]
    report = desk.put("d", {"State": states(*codes, *codes)})
    assert len(report.notes) == 21
    assert report.notes[-1] == "State: 5 more rows say the same as others; read once"


# Accepted with a note -------------------------------------------------------------------------------------------


def test_byte_order_mark_and_crlf_are_accepted_with_a_note(desk: Desk) -> None:
    text = states("FRA", "DEU")
    desk.put("d", {"State": text})
    before = desk.digest()
    report = desk.put("d", {"State": b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()})
    assert desk.digest() == before
    assert counts(report) == (2, 0, 0, 2, 0, 0)
    assert report.notes == [
        "d/State.csv: a byte order mark at the start was skipped",
        "d/State.csv: lines end in CR LF; read as LF",
    ]


def test_text_is_stored_in_form_nfc_and_found_by_search(desk: Desk) -> None:
    decomposed = "Co\u0302te d\u2019Ivoire"
    report = desk.put("d", {"State": f"id,name,iso3,verified\nstate:CIV,{decomposed},CIV,false\n"})
    assert report.notes == ["d/State.csv: 1 cells were brought into Unicode form NFC"]
    assert desk.values("MATCH (n:State {name: 'C\u00f4te d\u2019Ivoire'}) RETURN n.id") == ["state:CIV"]
    search = "CALL db.index.fulltext.queryNodes('entity_search', $words) YIELD node RETURN node.id"
    assert desk.values(search, words="c\u00f4te") == ["state:CIV"]
    assert desk.values(search, words="cote") == ["state:CIV"]


@pytest.mark.parametrize(
    "name", ["إسرائيل وفلسطين", "ישראל \u200f(IL)", "中华人民共和国", "ประเทศไทย", "🇫🇷 France", '"a, b"', "Null"]
)
def test_names_of_every_script_are_kept_byte_for_byte(desk: Desk, name: str) -> None:
    desk.put("d", {"State": csv_text("id,name,iso3,verified", [["state:XXX", name, "XXX", "false"]])})
    (stored,) = desk.values("MATCH (n:State) RETURN n.name")
    assert stored.encode() == name.encode()


def test_white_space_around_cells_is_taken_away(desk: Desk) -> None:
    desk.put("d", {"State": "id,name,iso3,verified\n state:FRA ,\u00a0France\u3000,FRA\t, false\n"})
    assert desk.values("MATCH (n:State {id: 'state:FRA'}) RETURN [n.name, n.iso3]") == [["France", "FRA"]]
