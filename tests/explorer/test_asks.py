from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer import reads
from explorer.asked import MOST_SHOWN
from explorer.asks import answer
from explorer.graph.elements import ends
from explorer.services import Services
from graph_loader.database.address import Address
from graph_loader.database.connection import Database, open_database
from graph_loader.errors import DatabaseError
from graph_loader.schema import Schema
from tests.tcp_gate import TcpGate

FRANCE, NATO, PARIS_CALL = "state:FRA", "organization:nato", "agreement:paris-call"
EVERYTHING = [f"x:{number}" for number in range(MOST_SHOWN)]


@pytest.fixture
def services(shipped: Database, schema: Schema, tmp_path: Path) -> Services:
    return Services(shipped, schema, tmp_path)


def ask(services: Services, do: str, **parts: Any) -> dict[str, Any]:
    return answer({"seq": 7, "do": do, **parts}, services)


def ids(delta: dict[str, Any]) -> list[str]:
    return [node["id"] for node in delta["nodes"]]


def at(delta: dict[str, Any]) -> list[float]:
    """The places of an answer as the page sends them."""
    return [number for identity in ids(delta) for number in delta["places"][identity]]


def ties_of(delta: dict[str, Any]) -> set[str]:
    return {tie[8] for line in delta["lines"] for tie in line["ties"]}


def counted(services: Services, cypher: str, **parameters: Any) -> Any:
    return services.database.read(f"{cypher} AS n", parameters)[0]["n"]


def test_the_ids_of_ties_come_in_the_order_of_the_line(services: Services) -> None:
    delta = ask(services, "add", ids=["state:RUS", FRANCE, "state:USA"])
    lines = [ends(line) for line in delta["lines"]]
    told = ask(services, "ties", shown=ids(delta), lines=[*lines, ("state:USA", "state:NRU"), ("x:y", "x:z")])
    assert told["ids"] == [*([tie[8] for tie in line["ties"]] for line in delta["lines"]), [], []]
    assert any(len(found) > 1 for found in told["ids"])
    assert ask(services, "ties")["ids"] == []


# Adding ---------------------------------------------------------------------------------------------------------


def test_an_answer_has_all_parts_of_the_contract(services: Services) -> None:
    delta = ask(services, "add", ids=[FRANCE])
    assert set(delta) == {
        "seq", "ok", "nodes", "lines", "places", "title", "note", "cut", "scores", "select",
    }  # fmt: skip
    assert (delta["seq"], delta["ok"], delta["title"], delta["note"]) == (7, True, "Add France", "")
    assert (delta["lines"], delta["cut"], delta["scores"], delta["select"]) == ([], None, None, [FRANCE])
    (node,) = delta["nodes"]
    assert node["ties"] == counted(services, "MATCH (:State {id: 'state:FRA'})--(:Entity) RETURN count(*)")
    assert node["neighbours"] < node["ties"]
    assert (node["date"], node["facts"]["un_region"]) == ("1945", "Western Europe")
    assert list(delta["places"]) == [FRANCE]


def test_all_ties_between_two_entities_make_one_line(services: Services) -> None:
    delta = ask(services, "add", ids=["state:RUS"], shown=["state:USA"], at=[5, 5])
    (line,) = delta["lines"]
    assert line["id"] == "state:RUS state:USA"
    stored = counted(
        services, "MATCH (:State {id: 'state:USA'})-[r]-(:State {id: 'state:RUS'}) RETURN collect(DISTINCT r.id)"
    )
    assert ties_of(delta) == set(stored)
    outward = counted(services, "MATCH (:State {id: 'state:RUS'})-[r]->(:State {id: 'state:USA'}) RETURN collect(r.id)")
    assert {tie[8] for tie in line["ties"] if tie[1]} == set(outward)
    blamed = [tie for tie in line["ties"] if tie[0] == "ATTRIBUTED"]
    assert blamed
    assert all(tie[2] == -1 and not tie[7].startswith("incident:") for tie in blamed)
    assert list(delta["places"]) == ["state:RUS"]


def test_lines_are_those_to_what_is_shown_and_no_others(services: Services) -> None:
    delta = ask(services, "add", ids=[NATO, FRANCE, FRANCE], shown=["state:DEU", PARIS_CALL])
    assert ids(delta) == [NATO, FRANCE]
    stored = counted(
        services,
        "MATCH (a:Entity)-[r]->(b:Entity) WHERE a.id IN $ids AND b.id IN $ids "
        "AND NOT (a.id IN $shown AND b.id IN $shown) RETURN collect(r.id)",
        ids=[NATO, FRANCE, "state:DEU", PARIS_CALL],
        shown=["state:DEU", PARIS_CALL],
    )
    assert ties_of(delta) == set(stored)
    assert {line["id"] for line in delta["lines"]} >= {f"{NATO} {FRANCE}", f"{PARIS_CALL} {FRANCE}"}


