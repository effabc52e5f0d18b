"""The list of briefings: what each is about, and what can be done with it."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from dash import html

from explorer.briefings.kept import ListedBriefing
from explorer.components.marks import Part, count
from explorer.graph.words import date_in_words

PATH = "/briefings"
SHOW, EDIT, ADD = f"{PATH}/show", f"{PATH}/edit", f"{PATH}/add"
FORMATS: Mapping[str, str] = {
    "pptx": "PowerPoint",
    "pdf": "PDF",
    "html": "Web page, one file",
    "svg": "Vector pictures",
    "png": "Pictures",
}


def briefing_list(listed: Sequence[ListedBriefing]) -> list[Part]:
    """The reader's own briefings, those that are shipped, and the files that cannot be read."""
    own = [one for one in listed if one.own and not one.faults]
    shipped = [one for one in listed if not one.own and not one.faults]
    faulty = [one for one in listed if one.faults]
    begin = html.P(
        "You have none yet. Begin one above, or look at those below and make a copy that is yours to change. Every "
        "picture, answer and question of the other pages can be put into a briefing with “Add to briefing”.",
        className="lead",
    )
    parts: list[Part] = [html.H2("Yours"), _cards(own) if own else begin]
    if shipped:
        parts += [html.H2("To begin with"), _cards(shipped)]
    if faulty:
        parts += [html.H2("Cannot be read"), html.Ul([_faulty(one) for one in faulty], className="briefing-faulty")]
    return parts


def _cards(listed: Sequence[ListedBriefing]) -> html.Ul:
    return html.Ul([html.Li(_card(one)) for one in listed], className="briefing-cards")


def _card(one: ListedBriefing) -> list[Part]:
    told = [count(one.scenes, "scene"), f"for {one.audience}" if one.audience else "", _day(one.date), one.marking]
    change = html.A("Change", href=f"{EDIT}?name={quote(one.name)}", className="act")
    delete = _button("Delete", "delete", one.name, "Remove it; it can be brought back at once")
    copy = _button("Duplicate" if one.own else "Copy to change", "duplicate", one.name, "Make a copy of your own")
    return [
        html.H3(html.A(one.title, href=f"{EDIT}?name={quote(one.name)}" if one.own else _show(one.name))),
        *([html.P(one.subtitle, className="briefing-subtitle")] if one.subtitle else []),
        html.P(" · ".join(filter(None, told)), className="quiet"),
        html.P(f"Read last on {date_in_words(one.read[:10])}." if one.read else "Not read yet.", className="quiet"),
        html.Div(
            [
                html.A("Present", href=_show(one.name), className="act act-first"),
                *([change] if one.own else []),
                copy,
                html.Details(
                    [
                        html.Summary("Hand over", className="act"),
                        html.Div([_button(said, "export", one.name, "", format=key) for key, said in FORMATS.items()]),
                    ],
                    className="briefing-formats",
                ),
                *([delete] if one.own else []),
            ],
            className="acts",
        ),
    ]


def _show(name: str) -> str:
    return f"{SHOW}?name={quote(name)}"


def _faulty(one: ListedBriefing) -> html.Li:
    return html.Li([html.H3(f"{one.name}.md"), html.Ul([html.Li(str(fault)) for fault in one.faults])])


def _day(date: str) -> str:
    return date_in_words(date) if date else ""


def _button(text: str, act: str, name: str, title: str, **more: str) -> html.Button:
    told: dict[str, Any] = {"data-briefing-act": act, "data-name": name}
    told |= {f"data-{key}": value for key, value in more.items()}
    return html.Button(text, type="button", className="act", title=title or None, **told)
