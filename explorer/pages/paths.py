"""Paths: through whom A can reach B, how far to trust it, and who holds the way open."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dash import html

from explorer.components.marks import Part, count
from explorer.components.path_cards import path_cards
from explorer.components.path_parts import between_table, cuts_part, losses_table, reach_part, without_card
from explorer.components.path_picture import path_picture
from explorer.findings.addresses import address_of
from explorer.findings.questions import PathsQuestion
from explorer.findings.work import Work
from explorer.graph.cypher_of import literal
from explorer.pages.asking import Asking, Field, Finding, Later
from explorer.pages.page import Page
from explorer.pages.question_frame import question_frame, register
from explorer.services import Services
from graph_loader.schema import Relation, Schema

if TYPE_CHECKING:
    from explorer.findings.paths import PathsFound

COLUMNS = (
    "path", "strength", "stability", "step", "from", "from_name", "type", "to", "to_name", "influence", "confidence",
    "recency", "start", "verified", "source_url",
)  # fmt: skip
ENTITY = ("Entity",)
WEIGHTS = "How much a tie counts"


def fields(services: Services) -> list[Field]:
    """The form; the types of ties and their weights are those declared."""
    schema = services.schema
    directions = (
        ("forward", "Along the influence"), ("backward", "Back to its origin"), ("either", "Either way"),
    )  # fmt: skip
    types = [(relation, declared.title) for relation, declared in schema.relations.items()]
    return [
        Field("from", "From whom", "entity"),
        Field("to", "To whom", "entity"),
        Field("avoid", "Without", "entities", help="Nobody named here is passed."),
        Field("via", "Over", "entities", help="Each path passes these, in this order.", advanced=True),
        Field("as_of", "As of", "date", help="All is judged at this date; none: today.", advanced=True),
        Field("k", "How many paths", "number", lowest=1, highest=20, advanced=True),
        Field("steps", "Most steps of a path", "number", help="0: no limit.", lowest=0, highest=30, advanced=True),
        Field("direction", "Direction", "choice", choices=directions, advanced=True),
        Field("verified", "Only verified ties", "switch", advanced=True),
        Field("all_ties", "Also ties that divide, and mere detours", "switch", advanced=True),
        Field("types", "Types of ties; none: all", "choices", choices=types, group="Which ties count"),
        Field("weights.half_life", "Half-life of what was done once, in years", "slider", lowest=0, highest=50, step=1,
              group=WEIGHTS, help="0: nothing fades."),
        Field("weights.unverified", "An unverified tie counts", "slider", group=WEIGHTS),
        *weight_fields(schema),
    ]  # fmt: skip


def weight_fields(schema: Schema) -> list[Field]:
    """Sliders for the influence along and against each type of tie; one for both where the type is symmetric."""

    def handles(declared: Relation) -> list[tuple[str, str]]:
        along = ("along", f"… {declared.title} …")
        return [along] if declared.symmetric else [along, ("against", f"… {declared.inverse} …")]

    return [
        Field(
            f"weights.influence.{relation}", "", "slider", group=WEIGHTS, choices=handles(declared),
            default=(f"{declared.influence.forward:g}", f"{declared.influence.backward:g}"),
        )
        for relation, declared in schema.relations.items()
    ]  # fmt: skip


def find(services: Services, question: PathsQuestion, work: Work) -> Finding:
    """The strongest paths, as a page shows them."""
    from explorer.findings.paths import find_paths

    found = find_paths(services.database, services.schema, question, services.projections, work.progress)
    start, goal = found.ends
    answer = found.answer()
    number = count(len(found.found.paths), "path") if found.found.paths else "no path"
    return Finding(
        f"From {start.name} to {goal.name}: {number}",
        shown(found, answer.json["paths"], answer.json["notes"]),
        answer,
        (COLUMNS, rows_of(answer.json["paths"])) if found.found.paths else None,
        cypher_of_paths(found),
        found.ids,
    )


def shown(found: "PathsFound", told: Sequence[dict[str, object]], notes: Sequence[str]) -> list[Part]:
    """The paths as a picture and in words, and who stands between."""
    schema, question = found.schema, found.question
    ends = " to ".join(each.name for each in found.ends)
    parts: list[Part] = []
    if found.avoided:
        back = [
            (each.name, _address(question, avoid=tuple(other for other in question.avoid if other != each.id)))
            for each in found.avoided
        ]
        parts.append(without_card(back, found.before, found.best))

    def without(identity: str) -> str:
        if identity in (*question.via, question.start, question.goal):
            return ""
        return _address(question, avoid=(*question.avoid, identity))

    hint = "Ask again without {}"
    paths, miss = found.found.paths, found.found.miss
    if not paths:
        answer = found.answer().json["miss"]
        parts += [html.P(each, className="path-miss") for each in answer["sentences"]]
        if miss and miss.nearest:
            label = f"What comes closest to a path from {ends}"
            parts.append(path_picture([miss.nearest], found.names, schema, without, hint, label))
        return parts
    parts.append(path_picture(paths, found.names, schema, without, hint, f"The paths from {ends}"))
    key = "The wider a line, the stronger the step; dashed ones are unverified. Choose one between to ask without it."
    parts += [html.P(key, className="quiet path-key"), *[html.P(note, className="quiet") for note in notes]]
    parts.append(html.Section([html.H3("The paths in words"), path_cards(told)]))
    if found.between:
        parts.append(between_table(found.between, found.best, found.looked, schema, without))
    return parts


def _address(question: PathsQuestion, *, avoid: tuple[str, ...]) -> str:
    return address_of("paths", question.model_copy(update={"avoid": avoid}))


def rows_of(told: Sequence[dict[str, object]]) -> list[list[object]]:
    """A row for each step of each path, under `COLUMNS`."""
    rows: list[list[object]] = []
    for rank, path in enumerate(told, 1):
        steps: list[dict[str, object]] = path["steps"]  # type: ignore[assignment]
        for number, step in enumerate(steps, 1):
            of_path = [rank, path["strength"], path["stability"], number]
            rows.append([*of_path, *(step[name] for name in COLUMNS[4:])])
    return rows


def cypher_of_paths(found: "PathsFound") -> list[tuple[str, str]]:
    """What is read: all ties that were weighed, and those behind the steps shown."""
    types = found.question.types
    only = f"\nWHERE type(tie) IN [{', '.join(map(literal, types))}]" if types else ""
    weighed = (
        f"MATCH (source:Entity)-[tie]->(target:Entity){only}\n"
        "RETURN source.id AS source, type(tie) AS type, target.id AS target, tie.start AS start, tie.end AS end,\n"
        "  tie.verified AS verified"
    )
    pairs = dict.fromkeys((step.start, step.end) for path in found.found.paths for step in path.steps)
    if not pairs:
        return [("All ties that were weighed", weighed)]
    listed = ",\n  ".join(f"[{literal(first)}, {literal(then)}]" for first, then in pairs)
    steps = (
        f"UNWIND [\n  {listed}\n] AS pair\n"
        "MATCH (a:Entity {id: pair[0]})-[tie]-(b:Entity {id: pair[1]})\n"
        "RETURN a, tie, b"
    )
    return [("The ties behind the steps of these paths", steps), ("All ties that were weighed", weighed)]


def _cuts(services: Services, question: PathsQuestion, work: Work) -> list[Part]:
    from explorer.findings.path_parts import find_cuts

    found = find_cuts(services.database, services.schema, question, services.projections, work.progress)
    start, goal = (found.names.get(each, each) for each in (question.start, question.goal))
    return cuts_part(found.cuts, found.names, services.schema, (start, goal))


def _losses(services: Services, question: PathsQuestion, work: Work) -> list[Part]:
    from explorer.findings.path_parts import find_losses

    found = find_losses(services.database, services.schema, question, services.projections, work.progress)
    return losses_table(found.losses, found.names, services.schema)


def _reached(services: Services, question: PathsQuestion, work: Work) -> list[Part]:
    from explorer.findings.path_parts import find_reach

    given = (services.database, services.schema, question, services.projections, work.progress)
    found = find_reach(*given, forward=True)
    whom = found.names.get(question.start, question.start)
    return reach_part(found.reach, found.most_steps, whom, found.names, services.schema, forward=True)


def _influencing(services: Services, question: PathsQuestion, work: Work) -> list[Part]:
    from explorer.findings.path_parts import find_reach

    given = (services.database, services.schema, question, services.projections, work.progress)
    found = find_reach(*given, forward=False)
    whom = found.names.get(question.goal, question.goal)
    return reach_part(found.reach, found.most_steps, whom, found.names, services.schema, forward=False)


ASKING = Asking(
    name="paths",
    title="Paths of influence",
    intro="Through whom can one actor reach another? Each path with its strength, sources, and how far to trust it.",
    examples=(
        ("Through whom does Huawei reach the United States?", {"from": "company:huawei", "to": "state:USA"}),
        ("How does Microsoft get a hearing in the UN Open-ended Working Group?",
         {"from": "company:microsoft", "to": "forum:un-oewg"}),
        ("And if the EastWest Institute were not there?",
         {"from": "company:huawei", "to": "state:USA", "avoid": ["organization:eastwest-institute"]}),
    ),
    fields=fields,
    question=PathsQuestion,
    find=find,
    later=(
        Later("cuts", "Chokepoints: who would all have to fall", _cuts),
        Later("losses", "What else breaks without those left out", _losses, when=lambda question: bool(question.avoid)),
        Later("reach", "Whom {from} reaches", _reached),
        Later("influence", "Who has most influence on {to}", _influencing),
    ),
)  # fmt: skip

PAGE = Page("/paths", "Paths", 4, lambda: question_frame(ASKING), lambda app, services: register(app, services, ASKING))