def test_unknown_ids_are_told(services: Services) -> None:
    delta = ask(services, "add", ids=["state:ATLANTIS", FRANCE])
    assert (ids(delta), delta["note"]) == ([FRANCE], "Not in the graph: state:ATLANTIS.")
    nothing = ask(services, "add", ids=["state:ATLANTIS"])
    assert (nothing["ok"], nothing["away"]) == (False, False)
    assert nothing["note"].startswith("Not in the graph: state:ATLANTIS.")


def test_what_is_shown_already_is_selected(services: Services) -> None:
    delta = ask(services, "add", ids=[FRANCE], shown=[FRANCE])
    assert (delta["ok"], delta["nodes"], delta["select"]) == (True, [], [FRANCE])


def test_a_start_has_the_forty_neighbours_with_most_ties(services: Services) -> None:
    delta = ask(services, "start", id=FRANCE)
    assert ids(delta)[0] == FRANCE
    degrees = [node["ties"] for node in delta["nodes"][1:]]
    assert len(degrees) == 40
    assert degrees == sorted(degrees, reverse=True)
    whole = delta["nodes"][0]["neighbours"]
    assert delta["cut"] == {"shown": 40, "whole": whole}
    assert delta["note"] == f"40 of {whole} neighbours of France are shown: those with the most ties."
    assert (delta["title"], delta["select"], set(delta["places"])) == ("Begin with France", [FRANCE], set(ids(delta)))
    assert ask(services, "start", id="state:ATLANTIS")["ok"] is False


def test_expanding_leaves_out_what_is_shown_and_counts_it(services: Services) -> None:
    begun = ask(services, "start", id=FRANCE)
    more = ask(services, "expand", ids=[FRANCE], shown=ids(begun), at=at(begun))
    assert len(ids(more)) == 20
    assert not set(ids(more)) & set(ids(begun))
    assert set(more["places"]) == set(ids(more))
    assert (more["cut"]["shown"], more["title"]) == (60, "Add 20 neighbours of France")
    assert "the 20 added are those with the most ties" in more["note"]
    rest = ask(services, "expand", ids=[FRANCE], shown=ids(begun) + ids(more), most=1000)
    assert (rest["cut"], rest["note"]) == (None, "")
    none = ask(services, "expand", ids=[FRANCE], shown=ids(begun) + ids(more) + ids(rest))
    assert none["note"] == f"All {begun['cut']['whole']} neighbours of France are shown already."


def test_an_expansion_can_be_narrowed(services: Services) -> None:
    def expanded(identity: str, **parts: Any) -> dict[str, Any]:
        return ask(services, "expand", ids=[identity], shown=[identity], **parts)

    signed = expanded("company:microsoft", relations=["SIGNED"], direction="out")
    assert "agreement:cybersecurity-tech-accord" in ids(signed)
    assert {node["kind"] for node in signed["nodes"]} == {"Agreement"}
    none = expanded("company:microsoft", relations=["SIGNED"], direction="in")
    assert (none["nodes"], none["note"]) == ([], "The graph holds no neighbours of Microsoft that match.")
    bodies = expanded(FRANCE, kinds=["Organization", "Forum"], most=1000)
    assert {node["kind"] for node in bodies["nodes"]} == {"Organization", "Forum"}
    # an alliance has no direction, whichever way it is stored
    ways = [set(ids(expanded("state:USA", relations=["ALLIED_WITH"], direction=way))) for way in ("both", "out", "in")]
    assert ways[0] == ways[1] == ways[2] != set()


def test_what_is_expanded_is_shown_too(services: Services) -> None:
    assert ids(ask(services, "expand", ids=[NATO], most=3))[0] == NATO


def test_an_expansion_can_be_ranked(services: Services) -> None:
    latest = ask(services, "expand", ids=[FRANCE], shown=[FRANCE], rank="date", most=5)
    starts = counted(
        services,
        "MATCH (:State {id: 'state:FRA'})-[r]-(b:Entity) WITH b, max(coalesce(r.start, '')) AS latest "
        "ORDER BY latest DESC LIMIT 5 RETURN collect(latest)",
    )
    assert [max(tie[4] for tie in ties_with_france(latest, other)) for other in ids(latest)] == starts
    assert latest["note"].endswith("those with the latest ties.")
    verified = ask(services, "expand", ids=[FRANCE], shown=[FRANCE], rank="verified", most=5)
    numbers = [sum(tie[3] for tie in ties_with_france(verified, other)) for other in ids(verified)]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] > 1


