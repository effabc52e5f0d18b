"""What hangs on whom: those between, what is lost without someone, cuts, and how far influence reaches."""

from collections.abc import Callable, Mapping, Sequence

from dash import html

from explorer.analysis.cuts import Cut, Loss
from explorer.analysis.reach import Reach, Reached, by_kind
from explorer.answers.layout import share
from explorer.components.finding import explored
from explorer.components.marks import Part, count, name
from explorer.findings.paths import Between
from graph_loader.schema import Schema

Names = Mapping[str, str]
Link = Callable[[str], str]


def between_table(found: Sequence[Between], best: float, looked: int, schema: Schema, link: Link) -> html.Section:
    """Those whom most of the strongest paths pass, and what is left of the best path without each."""
    rows = [
        html.Tr(
            [
                html.Td(explored(each.id, each.name, schema)),
                html.Td(f"{each.paths:,}", className="figure"),
                html.Td(share(each.share), className="figure"),
                html.Td(_left(best, each.after)),
                html.Td(
                    html.A("Without it", href=link(each.id), className="small", title=f"Ask again without {each.name}")
                ),
            ]
        )
        for each in found
    ]
    heads = ["Between them", "Paths", "Share of their strength", "The best path without it", ""]
    return html.Section(
        [
            html.H3("Who stands between"),
            html.P(f"Of the {count(looked, 'strongest path')} looked at, most pass these.", className="quiet"),
            html.Table([html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])), html.Tbody(rows)],
                       className="path-table"),
        ]
    )  # fmt: skip


def _left(before: float, after: float) -> str:
    if not after:
        return "none is left: all influence breaks off"
    if after >= before * (1 - 1e-6):
        return f"{after:.2g}: as strong"
    return f"{after:.2g}, {share(1 - after / before)} less"


def without_card(avoided: Sequence[tuple[str, str]], before: float, after: float) -> html.Section:
    """What becomes of the best path without those avoided, each given by name and the address at which it is let in."""
    whom: list[Part] = []
    for at, (said, back) in enumerate(avoided):
        link = html.A("let it in again", href=back)
        whom += [", " if at else "", html.Strong(name(said)), " (", link, ")"]
    if not before:
        told = "There is no path with them either."
    elif not after:
        told = f"The best path had a strength of {before:.2g}; without them none is left."
    elif after >= before * (1 - 1e-6):
        told = f"The best path is as strong as before: {after:.2g}."
    else:
        lost = share(1 - after / before)
        told = f"The best path has a strength of {after:.2g} in place of {before:.2g}: {lost} is lost."
    return html.Section([html.P(["Without ", *whom, ". ", told])], className="path-without")


def losses_table(found: Sequence[Loss], names: Names, schema: Schema) -> list[Part]:
    """Whom the start reaches less strongly, or no longer."""
    if not found:
        return [html.P("Nobody else is reached less strongly.")]
    rows = [
        [_named(each.id, names, schema), f"{each.before:.2g}",
         f"{each.after:.2g}" if each.after else "not reached"]
        for each in found
    ]  # fmt: skip
    return [_table(["Whom", "Reached with", "Now"], rows)]


def cuts_part(cuts: Sequence[tuple[float, Cut]], names: Names, schema: Schema, ends: tuple[str, str]) -> list[Part]:
    """The smallest cuts between two ends, each for steps of at least some strength (0: all)."""
    start, goal = ends
    parts: list[Part] = [
        html.P(
            f"The fewest who would all have to fall, so that no influence gets from {start} to {goal} at all. Weak "
            "steps keep many ways open, so the cut is shown for the stronger ones too.",
            className="quiet",
        )
    ]
    for least, cut in cuts:
        title = f"Over steps of at least {least:g}" if least else "Over all steps"
        parts.append(html.Section([html.H4(title), *_cut(cut, names, schema, ends)], className="path-cut"))
    return parts


def _cut(cut: Cut, names: Names, schema: Schema, ends: tuple[str, str]) -> list[Part]:
    start, goal = ends
    parts: list[Part] = []
    if not cut.entities and not cut.pairs and not cut.direct:
        return [html.P(f"No influence gets from {start} to {goal} over such steps.")]
    if cut.direct:
        parts.append(html.P(f"{start} influences {goal} directly: that tie would have to fall besides."))
    if cut.entities:
        around = {"start": start, "goal": goal}.get(cut.around)
        said = f" These are just the neighbours of {around}: there is no narrow place further on." if around else ""
        number = count(len(cut.entities), "entity", "entities")
        fallen = [html.Li(_named(each, names, schema)) for each in cut.entities]
        parts += [html.P(f"{number} would have to fall.{said}"), html.Ul(fallen, className="path-list")]
    pairs = [html.Li([name(names.get(first, first)), " → ", name(names.get(then, then))]) for first, then in cut.pairs]
    fold = html.Details([html.Summary(f"Or all ties between {count(len(pairs), 'pair')}"), html.Ul(pairs)])
    return [*parts, *([fold] if pairs else [])]


def reach_part(found: Reach, most_steps: int, whom: str, names: Names, schema: Schema, *, forward: bool) -> list[Part]:
    """Whom someone reaches, or who has influence on someone, by kind, the strongest first."""
    if not found.whole:
        told = f"{whom} reaches nobody" if forward else f"Nobody reaches {whom}"
        return [html.P(f"{told} with these weights in {count(most_steps, 'step')}.")]
    told = f"{whom} reaches {{}}" if forward else f"{{}} have influence on {whom}"
    number = count(found.whole, "entity", "entities")
    shown = f"; the {len(found.reached):,} strongest are listed" if found.whole > len(found.reached) else ""
    parts: list[Part] = [
        html.P(f"{told.format(number)} in at most {count(most_steps, 'step')}{shown}.", className="quiet")
    ]
    for at, (kind, reached) in enumerate(by_kind(found.reached, schema).items()):
        title = schema.kinds[kind].plural if kind in schema.kinds else "Others"
        rows = [
            [_named(each.id, names, schema), f"{each.strength:.2g}", f"{each.steps}", _way(each, names)]
            for each in reached
        ]
        table = _table(["Who", "Strength", "Steps", "Over"], rows)
        parts.append(html.Details([html.Summary(f"{title} ({len(reached):,})"), table], open=at == 0))
    return parts


def _way(each: Reached, names: Names) -> Part:
    between = [names.get(identity, identity) for identity in each.way[1:-1]]
    return name(" → ".join(between)) if between else html.Span("directly", className="quiet")


def _named(identity: str, names: Names, schema: Schema) -> Part:
    return explored(identity, names.get(identity, identity), schema)


def _table(heads: Sequence[str], rows: Sequence[Sequence[Part]]) -> html.Table:
    head = html.Thead(html.Tr([html.Th(each, scope="col") for each in heads]))
    return html.Table(
        [head, html.Tbody([html.Tr([html.Td(cell) for cell in row]) for row in rows])], className="path-table"
    )
