"""What the shipped datasets say: read with the csv module alone, so that no fault of the loader can hide one here."""

import csv
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
DATASETS = REPOSITORY / "datasets"
FACTS = REPOSITORY.parent / "shared" / "facts"

Row = dict[str, str]
SLUG = re.compile(r"[a-z]+(-[a-z]+)*:[a-z0-9]+([.-][a-z0-9]+)*")
STATE = re.compile(r"state:[A-Z]{3}")
UN_TEXT = re.compile(r"resolution:A/(RES|DEC)/\d{2}/\d+")
REGULATIONS = "agreement:ITU/WCIT-12/ITRs"


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


@cache
def tables() -> dict[tuple[str, str], list[tuple[str, Row]]]:
    """("kind" or "relation", its name) -> (place, row) of all datasets together."""
    found: dict[tuple[str, str], list[tuple[str, Row]]] = defaultdict(list)
    for path in sorted(DATASETS.glob("*/dataset.toml")):
        for file, table in tomllib.loads(path.read_text(encoding="utf-8"))["tables"].items():
            content = ("kind", table["kind"]) if "kind" in table else ("relation", table["relation"])
            for number, row in enumerate(rows_of(path.parent / file), 2):
                found[content].append((f"{path.parent.name}/{file}:{number}", row))
    return found


@cache
def entities() -> dict[str, Row]:
    return {row["id"]: row for (sort, _), rows in tables().items() if sort == "kind" for _, row in rows}


def ties(relation: str) -> list[Row]:
    return [row for _, row in tables()["relation", relation]]


def pairs(relation: str) -> set[tuple[str, str]]:
    return {(row["from"], row["to"]) for row in ties(relation)}


def all_rows() -> Iterator[tuple[str, Row]]:
    return chain.from_iterable(tables().values())


def found_by(words: str) -> set[str]:
    """Ids whose name, other names or description hold all the words, as a reader would type them."""
    wanted = words.casefold().split()
    texts = {
        key: " ".join(row.get(column) or "" for column in ("name", "aliases", "description")).casefold()
        for key, row in entities().items()
    }
    return {key for key, text in texts.items() if all(word in text for word in wanted)}


# Votes and signatures -------------------------------------------------------------------------------------------


def test_votes_add_up_to_the_totals_of_each_recorded_vote() -> None:
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for row in ties("VOTED"):
        counted[row["to"]][row["value"]] += 1
    recorded = {key: row for key, row in entities().items() if row.get("adoption_mode") == "recorded vote"}
    assert len(recorded) == 17
    assert set(counted) == set(recorded)
    for key, row in recorded.items():
        assert {value: counted[key][value] for value in ("yes", "no", "abstain")} == {
            value: int(row[value]) for value in ("yes", "no", "abstain")
        }, key
        assert counted[key].total() in (191, 192, 193), key


def test_votes_are_cast_once_and_only_on_resolutions() -> None:
    votes = [(row["from"], row["to"]) for row in ties("VOTED")]
    assert len(votes) == len(set(votes)) == 3276
    assert {target.partition(":")[0] for _, target in votes} == {"resolution"}


def test_votes_known_from_the_record() -> None:
    choice = {(row["from"], row["to"]): row["value"] for row in ties("VOTED")}
    assert choice["state:USA", "resolution:A/RES/60/45"] == "no"
    assert choice["state:RUS", "resolution:A/RES/73/27"] == "yes"
    assert choice["state:FRA", "resolution:A/RES/73/27"] == "no"
    assert choice["state:CHN", "resolution:A/RES/73/266"] == "no"


def test_the_dubai_regulations_are_signed_or_not_and_never_voted_on() -> None:
    signed = {row["from"] for row in ties("SIGNED") if row["to"] == REGULATIONS and row["value"] == "signed"}
    unsigned = {source for source, target in pairs("DID_NOT_SIGN") if target == REGULATIONS}
    assert (len(signed), len(unsigned), signed & unsigned) == (86, 55, set())
    assert "state:USA" in unsigned
    assert "state:RUS" in signed
    assert not [row for row in ties("VOTED") if "WCIT" in row["to"] or "ITU" in row["to"]]


