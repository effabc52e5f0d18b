"""Divides: where the divide runs, who stands in the middle, who moved, and what crosses it."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from explorer.analysis.evidence import EVIDENCE
from explorer.analysis.positions import Scope
from explorer.analysis.stands import Stand, stands
from explorer.components.colour_key import ColourKey, camp_key
from explorer.components.divides_head import camp_cards, camp_title, head, notes
from explorer.components.divides_lists import balance_list, crossing_list, cut_list, middle_list, movers_list
from explorer.components.divides_matrix import agreement_matrix
from explorer.components.divides_plots import ladder, scatter
from explorer.components.divides_replay import multiples, replay
from explorer.components.divides_table import CSV_COLUMNS, actors_table, csv_rows
from explorer.components.hull_graph import Circle, Standing, hull_graph
from explorer.components.marks import Part, aria
from explorer.components.world_map import MapState, world_map
from explorer.findings.divides import DividesFound, find_divides, find_replay
from explorer.findings.questions import DividesQuestion
from explorer.findings.work import Work
from explorer.pages.asking import Asking, Field, Finding, Later
from explorer.pages.page import Page
from explorer.pages.question_frame import question_frame, register
from explorer.reads.positions import topics_of
from explorer.services import Services

MOST_BODIES = 16
"""So many bodies can be switched on in the graph."""
_EVIDENCE = {
    "votes": "votes in the General Assembly",
    "commitments": "texts signed, supported or shunned",
    "memberships": "bodies joined or left",
    "norms": "norms proposed, endorsed, contested",
}


def _fields(services: Services) -> Sequence[Field]:
    topics = topics_of(services.database, services.schema)
    return (
        Field("from", "From", "date", help="A year, month or day; empty: from the first item on."),
        Field("to", "To", "date"),
        Field("evidence", "What counts", "choices", choices=tuple((kind, _EVIDENCE[kind]) for kind in EVIDENCE)),
        Field(
            "topic", "Topics", "choices", choices=tuple((topic, topic) for topic in topics), help="None: all of them."
        ),
        Field("actor", "Tell where these stand", "entities", kinds=("State",)),
        Field("before_from", "Compare with, from", "date", group="Movers"),
        Field("before_to", "to", "date", group="Movers", help="Empty: all before the period above."),
        Field("resamples", "How often the items are drawn anew", "number", lowest=0, highest=10_000, advanced=True),
    )


def _find(services: Services, question: DividesQuestion, work: Work) -> Finding:
    found = _found(services, question, work)
    answer = found.answer()
    key = camp_key([camp_title(number, camp) for number, camp in enumerate(found.divides.camps.camps)])
    actors = stands(found.divides)
    camps = [camp.name for camp in found.divides.camps.camps]
    middle = [each.id for each in found.divides.middle.actors[:20]]
    items = [item.id.partition("#")[0] for item in found.divides.positions.items]
    return Finding(
        title=f"Divides {found.divides.positions.scope.period}",
        children=_shown(found, answer.json, actors, key),
        answer=answer,
        table=(CSV_COLUMNS, csv_rows(actors, camps)),
        cypher=_cypher(found.divides.positions.scope),
        entities=[*(each.id for each in found.chosen), *middle, *items],
    )


def _found(services: Services, question: DividesQuestion, work: Work) -> DividesFound:
    """The result itself, kept beside what is drawn of it, since the replay is laid onto it."""

    def find() -> DividesFound:
        work.progress(0, 0, "Reading the positions")
        found = find_divides(
            services.database, services.schema, question,
            lambda done, whole: work.progress(done, whole, "Drawing the items anew"),
        )  # fmt: skip
        work.check()
        return found

    found: DividesFound = services.findings.of(services.database, "divides: result", question, find)
    return found


def _over_time(services: Services, question: DividesQuestion, work: Work) -> Sequence[Part]:
    found = _found(services, question, work)
    actors = stands(found.divides)
    if not any(actor.place for actor in actors):
        return [html.P("Nobody can be placed in this period, so there is nothing to replay.")]
    made = services.findings.of(
        services.database, "divides: replay", question,
        lambda: find_replay(
            services.database, services.schema, question, found.whole,
            lambda done, whole: work.progress(done, whole, "Laying out the years"),
        ),
    )  # fmt: skip
    key = camp_key([camp_title(number, camp) for number, camp in enumerate(found.divides.camps.camps)])
    parts: list[Part] = [replay("divides-replay", actors, made.years, key)] if made.years else []
    told = [frame for frame in made.years if frame.items]
    parts += [html.H3("Year by year"), multiples("divides-years", actors, told, key)] if told else []
    parts += [html.H3("Topic by topic"), multiples("divides-topics", actors, made.topics, key)] if made.topics else []
    return [html.Div(parts, className="over-time")] if parts else [html.P("There is no item in any year.")]


def _shown(found: DividesFound, told: Mapping[str, Any], actors: Sequence[Stand], key: ColourKey) -> list[Part]:
    """All views of a divide; `told` is the answer as JSON."""
    divides, names = found.divides, found.names
    if not actors:
        return [html.Div([*head(divides), notes(divides.notes)], className="divides")]
    before = Scope(*found.before).period if found.before else ""
    chosen: dict[str, Any] = {"data-chosen": " ".join(each.id for each in found.chosen)}
    drawn: list[Part] = []
    if any(actor.place for actor in actors):
        drawn = [
            _part("axes", "On two axes", [scatter("divides-scatter", actors, divides.ideal_points, key, found.ties)]),
            _part("ladder", "On the first axis, with intervals", [ladder("divides-ladder", actors, key)]),
        ]
    parts = [
        _part("", "", [*head(divides), *_standing(told), notes(told["notes"])]),
        html.Div(className="chosen-bar"),
        _part("camps", "Camps", [camp_cards(divides.camps, key)]),
        html.Div(
            [
                _part("matrix", "Who agrees with whom",
                      [agreement_matrix("divides-matrix", actors, divides.agreement, key)]),
                *drawn[:1],
            ],
            className="side-by-side",
        ),
        _part("map", "On the map", [_map(found, key)]),
        _part("graph", "As a graph", [_graph(found, key)]),
        *drawn[1:],
        _part("middle", "The middle", middle_list(divides.middle)),
        _part("movers", "Who moved", movers_list(divides.movers, before)),
        _part("balance", "Structural balance", balance_list(divides.balance)),
        _part("crossing", "What crosses the divide", crossing_list(divides.crossing, divides.middle.poles, names)),
        _part("cut", "The smallest cut between the two sides", cut_list(found.cut, names)),
        _part("table", "All actors", actors_table(actors)),
    ]  # fmt: skip
    return [html.Div([part for part in parts if part is not None], className="divides", **chosen)]


def _standing(told_of: Mapping[str, Any]) -> list[Part]:
    """Where the actors that the question names stand, or why that can't be told."""
    told = [
        html.Li(f"{each['name']} can’t be placed: {each['missing']}.") for each in told_of["actors"] if each["missing"]
    ]
    return [html.Ul(told, className="cannot-place")] if told else []


