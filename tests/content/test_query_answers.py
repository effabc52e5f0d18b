"""Answers of saved queries, held against what the files of the shipped datasets say."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

import pytest

from explorer.queries.running import run
from explorer.queries.saved_query import parse_query
from graph_loader.content import shipped as shipped_folder
from graph_loader.database.connection import Database
from graph_loader.database.guard import Guard
from graph_loader.schema import Schema

Row = dict[str, Any]
Ask = Callable[..., list[Row]]


@pytest.fixture(scope="module")
def ask(shipped: Database, schema: Schema) -> Iterator[Ask]:
    """The rows of a query as column -> value, with its defaults where nothing else is given."""
    guard = Guard(shipped)

    def rows(name: str, **given: object) -> list[Row]:
        path = shipped_folder("cypher") / f"{name}.cypher"
        query = parse_query(name, path.read_text(encoding="utf-8"), schema, place=path.name)
        answer = run(guard, query, given)
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]

    yield rows
    guard.close()


def table(name: str) -> list[dict[str, str]]:
    with (shipped_folder("datasets") / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def votes(resolution: str) -> dict[str, str]:
    return {row["from"]: row["value"] for row in table("un-voting/voted") if row["to"] == f"resolution:{resolution}"}


def joiners(agreement: str, *steps: str) -> set[str]:
    """States that joined a text, by these steps or by any."""
    taken = chain(table("agreements/supports"), table("agreements/signed"))
    return {
        row["from"]
        for row in taken
        if row["to"] == f"agreement:{agreement}" and row["from"].startswith("state:") and not row.get("end")
        if not steps or row.get("value") in steps
    }


def full_members(body: str) -> set[str]:
    return {
        row["from"]
        for row in table("memberships/member_of")
        if row["to"] == body
        and not row["end"]
        and row["value"] in {"founding", "member"}
        and row["from"][:6] == "state:"
    }


def column(rows: list[Row], name: str) -> set[Any]:
    return {row[name] for row in rows}


def test_paris_call_without_un_convention(ask: Ask) -> None:
    found = column(ask("paris-call-without-un-convention"), "state_id")
    assert found == joiners("paris-call") - joiners("un-convention-against-cybercrime")
    assert {"state:USA", "state:JPN"} <= found
    assert "state:FRA" not in found


def test_the_same_question_of_another_pair(ask: Ask) -> None:
    given = {"joined": "agreement:un-convention-against-cybercrime", "missing": "agreement:budapest-convention"}
    expected = joiners("un-convention-against-cybercrime") - joiners("budapest-convention")
    assert column(ask("paris-call-without-un-convention", **given), "state_id") == expected


def test_voted_with_both_camps(ask: Ask) -> None:
    one, other = votes("A/RES/73/27"), votes("A/RES/73/266")
    for vote in ("yes", "abstain", "absent"):
        expected = {state for state in one if one[state] == other.get(state) == vote}
        assert column(ask("voted-with-both-camps", vote=vote), "state_id") == expected
    assert {"state:IND", "state:SGP", "state:ZAF"} <= column(ask("voted-with-both-camps"), "state_id")


def test_in_both_texts(ask: Ask) -> None:
    expected = joiners("budapest-convention") & joiners("un-convention-against-cybercrime")
    found = ask("in-both-texts")
    assert column(found, "state_id") == expected
    assert next(row for row in found if row["state_id"] == "state:ZAF")["first_steps"] == ["signed"]


def test_signed_but_not_bound(ask: Ask) -> None:
    bound = joiners("budapest-second-protocol", "ratified", "acceded")
    assert bound == {"state:JPN", "state:SRB", "state:HUN"}
    assert column(ask("signed-but-not-bound"), "state_id") == joiners("budapest-second-protocol", "signed") - bound
    rows = ask("signed-but-not-bound", treaty="agreement:budapest-convention")
    assert column(rows, "state_id") == {"state:IRL", "state:ZAF"}


def test_votes_that_moved_leave_the_absent_out(ask: Ask) -> None:
    before, after = votes("A/RES/73/27"), votes("A/RES/75/240")
    cast = [state for state in before if "absent" not in (before[state], after.get(state, "absent"))]
    expected = {(state, before[state], after[state]) for state in cast if before[state] != after[state]}
    rows = ask("votes-that-moved")
    assert {(row["state_id"], row["before"], row["after"]) for row in rows} == expected
    assert (rows[0]["state_id"], rows[0]["move"]) == ("state:COL", -2)


def test_the_regional_groups_add_up_to_the_record(ask: Ask) -> None:
    totals: Counter[str] = Counter()
    for row in ask("vote-by-regional-group"):
        totals[row["vote"]] += row["states"]
    assert totals == {"yes": 79, "no": 60, "abstain": 33, "absent": 21}


def test_who_votes_alike_counts_common_votes_only(ask: Ask) -> None:
    texts = [
        row["id"].removeprefix("resolution:") for row in table("un-voting/resolutions") if row["adopted"] >= "2018"
    ]
    records = [record for record in map(votes, texts) if record]
    for row in ask("who-votes-alike", show=250):
        pairs = [(record["state:IND"], record.get(row["state_id"], "absent")) for record in records]
        common = [pair for pair in pairs if "absent" not in pair]
        assert (row["votes"], row["same"]) == (len(common), sum(one == other for one, other in common)), row["state"]
        assert row["opposed"] == sum(set(pair) == {"yes", "no"} for pair in common), row["state"]


def test_support_over_time_repeats_the_totals_of_the_record(ask: Ask) -> None:
    recorded = [row for row in table("un-voting/resolutions") if row["adoption_mode"] == "recorded vote"]
    expected = {row["id"]: tuple(int(row[vote]) for vote in ("yes", "no", "abstain")) for row in recorded}
    found = {row["resolution_id"]: (row["yes"], row["no"], row["abstain"]) for row in ask("support-over-time")}
    assert found == expected
    assert len(found) == 17


def test_who_broke_ranks_counts_members_of_the_day(ask: Ask) -> None:
    """In 2018 BRICS had five dated members; Brazil alone abstained on 73/27."""
    rows = [row for row in ask("who-broke-ranks") if row["resolution_id"] == "resolution:A/RES/73/27"]
    assert [(row["state_id"], row["vote"], row["line"], row["with_line"], row["voting"]) for row in rows] == [
        ("state:BRA", "abstain", "yes", 4, 5)
    ]


def test_cohesion_is_the_agreement_index(ask: Ask) -> None:
    texts = [
        row["id"].removeprefix("resolution:") for row in table("un-voting/resolutions") if row["adopted"] >= "2018"
    ]
    indices = []
    for record in filter(None, map(votes, texts)):
        cast = Counter(record[state] for state in full_members("organization:five-eyes"))
        largest, voting = max(cast.values()), sum(cast.values())
        assert "absent" not in cast
        indices.append((largest - (voting - largest) / 2) / voting)
    found = next(row for row in ask("cohesion-of-bodies") if row["body_id"] == "organization:five-eyes")
    assert found["cohesion"] == round(sum(indices) / len(indices), 3) == 0.95


def test_overlap_of_bodies(ask: Ask) -> None:
    shared = {(row["body_id"], row["other_id"]): (row["in_both"], row["share"]) for row in ask("overlap-of-bodies")}
    both = full_members("organization:nato") & full_members("organization:eu")
    assert shared["organization:nato", "organization:eu"] == (len(both), round(100 * len(both) / 32, 1)) == (23, 71.9)
    assert shared["forum:quad", "organization:csto"] == (0, 0.0)


def test_who_left(ask: Ask) -> None:
    left = {(row["actor_id"], row["left_id"]): row["until"] for row in ask("who-left")}
    assert left["state:USA", "forum:freedom-online-coalition"] == "2026-02-10"
    assert left["state:GBR", "organization:eu"] == "2020-01-31"
    assert left["company:huawei", "organization:first"] == "2019-09-18"
    assert ("state:BLR", "organization:sco") not in left, "an observer that became a member has not left"
    assert ("state:CUB", "organization:oas") not in left, "1962 lies before the day preset"


def test_members_who_stayed_out(ask: Ask) -> None:
    expected = full_members("organization:african-union") - joiners("malabo-convention")
    assert column(ask("members-who-stayed-out"), "state_id") == expected
    assert len(expected) == 39


def test_dubai_is_told_by_signatures_and_not_by_votes(ask: Ask) -> None:
    later = votes("A/RES/73/27")
    sides = {
        "signed": joiners("ITU/WCIT-12/ITRs"),
        "did not sign": {r["from"] for r in table("agreements/did_not_sign")},
    }
    expected = Counter((side, later[state]) for side, states in sides.items() for state in states if state in later)
    assert {(row["dubai"], row["vote"]): row["states"] for row in ask("dubai-and-the-vote")} == expected
    assert expected["signed", "yes"] == 72


def test_seats_in_expert_groups(ask: Ask) -> None:
    always = {row["state_id"] for row in ask("seats-in-expert-groups") if row["rounds"] == 6}
    assert always == {f"state:{code}" for code in ("CHN", "DEU", "FRA", "GBR", "RUS", "USA")}


def test_where_rivals_meet(ask: Ask) -> None:
    tables = {row["path"]["nodes"][1]["id"] for row in ask("where-rivals-meet", ended=False)}
    assert tables == {
        "forum:apec",
        "forum:asean-regional-forum",
        "forum:g20",
        "organization:asean",
        "organization:osce",
    }


def test_company_to_restricting_state(ask: Ask) -> None:
    restricting = {row["from"] for row in table("ties/restricted") if row["to"] == "company:huawei" and not row["end"]}
    gfce = {row["state_id"] for row in ask("company-to-restricting-state") if row["place_id"] == "forum:gfce"}
    assert gfce == restricting & full_members("forum:gfce")
    call = {row["state_id"] for row in ask("company-to-restricting-state") if row["place_id"] == "agreement:paris-call"}
    assert call == restricting & joiners("paris-call")


def test_who_restricts_a_company(ask: Ask) -> None:
    found = Counter(row["by_id"].partition(":")[0] for row in ask("who-restricts-a-company"))
    assert found == {"state": 33, "organization": 2}


def test_joint_attributions(ask: Ask) -> None:
    accusers: dict[tuple[str, str], set[str]] = {}
    for row in table("incidents/attributed"):
        if row["to"].startswith("state:"):
            accusers.setdefault((row["value"], row["to"]), set()).add(row["from"])
    expected = {case: len(who) for case, who in accusers.items() if len(who) >= 3}
    found = {(row["incident_id"], row["accused_id"]): row["accusers"] for row in ask("joint-attributions")}
    assert found == expected
    assert found["incident:georgia-2019", "state:RUS"] == 14


def test_who_blames_whom(ask: Ask) -> None:
    claims = {
        (row["from"], row["to"], row["value"]) for row in table("incidents/attributed") if row["to"][:6] == "state:"
    }
    expected = Counter((accuser, accused) for accuser, accused, _ in claims)
    assert {(row["accuser_id"], row["accused_id"]): row["incidents"] for row in ask("who-blames-whom")} == expected


def test_sanctioned_in_concert(ask: Ask) -> None:
    lists: dict[str, set[str]] = {}
    for row in table("incidents/sanctioned"):
        lists.setdefault(row["to"], set()).add(row["from"])
    expected = {listed: len(by) for listed, by in lists.items() if len(by) >= 2}
    assert {row["listed_id"]: row["lists"] for row in ask("sanctioned-in-concert")} == expected


def test_growth_of_a_text(ask: Ask) -> None:
    rows = [row for row in ask("growth-of-a-text") if row["text_id"] == "agreement:budapest-convention"]
    assert (rows[-1]["states"], rows[-1]["undated"]) == (77, 3)
    assert [row["states"] for row in rows] == sorted(row["states"] for row in rows)


def test_helpers_of_a_state(ask: Ask) -> None:
    expected = {row["from"] for row in table("ties/built_capacity_for") if row["to"] == "state:UKR"}
    assert {row["path"]["nodes"][0]["id"] for row in ask("helpers-of-a-state")} == expected


def test_norms_across_the_divide(ask: Ask) -> None:
    found = column(ask("norms-across-the-divide"), "norm_id")
    assert found == {"norm:rights-online-as-offline", "norm:cross-border-e-evidence"}


def test_reach_the_undecided(ask: Ask) -> None:
    record, members = votes("A/RES/74/247"), full_members("organization:african-union")
    sought = [state for state in members if record.get(state) in {"abstain", "absent"}]
    first = ask("reach-the-undecided")[0]
    assert (first["body_id"], first["undecided"], first["voters"]) == ("organization:african-union", len(sought), 54)


def test_evidence_by_dataset(ask: Ask) -> None:
    files = ("attributed", "attributed_to", "sanctioned", "sponsors", "targeted")
    expected = Counter(row["verified"] for file in files for row in table(f"incidents/{file}"))
    found = {row["evidence"]: row["ties"] for row in ask("evidence-by-dataset") if row["dataset"] == "incidents"}
    assert found == {"read in a source": expected["true"], "general knowledge": expected["false"]}