def ties_with_france(delta: dict[str, Any], other: str) -> list[Any]:
    return [tie for line in delta["lines"] if {*ends(line)} == {FRANCE, other} for tie in line["ties"]]


@pytest.mark.parametrize("wrong", [{"relations": ["LIKES"]}, {"kinds": ["Planet"]}, {"relations": ["SIGNED]->() //"]}])
def test_names_that_are_not_declared_are_refused(services: Services, wrong: dict[str, list[str]]) -> None:
    refused = ask(services, "expand", ids=[FRANCE], **wrong)
    assert refused["ok"] is False
    assert refused["note"].startswith("There is no ")


def test_what_connects_is_tied_to_at_least_two(services: Services) -> None:
    chosen = {"company:huawei", "company:microsoft", "organization:eastwest-institute"}
    delta = ask(services, "connect", ids=sorted(chosen), shown=sorted(chosen), most=1000)
    assert (delta["cut"], delta["note"]) == (None, "")
    assert "agreement:ewi-buyers-guide-2016" in ids(delta)
    tied = {node: {end for line in delta["lines"] for end in ends(line) if node in ends(line)} for node in ids(delta)}
    numbers = [len(tied[node] & chosen) for node in ids(delta)]
    assert numbers == sorted(numbers, reverse=True)
    assert (numbers[0], numbers[-1]) == (3, 2)
    assert delta["title"] == f"Add {len(numbers)} entities connecting 3 entities"
    assert ask(services, "connect", ids=[FRANCE, FRANCE])["ok"] is False


def test_all_of_a_kind(services: Services) -> None:
    delta = ask(services, "kind", kind="State")
    assert (len(ids(delta)), delta["title"], delta["note"], delta["cut"]) == (205, "Add all 205 states", "", None)
    assert {node["kind"] for node in delta["nodes"]} == {"State"}
    assert ids(delta)[0] == "state:USA"
    cut = ask(services, "kind", kind="Company", most=10)
    assert cut["cut"] == {"shown": 10, "whole": 167}
    assert cut["note"].startswith("10 of 167 companies are shown: those with the most ties. To see others, search")
    assert ask(services, "kind", kind="State`) DETACH DELETE n //")["ok"] is False


def test_members_of_a_body_are_no_parts_of_it(services: Services) -> None:
    delta = ask(services, "members", of=NATO)
    assert (len(ids(delta)), delta["title"]) == (32, "Add all 32 members of NATO")
    assert {node["kind"] for node in delta["nodes"]} == {"State"}
    assert NATO not in ids(delta)


def test_members_who_left_are_told(services: Services) -> None:
    delta = ask(services, "members", of="organization:eu")
    assert (len(ids(delta)), "state:GBR" in ids(delta)) == (28, True)
    assert delta["note"].startswith("1 of them has left since")


def test_a_kind_that_is_cut_comes_with_smaller_groups_of_it(services: Services) -> None:
    cut = ask(services, "kind", kind="State", most=10)
    assert (len(cut["nodes"]), cut["offer"]["whole"]) == (10, 205)
    groups = {group["property"]: dict(group["values"]) for group in cut["offer"]["groups"]}
    group, number = next(iter(groups["un_regional_group"].items()))
    assert number == counted(services, "MATCH (s:State {un_regional_group: $group}) RETURN count(*)", group=group)
    part = ask(services, "kind", kind="State", where=["un_regional_group", group])
    assert (len(part["nodes"]), "offer" in part) == (number, False)
    assert "offer" not in ask(services, "kind", kind="State")
    assert ask(services, "kind", kind="State", where=["nothing", "x"])["ok"] is False


@pytest.mark.parametrize(
    ("of", "title"),
    [
        (PARIS_CALL, "Add all 163 supporters of Paris Call"),
        ("agreement:charter-of-trust", "Add all 27 signers and supporters of Charter of Trust"),
        ("norm:cyber-norms", "Add all 62 parts of Cyber norms"),
    ],
)
def test_whoever_joined_a_text_or_is_part_of_it(services: Services, of: str, title: str) -> None:
    assert ask(services, "members", of=of)["title"] == title


