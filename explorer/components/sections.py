"""The parts of an answer under their headings, and what is to be borne in mind with it."""

from collections.abc import Iterable, Sequence

from dash import html

from explorer.components.marks import Part
from explorer.graph.words import date_in_words


def section(title: str, parts: Sequence[Part]) -> list[Part]:
    """Parts under a heading; nothing where there are none."""
    return [html.H3(title), *parts] if parts else []


def on_date(date: str) -> str:
    """`in 2018`, `in June 2018`, `on 5 June 2018`."""
    return f"{'on' if len(date) == len('YYYY-MM-DD') else 'in'} {date_in_words(date)}"


def notes(told: Iterable[str]) -> list[Part]:
    """Sentences on what the answer can't tell, as a list; nothing where there are none."""
    lines = [html.Li(note) for note in told]
    return [html.Ul(lines, className="notes quiet")] if lines else []


def sentence_list(told: Iterable[str]) -> list[Part]:
    """Sentences as a list; nothing where there are none."""
    lines = [html.Li(sentence) for sentence in told]
    return [html.Ul(lines, className="sentences")] if lines else []