def _part(identity: str, title: str, parts: Sequence[Part]) -> html.Section:
    heading = [html.H3(title)] if title else []
    named: dict[str, Any] = {"data-part": identity, **aria(label=title)} if title else {}
    return html.Section([*heading, *[part for part in parts if part is not None]], className="divides-part", **named)


def _map(found: DividesFound, key: ColourKey) -> html.Figure:
    camp_of, firm = found.divides.camps.camp_of, _firmness(found)
    states = [
        MapState(each.id, each.code, each.name, each.latitude, each.longitude, camp_of.get(each.id),
                 _said(camp_of.get(each.id), firm.get(each.id), each.id in camp_of))
        for each in found.states
    ]  # fmt: skip
    return world_map("divides-map", states, key, "The camps on the map of the world")


def _said(camp: int | None, firmness: float | None, known: bool) -> str:
    if camp is None:
        return "in no camp" if known else "took too few positions"
    return f"camp {camp + 1}" + ("" if firmness is None else f", stays there in {firmness:.0%} of the draws")


def _graph(found: DividesFound, key: ColourKey) -> html.Figure:
    divides, firm = found.divides, _firmness(found)
    actors = [
        Standing(each, divides.positions.names[each], divides.camps.camp_of.get(each), firm.get(each))
        for each in divides.agreement.actors
    ]
    circles = [Circle(body.id, body.name, body.members) for body in found.bodies[:MOST_BODIES]]
    return hull_graph("divides-graph", actors, divides.agreement.share, key, circles)


def _firmness(found: DividesFound) -> dict[str, float | None]:
    camps = found.divides.camps
    members = [*(each for camp in camps.camps for each in camp.members), *camps.outside]
    return {each.id: each.firmness for each in members}


def _cypher(scope: Scope) -> list[tuple[str, str]]:
    """What is read, as statements that run as they stand."""
    relations = "|".join(name for kind in scope.evidence for name in EVIDENCE[kind])
    day = "coalesce(tie.start, item.adopted, item.date, '')"
    bounds = [f"{day} >= '{scope.begin}'"] if scope.begin else []
    bounds += [f"{day} <= '{scope.to}~'"] if scope.to else []
    if scope.topics:
        told = ", ".join("'" + topic.replace("\\", "\\\\").replace("'", "\\'") + "'" for topic in scope.topics)
        bounds.append(f"item.topic IN [{told}]")
    where = f"\nWHERE {' AND '.join(bounds)}" if bounds else ""
    taken = (
        f"MATCH (actor:State)-[tie:{relations}]->(item:Entity){where}\n"
        f"RETURN actor.name AS actor, type(tie) AS tie, tie.value AS value, tie.start AS date, item.name AS item,\n"
        f"  tie.source_url AS source\nORDER BY item, actor"
    )
    seats = (
        "MATCH (actor:State)-[tie:MEMBER_OF|PARTICIPATED_IN|SIGNED|SUPPORTS]->(venue:Entity)\n"
        "WHERE NOT venue:Resolution\n"
        "RETURN venue.name AS venue, actor.name AS actor, type(tie) AS tie, tie.value AS value, tie.start AS since,\n"
        "  tie.end AS until\nORDER BY venue, actor"
    )
    return [("Who took which position", taken), ("Who sits where: what crosses the divide", seats)]


ASKING = Asking(
    name="divides",
    title="Divides",
    intro="Where does the divide run, who stands in the middle, and who moved?",
    examples=(
        ("How did the General Assembly divide on cyberspace from 2018 to 2020, and where does India stand?",
         {"from": "2018", "to": "2020", "actor": ["state:IND"]}),
        ("Who stands where since 2021, and who moved from where it stood in 2018 to 2020?",
         {"from": "2021", "to": "2025", "before_from": "2018", "before_to": "2020"}),
        ("How do the votes on ICT security alone, without those on cybercrime, divide the states?",
            {"from": "2018", "topic": ["ICT security"]},
       ),
        ("Where does the divide run over all years?", {"from": "2005", "to": "2025"}),
    ),
    fields=_fields,
    question=DividesQuestion,
    find=_find,
    later=(Later("replay", "Over the years, and topic by topic", _over_time),),
)  # fmt: skip

PAGE = Page(
    "/divides", "Divides", 2, lambda: question_frame(ASKING), lambda app, services: register(app, services, ASKING)
)