def test_members_of_what_has_none_or_is_not_there(services: Services) -> None:
    none = ask(services, "members", of="person:emmanuel-macron")
    assert (none["ok"], none["nodes"], none["note"]) == (
        True,
        [],
        "The graph holds no members of Emmanuel Macron.",
    )
    assert ask(services, "members", of="organization:none")["ok"] is False


def test_a_kept_view_is_opened_where_it_lay(services: Services) -> None:
    delta = ask(services, "open", ids=[FRANCE, NATO, "state:GONE"], places={FRANCE: [1, 2], "x:y": [3, 4]})
    assert (ids(delta), list(delta["places"]), delta["select"]) == ([FRANCE, NATO], [FRANCE, NATO], [])
    assert delta["places"][FRANCE] == [1, 2]
    assert delta["note"] == "Not in the graph: state:GONE."


# Laying out and measuring ---------------------------------------------------------------------------------------


def view(services: Services) -> dict[str, Any]:
    begun = ask(services, "start", id=NATO)
    return {"shown": ids(begun), "at": at(begun), "lines": [ends(line) for line in begun["lines"]]}


@pytest.mark.parametrize("name", ["force", "camp", "concentric", "hierarchy-date", "timeline", "geographic", "grid"])
def test_a_layout_places_all_and_keeps_the_pinned(services: Services, name: str) -> None:
    shown = view(services)
    delta = ask(services, "layout", layout=name, pinned=[NATO, "state:GONE"], **shown)
    assert (delta["ok"], delta["nodes"]) == (True, [])
    assert set(delta["places"]) == set(shown["shown"])
    assert delta["places"][NATO] == shown["at"][:2]
    assert len({tuple(place) for place in delta["places"].values()}) == len(shown["shown"])


def test_a_layout_that_is_not_there_or_has_nothing_to_lay_out(services: Services) -> None:
    assert ask(services, "layout", layout="spiral", shown=[FRANCE])["note"].startswith("There is no layout 'spiral'.")
    assert ask(services, "layout", layout="force")["ok"] is False
    gone = ask(services, "layout", layout="force", shown=[FRANCE, "state:GONE"])
    assert (list(gone["places"]), gone["note"]) == ([FRANCE], "Not in the graph: state:GONE.")


def test_betweenness_is_highest_in_the_middle(services: Services) -> None:
    star = {"shown": ["a:a", "b:b", "c:c", "d:d"], "lines": [["a:a", "b:b"], ["a:a", "c:c"], ["a:a", "d:d"]]}
    assert ask(services, "measure", what="betweenness", **star)["scores"] == {"a:a": 1, "b:b": 0, "c:c": 0, "d:d": 0}


def test_camps_and_roles_are_traits(services: Services) -> None:
    pairs = {"shown": ["a:a", "b:b", "c:c", "d:d", "e:e"], "lines": [["a:a", "b:b"], ["c:c", "d:d"]]}
    camps = ask(services, "measure", what="camp", **pairs)["traits"]
    assert camps["a:a"] == camps["b:b"] != camps["c:c"] == camps["d:d"]
    assert camps["e:e"] == ""
    shown = ["state:GBR", "state:DEU", "state:RUS", "organization:eu"]
    roles = ask(services, "measure", what="member:organization:eu", shown=shown)["traits"]
    assert roles == {"state:GBR": "former member", "state:DEU": "founding", "state:RUS": "not a member"}
    assert ask(services, "measure", what="height", shown=shown)["ok"] is False


# Limits and hostile input ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", [{"ids": [*EVERYTHING, "x:y"]}, {"ids": ["x:y"], "shown": [*EVERYTHING, "x:y"]}])
def test_more_than_can_be_shown_is_refused(services: Services, part: dict[str, Any]) -> None:
    refused = ask(services, "add", **part)
    assert (refused["seq"], refused["ok"], refused["away"]) == (7, False, False)
    assert refused["note"].startswith("At most 3,000 entities can be shown at once.")


@pytest.mark.parametrize("places", [[1], [1, 2, 3, 4], [float("nan"), 0], [1e9, 0]])
def test_places_that_do_not_fit_what_is_shown_are_refused(services: Services, places: list[float]) -> None:
    refused = ask(services, "add", ids=[NATO], shown=[FRANCE], at=places)
    assert (refused["ok"], "cannot be answered (at" in refused["note"]) == (False, True)