# Counts that are known from outside ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "members"),
    [
        ("organization:nato", 32),
        ("organization:eu", 27),
        ("organization:osce", 57),
        ("organization:african-union", 55),
        ("organization:arab-league", 22),
        ("organization:council-of-europe", 46),
        ("organization:oecd", 38),
        ("organization:five-eyes", 5),
        ("forum:commonwealth", 56),
        ("forum:apec", 21),
    ],
)
def test_bodies_have_their_members(body: str, members: int) -> None:
    full = {"founding", "member"}
    now = {row["from"] for row in ties("MEMBER_OF") if row["to"] == body and row["value"] in full and not row["end"]}
    assert len(now) == members


@pytest.mark.parametrize(
    ("agreement", "kind", "supporters"),
    [
        ("agreement:paris-call", "state", 81),
        ("agreement:christchurch-call", "state", 55),
        ("agreement:counter-ransomware-initiative-joint-statement", "", 68),
    ],
)
def test_calls_have_their_supporters(agreement: str, kind: str, supporters: int) -> None:
    found = {source for source, target in pairs("SUPPORTS") if target == agreement and source.startswith(kind)}
    assert len(found) == supporters


def test_who_stands_behind_the_paris_call() -> None:
    supporters = {source for source, target in pairs("SUPPORTS") if target == "agreement:paris-call"}
    assert {"state:FRA", "organization:eu", "company:microsoft", "company:huawei", "company:kaspersky"} <= supporters
    assert not supporters & {"state:CHN", "state:RUS", "state:IND", "state:IRN", "state:PRK", "state:BRA"}


def test_a_treaty_party_is_counted_once() -> None:
    parties = [
        row["from"]
        for row in ties("SIGNED")
        if row["to"] == "agreement:budapest-convention" and row["value"] in ("ratified", "acceded")
    ]
    assert len(parties) == len(set(parties)) == 78


# Form ------------------------------------------------------------------------------------------------------------


def test_ids_are_well_formed_and_name_one_entity() -> None:
    keys = [row["id"] for (sort, _), rows in tables().items() if sort == "kind" for _, row in rows]
    assert len(keys) == len(set(keys))
    odd = [key for key in keys if not (STATE.fullmatch(key) or UN_TEXT.fullmatch(key) or SLUG.fullmatch(key))]
    assert odd == [REGULATIONS]


def test_every_tie_and_every_incident_named_exists() -> None:
    for (sort, relation), rows in tables().items():
        if sort == "relation":
            for place, row in rows:
                named = [row["from"], row["to"]]
                if relation in ("ATTRIBUTED", "SANCTIONED") and row["value"]:
                    named.append(row["value"])
                assert [key for key in named if key not in entities()] == [], place


def test_what_is_verified_has_a_source() -> None:
    unsourced = [
        place
        for place, row in all_rows()
        if row["verified"] == "true" and not (row.get("source") or row.get("source_url"))
    ]
    assert unsourced == []


def test_symmetric_pairs_stand_once() -> None:
    for relation in ("ALLIED_WITH", "COOPERATES_WITH", "PARTNERED_WITH"):
        found = [(frozenset((row["from"], row["to"])), row["value"]) for row in ties(relation)]
        assert len(found) == len(set(found)), relation


def test_each_blamed_actor_of_an_attribution_is_tied_to_the_incident() -> None:
    blamed = {(row["value"], row["to"]) for row in ties("ATTRIBUTED")}
    assert blamed - pairs("ATTRIBUTED_TO") == set()


@pytest.mark.parametrize(
    ("spelling", "state"),
    [
        ("USA", "USA"),
        ("UK", "GBR"),
        ("Great Britain", "GBR"),
        ("PRC", "CHN"),
        ("Russian Federation", "RUS"),
        ("DPRK", "PRK"),
        ("ROK", "KOR"),
        ("UAE", "ARE"),
        ("Turkey", "TUR"),
        ("Turkiye", "TUR"),
        ("Czech Republic", "CZE"),
        ("Vietnam", "VNM"),
        ("Ivory Coast", "CIV"),
        ("DRC", "COD"),
        ("Burma", "MMR"),
        ("The Netherlands", "NLD"),
        ("FR", "FRA"),
    ],
)
def test_states_are_found_by_the_forms_in_use(spelling: str, state: str) -> None:
    row = entities()[f"state:{state}"]
    assert spelling in [row["name"], *row["aliases"].split(";")]


