"""A table of a finding as plain HTML, read by everyone and everything; a long one scrolls within itself."""

from collections.abc import Collection, Sequence
from typing import Any

from dash import html

from explorer.components.links import address_of
from explorer.components.marks import Part, aria, name

LONG = 16
"""So many rows are seen at once."""


def plain_table(
    label: str, columns: Sequence[str], rows: Sequence[Sequence[Part]], numbers: Collection[str] = ()
) -> html.Div:
    """Rows under their columns; those of the columns `numbers` stand on the right, the first of each row heads it."""
    right = [column in numbers for column in columns]
    head = html.Thead(
        html.Tr([_cell(html.Th, column, aside, scope="col") for column, aside in zip(columns, right, strict=True)])
    )
    body = [
        html.Tr(
            [
                _cell(html.Th, part, aside, scope="row") if not place else _cell(html.Td, part, aside)
                for place, (part, aside) in enumerate(zip(row, right, strict=True))
            ]
        )
        for row in rows
    ]
    long: dict[str, Any] = {"tabIndex": 0} if len(rows) > LONG else {}
    return html.Div(
        html.Table([head, html.Tbody(body)], **aria(label=label)),
        className="plain-table long" if long else "plain-table", role="region", **aria(label=label), **long,
    )  # fmt: skip


def entity_name(entity_id: str, text: str) -> html.A:
    """The name of an entity, as a link that opens it in Explore."""
    return html.A(name(text), href=f"/{address_of(entity_id)}", className="entity")


def entity_names(ids: Sequence[str], names: dict[str, str], most: int = 0) -> list[Part]:
    """Names with commas between; beyond `most` (0: no bound) they unfold."""
    links = [entity_name(each, names.get(each, each)) for each in ids]
    if most and len(links) > most:
        told = [html.Summary(f"{len(links):,} of them"), *_with_commas(links)]
        return [html.Details(told, className="names")]
    return _with_commas(links)


def _with_commas(links: Sequence[Part]) -> list[Part]:
    return [part for at, link in enumerate(links) for part in ([", ", link] if at else [link])]


def _cell(kind: type, part: Part | list[Part], aside: bool, **given: str) -> Part:
    made: Part = kind(part, className="number" if aside else "", **given)
    return made
