"""`schema.toml` -> a frozen `Schema`: what the graph may hold, and what each thing in it means.

The declaration is the only place where a kind, a relation type or a property is named. Constraints, Cypher, checks,
legends and tables are derived from the objects here. A declaration that contradicts itself is refused with the file
and the key at fault.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from graph_loader.errors import Fault, InputError

DECLARATION = Path(__file__).with_name("schema.toml")
ENTITY = "Entity"
RESERVED = frozenset({"id", "from", "to", "kind", "labels", "dataset", "datasets"})
OWN_LABELS = frozenset({ENTITY, "Dataset", "LoadBatch", "LoadLock", "LoadRun"})

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
PropertyName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
KindName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z]*$")]
RelationName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z_]*[A-Z]$")]
Prefix = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
Strength = Annotated[float, Field(ge=0, le=1)]
Sign = Literal[-1, 0, 1]
PropertyType = Literal["text", "list", "integer", "number", "boolean", "date", "url", "choice", "entity", "marking"]


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Property(_Declared):
    """A property of an entity or of a relation.

    `date` keeps the precision it was given (`2018`, `2018-11` or `2018-11-12`). `list` is written with `;` between
    the items. `choice` names its values with their meaning. `entity` holds the id of an entity of one of `kinds`;
    `marking` says who may see something, as marking.py has it.
    """

    type: PropertyType
    title: Text
    meaning: Text
    required: bool = False
    search: bool = False
    choices: dict[Text, Text] = {}
    kinds: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> "Property":
        if (self.type == "choice") != bool(self.choices):
            raise ValueError("`choices` go with type 'choice', and only with it")
        if self.kinds and self.type != "entity":
            raise ValueError("`kinds` go only with type 'entity'")
        if self.search and self.type not in ("text", "list"):
            raise ValueError("only 'text' and 'list' can be searched")
        return self


class Group(_Declared):
    """A further label that several kinds carry."""

    meaning: Text


class Kind(_Declared):
    """A kind of entity: a label, the prefix of its ids, and how it is drawn; `also` are other words for all of it."""

    prefix: Prefix
    title: Text
    plural: Text
    also: tuple[Text, ...] = ()
    meaning: Text
    shape: Text
    colour: Colour
    groups: tuple[str, ...] = ()
    properties: dict[PropertyName, Property] = {}


class Influence(_Declared):
    """How strongly a tie carries influence: `forward` from its source to its target, `backward` against it (0 to 1).

    What such a tie tells was done once where it `fades`: its influence wears off with the years, and it can be over
    without being gone. What does not fade lasts until it ends.
    """

    forward: Strength
    backward: Strength
    fades: bool = False
    why: Text


class PolarityByValue(_Declared):
    """Polarity that depends on the value of a `choice` property of the tie."""

    by: PropertyName
    values: dict[str, Sign]


class Relation(_Declared):
    """A relation type: between what it holds, what it means, and what makes two such ties two.

    `key` lists the properties that, with both ends, tell one tie from another; `acyclic` types may form no circle.
    """

    title: Text
    inverse: Text
    meaning: Text
    sources: Annotated[tuple[str, ...], Field(alias="from", min_length=1)]
    targets: Annotated[tuple[str, ...], Field(alias="to", min_length=1)]
    polarity: Sign | PolarityByValue
    influence: Influence
    symmetric: bool = False
    acyclic: bool = False
    key: tuple[str, ...] = ()
    properties: dict[PropertyName, Property] = {}


class _Shared(_Declared):
    properties: dict[PropertyName, Property]


class Schema(_Declared):
    """The whole declaration. `entity` and `relation` hold the properties that all entities, all relations share."""

    groups: dict[KindName, Group] = {}
    entity: _Shared
    relation: _Shared
    kinds: Annotated[dict[KindName, Kind], Field(min_length=1)]
    relations: dict[RelationName, Relation]

    @cached_property
    def kind_by_prefix(self) -> Mapping[str, str]:
        """Id prefix -> kind: `threat-group` -> `ThreatGroup`."""
        return {kind.prefix: name for name, kind in self.kinds.items()}

    @cached_property
    def digest(self) -> str:
        """Changes when the declaration changes in any way."""
        return hashlib.sha256(self.model_dump_json(by_alias=True).encode()).hexdigest()

    def kind_of(self, entity_id: str) -> str | None:
        """The kind that an id such as `state:FRA` names, or None."""
        return self.kind_by_prefix.get(entity_id.partition(":")[0])

    def kinds_in(self, names: Iterable[str]) -> frozenset[str]:
        """Kinds meant by a list of kinds, groups or `Entity`."""
        wanted = set(names)
        if ENTITY in wanted:
            return frozenset(self.kinds)
        return frozenset(name for name, kind in self.kinds.items() if name in wanted or wanted & set(kind.groups))

    def entity_properties(self, kind: str) -> dict[str, Property]:
        """All properties of a kind, shared ones first."""
        return self.entity.properties | self.kinds[kind].properties

    def relation_properties(self, relation: str) -> dict[str, Property]:
        """All properties of a relation type, shared ones first; its own may sharpen a shared one."""
        return self.relation.properties | self.relations[relation].properties

    def polarity(self, relation: str, properties: Mapping[str, object]) -> int:
        """+1 where the tie joins its ends, -1 where it divides them, 0 where it does neither."""
        declared = self.relations[relation].polarity
        if isinstance(declared, PolarityByValue):
            return declared.values.get(str(properties.get(declared.by)), 0)
        return declared

    @property
    def searched(self) -> tuple[str, ...]:
        """Names of the properties that the full-text index covers, over all kinds."""
        found = {
            name: None for kind in self.kinds for name, prop in self.entity_properties(kind).items() if prop.search
        }
        return tuple(found)


def load_schema(path: Path = DECLARATION) -> Schema:
    """Read and check a declaration.

    Raises:
        InputError: with one fault for each key that is wrong.
    """
    try:
        raw = tomllib.loads(path.read_bytes().decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError([Fault(path.name, str(error), "a TOML file in UTF-8")]) from error
    try:
        schema = Schema.model_validate(raw)
    except ValidationError as error:
        raise InputError(
            [
                Fault(f"{path.name}: {_key(problem['loc'])}", _found(problem["input"]), problem["msg"])
                for problem in error.errors(include_url=False)
            ]
        ) from error
    faults = [Fault(f"{path.name}: {key}", found, expected) for key, found, expected in _contradictions(schema)]
    if faults:
        raise InputError(faults)
    return schema


def _key(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location if part != "[key]")


def _found(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


Contradiction = tuple[str, str, str]
"""Key, what was found, what was expected: what only shows when tables are seen together."""


def _contradictions(schema: Schema) -> Iterable[Contradiction]:
    yield from _label_contradictions(schema)
    prefixes: dict[str, str] = {}
    for name, kind in schema.kinds.items():
        if kind.prefix in prefixes:
            yield f"kinds.{name}.prefix", kind.prefix, f"a prefix that {prefixes[kind.prefix]} does not have"
        elif "".join(part.capitalize() for part in kind.prefix.split("-")) != name:
            yield f"kinds.{name}.prefix", kind.prefix, "the name of the kind in lower case, hyphens between its words"
        prefixes[kind.prefix] = name
        for group in kind.groups:
            if group not in schema.groups:
                yield f"kinds.{name}.groups", group, f"one of {', '.join(schema.groups) or 'no group is declared'}"
        for prop in sorted(set(kind.properties) & set(schema.entity.properties)):
            yield f"kinds.{name}.properties.{prop}", "a shared property declared again", "a name of its own"
    yield from _property_contradictions(schema)
    for name, relation in schema.relations.items():
        yield from _relation_contradictions(schema, name, relation)


def _label_contradictions(schema: Schema) -> Iterable[Contradiction]:
    for name in sorted(set(schema.kinds) & set(schema.groups)):
        yield f"kinds.{name}", "a kind with the name of a group", "a name of its own"
    for table, names in (("kinds", set(schema.kinds)), ("groups", set(schema.groups))):
        for name in sorted(OWN_LABELS & names):
            yield f"{table}.{name}", name, f"a name other than {', '.join(sorted(OWN_LABELS))}"


def _property_contradictions(schema: Schema) -> Iterable[Contradiction]:
    tables = {f"kinds.{name}": kind.properties for name, kind in schema.kinds.items()}
    tables |= {f"relations.{name}": relation.properties for name, relation in schema.relations.items()}
    tables |= {"entity": schema.entity.properties, "relation": schema.relation.properties}
    for table, properties in tables.items():
        for prop, declared in properties.items():
            key = f"{table}.properties.{prop}"
            if prop in RESERVED:
                yield key, prop, f"a name other than {', '.join(sorted(RESERVED))}"
            yield from _unknown_kinds(schema, f"{key}.kinds", declared.kinds)


def _relation_contradictions(schema: Schema, name: str, relation: Relation) -> Iterable[Contradiction]:
    place = f"relations.{name}"
    yield from _unknown_kinds(schema, f"{place}.from", relation.sources)
    yield from _unknown_kinds(schema, f"{place}.to", relation.targets)
    properties = schema.relation_properties(name)
    for prop in relation.key:
        if prop not in properties:
            yield f"{place}.key", prop, f"one of {', '.join(properties)}"
    if isinstance(relation.polarity, PolarityByValue):
        yield from _polarity_contradictions(name, relation.polarity, properties)
    if relation.symmetric and relation.influence.forward != relation.influence.backward:
        yield f"{place}.influence", "two strengths", "the same in both directions of a symmetric tie"
    if relation.symmetric and schema.kinds_in(relation.sources) != schema.kinds_in(relation.targets):
        yield f"{place}.to", ", ".join(relation.targets), "the same kinds at both ends of a symmetric tie"
    if not relation.meaning.endswith((".", "!", "?")):
        yield f"{place}.meaning", relation.meaning[-20:], "a whole sentence, ending in a full stop"


def _unknown_kinds(schema: Schema, key: str, names: Iterable[str]) -> Iterable[Contradiction]:
    known = {ENTITY, *schema.kinds, *schema.groups}
    yield from ((key, name, "a declared kind or group") for name in names if name not in known)


def _polarity_contradictions(
    name: str, polarity: PolarityByValue, properties: Mapping[str, Property]
) -> Iterable[Contradiction]:
    declared = properties.get(polarity.by)
    if declared is None or declared.type != "choice":
        yield f"relations.{name}.polarity.by", polarity.by, "a property of type 'choice'"
    elif set(declared.choices) != set(polarity.values):
        found = ", ".join(polarity.values)
        yield f"relations.{name}.polarity.values", found, f"a sign for each of {', '.join(declared.choices)}"