def test_no_spelling_names_two_states() -> None:
    spellings = Counter(
        spelling
        for key, row in entities().items()
        if key.startswith("state:")
        for spelling in {row["name"], *row["aliases"].split(";")}
    )
    assert [spelling for spelling, number in spellings.items() if number > 1] == []


# What the graph exists to show -----------------------------------------------------------------------------------


def test_the_toolbox_has_its_three_elements_and_their_contents() -> None:
    parts = pairs("PART_OF")
    toolbox = {
        "norm:cyber-diplomacy-toolbox": [
            "norm:capacity-building",
            "norm:confidence-building-measures",
            "norm:cyber-norms",
        ],
        "norm:capacity-building": [
            "norm:national-cybersecurity-strategies",
            "norm:incident-response-teams",
            "norm:law-enforcement-bodies",
        ],
        "norm:confidence-building-measures": [
            "norm:information-sharing",
            "norm:predictability-and-transparency",
            "norm:crisis-management",
        ],
        "norm:cyber-norms": ["norm:gge-a-cooperate", "norm:gcsc-1-public-core", "norm:paris-8-no-private-hack-back"],
    }
    assert {(part, whole) for whole, all_parts in toolbox.items() for part in all_parts} - parts == set()
    types = {key: entities()[key]["type"] for key in toolbox["norm:cyber-diplomacy-toolbox"]}
    assert list(types.values()) == ["capacity-building", "cbm", "norm"]


def test_each_norm_is_part_of_the_element_of_its_type() -> None:
    whole = {
        "norm": "norm:cyber-norms",
        "cbm": "norm:confidence-building-measures",
        "capacity-building": "norm:capacity-building",
    }
    for _, row in tables()["kind", "Norm"]:
        if row["type"] in whole and row["id"] != whole[row["type"]]:
            assert (row["id"], whole[row["type"]]) in pairs("PART_OF"), row["id"]


@pytest.mark.parametrize(
    ("relation", "source", "target"),
    [
        ("CODIFIES", "agreement:tallinn-manual-1", "norm:cyber-norms"),
        ("CODIFIES", "agreement:tallinn-manual-2", "norm:cyber-norms"),
        ("CODIFIES", "agreement:tallinn-manual-2", "norm:law-applies"),
        ("SIGNED", "person:barack-obama", "agreement:us-china-cyber-agreement-2015"),
        ("SIGNED", "person:xi-jinping", "agreement:us-china-cyber-agreement-2015"),
        ("CONCERNS", "agreement:us-china-cyber-agreement-2015", "concept:cyber-espionage"),
        ("ENDORSES", "state:USA", "norm:multistakeholder-governance"),
        ("ENDORSES", "state:USA", "concept:free-flow-of-information"),
        ("PROPOSES", "state:CHN", "norm:cyber-sovereignty"),
        ("ENDORSES", "state:CHN", "norm:cyber-sovereignty"),
        ("ENDORSES", "state:RUS", "norm:cyber-sovereignty"),
        ("ENDORSES", "state:RUS", "concept:information-control"),
        ("ENDORSES", "state:CHN", "concept:information-control"),
        ("PART_OF", "concept:digital-borders", "concept:balkanisation-of-the-internet"),
        ("CONCERNS", "concept:balkanisation-of-the-internet", "norm:cyber-sovereignty"),
        ("CONTESTS", "state:RUS", "norm:law-applies"),
        ("CONTESTS", "state:CHN", "norm:law-applies"),
        ("ENDORSES", "agreement:paris-call", "norm:law-applies"),
        ("LEADS", "state:FRA", "agreement:paris-call"),
        ("LEADS", "person:emmanuel-macron", "agreement:paris-call"),
        ("PARTICIPATED_IN", "person:antonio-guterres", "forum:igf-2018"),
        ("HOSTS", "organization:unesco", "agreement:paris-call"),
        ("HOSTS", "forum:igf-2018", "agreement:paris-call"),
        ("ILLUSTRATES", "incident:colonial-pipeline", "concept:landmark-year-2021"),
        ("PART_OF", "team:microsoft-global-security-strategy-and-diplomacy", "company:microsoft"),
        ("PARTNERED_WITH", "company:huawei", "company:microsoft"),
        ("PARTNERED_WITH", "company:huawei", "organization:eastwest-institute"),
        ("PARTNERED_WITH", "company:microsoft", "organization:eastwest-institute"),
        ("DRAFTED", "company:huawei", "agreement:ewi-buyers-guide-2016"),
    ],
)
def test_the_ties_that_the_graph_is_asked_for_are_there_and_verified(relation: str, source: str, target: str) -> None:
    found = [row for row in ties(relation) if (row["from"], row["to"]) == (source, target)]
    assert [row["verified"] for row in found] == ["true"]