def test_what_has_no_room_is_left_out_and_told(services: Services) -> None:
    delta = ask(services, "add", ids=[FRANCE, NATO], shown=EVERYTHING[:-1])
    assert (ids(delta), delta["cut"]) == ([FRANCE], {"shown": 1, "whole": 2})
    assert delta["note"] == "At most 3,000 entities can be shown at once; left out: 1."
    assert len(ids(ask(services, "members", of=NATO, shown=EVERYTHING[:-5]))) == 5
    full = ask(services, "kind", kind="State", shown=EVERYTHING)
    assert (full["ok"], full["note"].startswith("3,000 entities are shown")) == (False, True)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)
SOME_IDS = st.lists(st.sampled_from([FRANCE, NATO, "state:GONE", "", "x", "\ud800", "a\x00b", "a b"]), max_size=4)
PLACES = st.dictionaries(st.sampled_from([FRANCE, NATO, "x"]), st.lists(st.floats() | st.text(), max_size=3))
ASKS = st.fixed_dictionaries(
    {
        "do": st.sampled_from(
            ["add", "start", "expand", "connect", "kind", "members", "open", "layout", "measure", "ties"]
        )
    },
    optional={
        "seq": st.integers(0, 9) | JSON,
        "shown": SOME_IDS | JSON,
        "at": st.lists(st.floats() | st.integers(), max_size=8) | JSON,
        "places": PLACES | JSON,
        "ids": SOME_IDS | JSON,
        "id": st.sampled_from([FRANCE, "x"]) | JSON,
        "of": st.sampled_from([NATO, "x"]) | JSON,
        "kind": st.sampled_from(["State", "Team", "x"]) | JSON,
        "kinds": st.lists(st.sampled_from(["State", "x"])) | JSON,
        "relations": st.lists(st.sampled_from(["SIGNED", "x"])) | JSON,
        "direction": st.sampled_from(["in", "out", "both"]) | JSON,
        "rank": st.sampled_from(["date", "degree", "verified"]) | JSON,
        "most": st.integers(-1, 1001) | JSON,
        "layout": st.sampled_from(["force", "timeline", "grid", "x"]) | JSON,
        "lines": st.lists(st.lists(st.sampled_from([FRANCE, NATO, "x"]), max_size=3), max_size=4) | JSON,
        "pinned": SOME_IDS | JSON,
        "what": st.sampled_from(["betweenness", "camp", f"member:{NATO}", "member:"]) | JSON,
    },
)
TOLERANT = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@TOLERANT
@given(sent=ASKS | JSON)
def test_nothing_that_is_sent_raises(services: Services, sent: Any) -> None:
    found = answer(sent, services)
    assert isinstance(found["seq"], int)
    assert isinstance(found["note"], str)
    assert found["ok"] or (found["note"] and found["away"] is False)


@TOLERANT
@given(shown=SOME_IDS, wanted=SOME_IDS.filter(bool))
def test_every_new_node_has_a_place_and_no_shown_one_moves(
    services: Services, shown: list[str], wanted: list[str]
) -> None:
    places = [number for each in range(len(shown)) for number in (10.0 * each, 0.0)]
    delta = ask(services, "add", ids=wanted, shown=shown, at=places)
    if delta["ok"]:
        assert set(delta["places"]) == set(ids(delta))
        assert not set(ids(delta)) & set(shown)


def test_a_database_that_is_away_is_told(database_address: Address, schema: Schema, tmp_path: Path) -> None:
    gate = TcpGate(urlsplit(database_address.uri).port or 7687)
    through = Address(f"bolt://127.0.0.1:{gate.port}", database_address.username, database_address.password)
    with open_database(through) as database:
        gate.shut()
        refused = answer({"seq": 1, "do": "start", "id": FRANCE}, Services(database, schema, tmp_path))
    assert (refused["ok"], refused["away"]) == (False, True)
    assert "No Neo4j answers" in refused["note"]


def test_a_database_that_came_back_in_the_meantime_was_away(
    database_address: Address, schema: Schema, tmp_path: Path
) -> None:
    gate = TcpGate(urlsplit(database_address.uri).port or 7687)
    through = Address(f"bolt://127.0.0.1:{gate.port}", database_address.username, database_address.password)
    with open_database(through) as database:
        gate.shut()
        with pytest.raises(DatabaseError) as failed:
            reads.overview(database)
        gate.open()
        assert reads.away(database, failed.value)
        gate.shut()


def test_an_empty_database_is_told(database: Database, schema: Schema, tmp_path: Path) -> None:
    services = Services(database, schema, tmp_path)
    assert ask(services, "kind", kind="State")["note"] == "The graph holds no states."
    assert ask(services, "start", id=FRANCE)["ok"] is False
