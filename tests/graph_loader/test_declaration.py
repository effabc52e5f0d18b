"""Every way in which a declaration can be wrong is refused, with the file and the key."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from graph_loader import statements
from graph_loader.errors import InputError
from graph_loader.schema import DECLARATION, Schema, load_schema

GOOD = """
[groups.Actor]
meaning = "Acts."
[entity.properties]
name = { type = "text", required = true, search = true, title = "Name", meaning = "Its name." }
[relation.properties]
start = { type = "date", title = "From", meaning = "When it began." }
[kinds.State]
prefix = "state"
title = "State"
plural = "States"
meaning = "A state."
shape = "ellipse"
colour = "#000000"
groups = ["Actor"]
[kinds.ThreatGroup]
prefix = "threat-group"
title = "Threat group"
plural = "Threat groups"
meaning = "A group."
shape = "vee"
colour = "#00ff00"
[kinds.State.properties]
iso3 = { type = "text", title = "Code", meaning = "Its code." }
[relations.NEAR]
title = "is near"
inverse = "is near"
meaning = "It is near."
from = ["Actor"]
to = ["Entity"]
polarity = { by = "value", values = { "yes" = 1, "no" = -1 } }
influence = { forward = 0.5, backward = 0.5, why = "They talk." }
key = ["value", "start"]
[relations.NEAR.properties]
value = { type = "choice", title = "V", meaning = "How.", choices = { "yes" = "It is.", "no" = "It is not." } }
"""

STATE = '[kinds.State]\nprefix = "state"'
BY_VALUE = 'polarity = { by = "value", values = { "yes" = 1, "no" = -1 } }'

# What is replaced in the good declaration, by what, and the key and the words of the fault.
CONTRADICTIONS = [
    (STATE, STATE + "\nwings = 2", "kinds.State.wings", "Extra inputs are not permitted"),
    ('plural = "States"\n', "", "kinds.State.plural", "Field required"),
    ('title = "State"\n', 'title = " "\n', "kinds.State.title", "at least 1 character"),
    ('colour = "#000000"', 'colour = "black"', "kinds.State.colour", "should match pattern"),
    ('prefix = "state"', 'prefix = "State"', "kinds.State.prefix", "should match pattern"),
    ('prefix = "state"', 'prefix = "country"', "kinds.State.prefix", "the name of the kind in lower case"),
    ('prefix = "threat-group"', 'prefix = "state"', "kinds.ThreatGroup.prefix", "a prefix that State does not have"),
    ("[kinds.ThreatGroup]", '[kinds."Threat Group"]', "kinds.Threat Group", "should match pattern"),
    ("[kinds.ThreatGroup]", "[kinds.Actor]", "kinds.Actor", "a name of its own"),
    ("[kinds.ThreatGroup]", "[kinds.Entity]", "kinds.Entity", "a name other than Dataset, Entity, LoadBatch, LoadLock"),
    ("[kinds.ThreatGroup]", "[kinds.Dataset]", "kinds.Dataset", "a name other than Dataset, Entity"),
    ("[groups.Actor]", "[groups.Entity]", "groups.Entity", "a name other than Dataset, Entity"),
    ("[groups.Actor]", "[groups.actor]", "groups.actor", "should match pattern"),
    ('groups = ["Actor"]', 'groups = ["Actors"]', "kinds.State.groups", "one of Actor"),
    ("iso3 = {", "name = {", "kinds.State.properties.name", "a name of its own"),
    ("iso3 = {", "id = {", "kinds.State.properties.id", "a name other than dataset, datasets, from, id,"),
    ("iso3 = {", "_hash = {", "kinds.State.properties._hash", "should match pattern"),
    ("iso3 = {", '"a b" = {', "kinds.State.properties.a b", "should match pattern"),
    ('iso3 = { type = "text"', 'iso3 = { type = "string"', "kinds.State.properties.iso3.type", "should be 'text', 'l"),
    ('iso3 = { type = "text"', 'iso3 = { type = "choice"', "kinds.State.properties.iso3", "`choices` go with type"),
    ("start = { ", 'start = { choices = { "a" = "b" }, ', "relation.properties.start", "`choices` go with type"),
    ("start = { ", "start = { search = true, ", "relation.properties.start", "only 'text' and 'list' can be searched"),
    ("start = { ", 'start = { kinds = ["State"], ', "relation.properties.start", "`kinds` go only with type 'entity'"),
    (
        'iso3 = { type = "text"',
        'iso3 = { type = "entity", kinds = ["Stat"]',
        "kinds.State.properties.iso3.kinds",
        "a declared kind or group",
    ),
    ("[relations.NEAR]", "[relations.near]", "relations.near", "should match pattern"),
    ('from = ["Actor"]', 'from = ["Actors"]', "relations.NEAR.from", "a declared kind or group"),
    ('from = ["Actor"]', "from = []", "relations.NEAR.from", "at least 1 item"),
    ('to = ["Entity"]', 'to = ["Planet"]', "relations.NEAR.to", "a declared kind or group"),
    ('to = ["Entity"]', 'to = ["Entity"]\nsymmetric = true', "relations.NEAR.to", "the same kinds at both ends"),
    ('meaning = "It is near."', 'meaning = "It is near"', "relations.NEAR.meaning", "ending in a full stop"),
    ('key = ["value", "start"]', 'key = ["when"]', "relations.NEAR.key", "one of start, value"),
    ("forward = 0.5", "forward = 1.5", "relations.NEAR.influence.forward", "less than or equal to 1"),
    ('why = "They talk."', 'why = ""', "relations.NEAR.influence.why", "at least 1 character"),
    (BY_VALUE, "polarity = 2", "relations.NEAR.polarity.", "Input should be -1, 0 or 1"),
    (BY_VALUE, BY_VALUE.replace('"value"', '"start"'), "relations.NEAR.polarity.by", "a property of type 'choice'"),
    (BY_VALUE, BY_VALUE.replace(', "no" = -1', ""), "relations.NEAR.polarity.values", "a sign for each of yes, no"),
    ("backward = 0.5", "backward = 0.1", "relations.NEAR.influence", "the same in both directions of a symmetric tie"),
]


def written(root: Path, text: str) -> Path:
    path = root / "schema.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults_of(path: Path) -> list[str]:
    with pytest.raises(InputError) as refused:
        load_schema(path)
    return [str(fault) for fault in refused.value.faults]


def test_good_declaration_is_accepted(tmp_path: Path) -> None:
    schema = load_schema(written(tmp_path, GOOD))
    assert schema.kind_of("threat-group:apt28") == "ThreatGroup"
    assert schema.kinds_in(["Actor"]) == {"State"}
    assert schema.kinds_in(["Entity"]) == {"State", "ThreatGroup"}
    assert schema.polarity("NEAR", {"value": "no"}) == -1
    assert schema.polarity("NEAR", {}) == 0


@pytest.mark.parametrize(("old", "new", "key", "words"), CONTRADICTIONS)
def test_contradiction_is_refused_with_its_key(old: str, new: str, key: str, words: str, tmp_path: Path) -> None:
    assert GOOD.count(old) >= 1
    text = GOOD.replace(old, new, 1)
    if "both directions" in words:
        text = text.replace('to = ["Entity"]', 'to = ["Actor"]\nsymmetric = true')
    faults = faults_of(written(tmp_path, text))
    matching = [fault for fault in faults if fault.startswith(f"schema.toml: {key}") and words in fault]
    assert matching, faults
    assert "; expected " in matching[0]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace('from = ["Actor"]', 'from = ["X"]').replace('to = ["Entity"]', 'to = ["Y"]')
    assert len(faults_of(written(tmp_path, text))) == 2


@pytest.mark.parametrize("text", [b"[kinds", b"\xff\xfe", b"a = 1\na = 2\n"], ids=["syntax", "bytes", "key twice"])
def test_file_that_is_no_toml(text: bytes, tmp_path: Path) -> None:
    path = tmp_path / "schema.toml"
    path.write_bytes(text)
    (fault,) = faults_of(path)
    assert fault.startswith("schema.toml: found ")
    assert fault.endswith("; expected a TOML file in UTF-8.")


def test_digest_changes_with_every_word(tmp_path: Path) -> None:
    one = load_schema(written(tmp_path, GOOD))
    again = load_schema(written(tmp_path, GOOD))
    other = load_schema(written(tmp_path, GOOD.replace("They talk.", "They shout.")))
    assert one.digest == again.digest != other.digest


# The shipped declaration ----------------------------------------------------------------------------------------

SHIPPED = load_schema()
RAW: dict[str, Any] = tomllib.loads(DECLARATION.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", SHIPPED.kinds)
def test_every_kind_has_a_constraint_and_its_labels(kind: str) -> None:
    assert f"FOR (n:`{kind}`) REQUIRE n.`id` IS UNIQUE" in "\n".join(statements.constraints(SHIPPED))
    text = statements.merge_entities(SHIPPED, kind, list(SHIPPED.entity_properties(kind)))
    assert f"MERGE (n:Entity {{id: row[0]}})" in text  # noqa: F541
    for label in (kind, *RAW["kinds"][kind].get("groups", [])):
        assert f":`{label}`" in text
    for name in SHIPPED.entity_properties(kind):
        assert f"`{name}`: " in text


@pytest.mark.parametrize("relation", SHIPPED.relations)
def test_every_relation_is_matched_by_its_own_id(relation: str) -> None:
    text = statements.merge_relations(SHIPPED, relation, list(SHIPPED.relation_properties(relation)))
    assert f"MERGE (a)-[r:`{relation}` {{id: row[4]}}]->(b)" in text
    assert statements.LOCKED in text


@pytest.mark.parametrize("schema", [SHIPPED], ids=["shipped"])
def test_every_choice_has_a_polarity_where_one_is_declared_by_value(schema: Schema) -> None:
    for name, relation in schema.relations.items():
        if not isinstance(relation.polarity, int):
            choices = schema.relation_properties(name)[relation.polarity.by].choices
            assert {schema.polarity(name, {relation.polarity.by: value}) for value in choices} <= {-1, 0, 1}


def test_quoting() -> None:
    assert statements.quoted("A`] DETACH DELETE n //") == "`A``] DETACH DELETE n //`"