def test_the_cyber_powers() -> None:
    powers = {source for source, target in pairs("ILLUSTRATES") if target == "concept:cyber-powers"}
    assert powers == {f"state:{code}" for code in ("USA", "FRA", "ISR", "CHN", "RUS", "GBR")}


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("cyber diplomacy toolbox", "norm:cyber-diplomacy-toolbox"),
        ("cyber diplomacy", "norm:cyber-diplomacy-toolbox"),
        ("capacity building", "norm:capacity-building"),
        ("CSIRT", "norm:incident-response-teams"),
        ("CERT", "norm:incident-response-teams"),
        ("law enforcement", "norm:law-enforcement-bodies"),
        ("national strategies", "norm:national-cybersecurity-strategies"),
        ("confidence-building measures", "norm:confidence-building-measures"),
        ("crisis management", "norm:crisis-management"),
        ("cyber norms", "norm:cyber-norms"),
        ("Tallinn Manual", "agreement:tallinn-manual-1"),
        ("US-China cyber agreement", "agreement:us-china-cyber-agreement-2015"),
        ("reduction cyber-espionage", "agreement:us-china-cyber-agreement-2015"),
        ("multistakeholder", "norm:multistakeholder-governance"),
        ("cyber sovereignty", "norm:cyber-sovereignty"),
        ("free flow of information", "concept:free-flow-of-information"),
        ("information control", "concept:information-control"),
        ("balkanisation of the internet", "concept:balkanisation-of-the-internet"),
        ("balkanization", "concept:balkanisation-of-the-internet"),
        ("splinternet", "concept:balkanisation-of-the-internet"),
        ("digital borders", "concept:digital-borders"),
        ("cyber powers", "concept:cyber-powers"),
        ("applicability of international law", "norm:law-applies"),
        ("Paris Call", "agreement:paris-call"),
        ("Macron", "person:emmanuel-macron"),
        ("Guterres", "person:antonio-guterres"),
        ("Internet of Trust", "forum:igf-2018"),
        ("UNESCO", "organization:unesco"),
        ("2021", "concept:landmark-year-2021"),
        ("Microsoft diplomacy team", "team:microsoft-global-security-strategy-and-diplomacy"),
        ("EastWest Institute", "organization:eastwest-institute"),
        ("procurement", "norm:risk-based-procurement"),
        ("Huawei", "company:huawei"),
    ],
)
def test_a_reader_finds_it_by_the_words_in_use(words: str, key: str) -> None:
    assert key in found_by(words)


# Completeness ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(
    not FACTS.is_dir(), reason="the tables that the datasets were made from are not beside the checkout"
)
def test_every_fact_has_its_place() -> None:
    known = {key.partition(":")[2] for key in entities()}
    keys = {"states": "iso3"}
    for table in (
        "states",
        "organizations",
        "people",
        "agreements",
        "resolutions",
        "norms",
        "incidents",
        "threat_groups",
    ):
        missing = [row[keys.get(table, "id")] for row in rows_of(FACTS / f"{table}.csv")]
        assert [key for key in missing if key not in known] == [], table
    counted = {
        "memberships": len([row for row in ties("MEMBER_OF") if row["value"] != "alleged"]),
        "votes": len(ties("VOTED"))
        + len([row for row in ties("SIGNED") if row["to"] == REGULATIONS])
        + len(ties("DID_NOT_SIGN")),
    }
    assert counted == {table: len(rows_of(FACTS / f"{table}.csv")) for table in counted}
    read = {
        (row["actor"], row["agreement"]) for row in rows_of(FACTS / "signatories.csv") if row["relation"] == "supports"
    }
    plain = {(source.partition(":")[2], target.partition(":")[2]) for source, target in pairs("SUPPORTS")}
    assert plain == read
