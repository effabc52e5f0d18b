"""What changed, on the page: how much of what sort, the pictures of before and after, sentences, and a table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dash import html

from explorer.analysis.change import Changes
from explorer.analysis.sentences import told_tie
from explorer.answers.change_sketch import FATES
from explorer.components.marks import Part, aria, count
from explorer.components.plain_table import plain_table
from explorer.components.query_table import answer_table
from explorer.components.sketch import left_out, sketch_svg
from explorer.graph.records import Tie
from explorer.graph.sketch import Sketch
from explorer.graph.words import value_of
from graph_loader.schema import Schema

if TYPE_CHECKING:
    from dash_ag_grid import AgGrid

MOST_TOLD = 40
"""So many sentences of a kind stand on the page; the table has all."""

Names = Mapping[str, str]
Table = tuple[list[str], list[list[object]]]


def sorts_table(found: Changes, schema: Schema) -> html.Div:
    """How many ties of each type were added, ended, and began and ended in between."""
    counts = [Counter(tie.relation for tie in ties) for ties in (found.added, found.ended, found.passing)]
    whole = sum(counts, Counter[str]())
    rows: list[list[Part]] = [
        [_title(relation, schema), *(f"{each[relation]:,}" if each[relation] else "" for each in counts)]
        for relation, _ in whole.most_common()
    ]
    columns = ["Tie", "Added", "Ended", "Began and ended in between"]
    return plain_table("Changes by the sort of tie", columns, rows, columns[1:])


def change_pictures(sketches: Mapping[str, Sketch], schema: Schema, before: str, after: str) -> list[Part]:
    """The pictures with a switch: as things stood before, what changed, and as they stand after, in the same places."""
    titles = {"before": f"As of {before}", "both": "What changed", "after": f"As of {after}"}
    buttons = []
    for name, title in titles.items():
        pressed: dict[str, Any] = {"data-choose": name, **aria(pressed=str(name == "both").lower())}
        buttons.append(html.Button(title, type="button", className="chip", **pressed))
    panels = []
    for name in titles:
        drawn: dict[str, Any] = {"data-svg": sketch_svg(sketches[name], schema)}
        sheet = html.Div(className=f"sheet sketch {'fates' if name == 'both' else ''}".strip(), **drawn)
        named: dict[str, Any] = {"data-panel": name}
        panels.append(
            html.Div([*([_key(sketches[name])] if name == "both" else []), sheet], hidden=name != "both", **named)
        )
    group = html.Div(buttons, className="chips", role="group", **aria(label="The picture shows"))
    return [html.Div([group, *panels], className="choices"), left_out(sketches["both"])]


def _key(sketch: Sketch) -> html.Ul:
    """What the lines mean, with the number of each."""
    numbers = Counter(stroke.sort for stroke in sketch.strokes)
    rows = [
        html.Li([html.Span(className=f"fate-sign {fate}", **aria(hidden="true")), f"{said} {numbers[fate]:,}"])
        for fate, said in FATES.items()
        if numbers[fate]
    ]
    return html.Ul(rows, className="fate-key quiet", **aria(label="Lines"))


def turned_list(found: Changes, schema: Schema, names: Names) -> html.Ul:
    """The pairs that turned, each as a sentence."""
    return html.Ul(
        [
            html.Li(
                f"{'Came together' if each.sign > 0 else 'Fell out'}: {told_tie(each.before, schema, names)}; then "
                f"{told_tie(each.after, schema, names)}."
            )
            for each in found.turned
        ],
        className="sentences",
    )


def told_changes(found: Changes, schema: Schema, names: Names) -> list[Part]:
    """What was added, what ended, and what did both, as sentences that unfold."""
    parts: list[Part] = []
    for title, ties in (("Added", found.added), ("Ended", found.ended), ("Began and ended in between", found.passing)):
        if ties:
            lines: list[Part] = [html.Li(f"{told_tie(tie, schema, names)}.") for tie in ties[:MOST_TOLD]]
            if len(ties) > MOST_TOLD:
                lines.append(html.Li(f"{len(ties) - MOST_TOLD:,} more stand in the table.", className="quiet"))
            summary = html.Summary(f"{title}: {count(len(ties), 'tie')}")
            parts.append(html.Details([summary, html.Ul(lines, className="sentences")], className="group"))
    return parts


def change_rows(found: Changes, schema: Schema, names: Names) -> Table:
    """A row for each tie that was added or ended, and for each of a pair that turned."""
    columns = [
        "change", "from", "from_id", "tie", "to", "to_id", "as", "since", "until", "verified", "dataset", "source",
    ]  # fmt: skip
    turned = [tie for each in found.turned for tie in (each.before, each.after)]
    groups = (("turned", turned), ("added", found.added), ("ended", found.ended), ("began and ended", found.passing))
    rows = [[word, *_cells(tie, schema, names)] for word, ties in groups for tie in ties]
    return columns, rows


def change_table(table: Table, schema: Schema) -> "AgGrid":
    """The grid of `change_rows`."""
    meanings = {
        "change": "What became of the tie between the two dates",
        "as": "In what role, or how one voted",
        "verified": "Whether it was read in the source named",
    }
    return answer_table(*table, meanings, schema)


def _cells(tie: Tie, schema: Schema, names: Names) -> list[object]:
    told = tie.properties
    return [
        names.get(tie.source, tie.source), tie.source, _title(tie.relation, schema),
        names.get(tie.target, tie.target), tie.target, value_of(tie, schema, names),
        str(told.get("start") or ""), str(told.get("end") or ""), "yes" if tie.verified else "no",
        tie.dataset, str(told.get("source_url") or told.get("source") or ""),
    ]  # fmt: skip


def _title(relation: str, schema: Schema) -> str:
    return schema.relations[relation].title if relation in schema.relations else relation


def choices_of_types(schema: Schema) -> Sequence[tuple[str, str]]:
    """All declared types of ties, by their titles."""
    return sorted(((name, relation.title) for name, relation in schema.relations.items()), key=lambda each: each[1])
