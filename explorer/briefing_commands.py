"""The commands `cyberatlas briefing`: list, check, export and refresh briefings. Heavy imports wait for them."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph_loader.console import errors_shown, load_progress, say, show, show_json, show_table

if TYPE_CHECKING:
    from explorer.briefings.briefing import Briefing
    from explorer.briefings.desk import Desk
    from explorer.briefings.refreshing import Refreshed, Telling
    from explorer.briefings.shown import Shown
    from explorer.briefings.store import BriefingStore
    from graph_loader.errors import Fault
    from graph_loader.settings import Settings

Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of a briefing.")]
READING = "reading the scenes"
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
briefing_commands = typer.Typer(
    help="List, check, export and refresh briefings.", no_args_is_help=True, rich_markup_mode=None
)


@briefing_commands.command("list")
def list_(as_json: AsJson = False) -> None:
    """List the briefings: your own and those shipped."""
    with errors_shown():
        listed = _store(_settings()).list()
        if as_json:
            show_json([asdict(one) | {"faults": [str(fault) for fault in one.faults]} for one in listed])
        else:
            show_table(
                ["name", "title", "audience", "scenes", "marking", "read", "own"],
                [
                    [
                        one.name,
                        one.title,
                        one.audience,
                        one.scenes,
                        one.marking,
                        one.read[:10],
                        "yes" if one.own else "",
                    ]
                    for one in listed
                    if not one.faults
                ],
            )
        for one in listed:
            if one.faults:
                say(f"{one.name} cannot be read:")
            for fault in one.faults:
                say(f"  {fault}")


@briefing_commands.command("check")
def check_briefings(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="Name of a briefing, or a file that ends in .md. None: all.")
    ] = "",
) -> None:
    """Check that briefings can be shown: all they name is there, and nothing is marked above their level."""
    with errors_shown():
        from graph_loader.errors import InputError

        settings = _settings()
        faults: list[Fault] = []
        found = _named(_store(settings), name, faults)
        if found:
            with _desk(settings) as (desk, told):
                for place, folder, briefing in found:
                    faults += _faults(briefing, place, folder, desk, told)
        if faults:
            raise InputError(faults)
        show(f"{'1 briefing' if len(found) == 1 else f'{len(found):,} briefings'} checked, no fault.")


@briefing_commands.command("export")
def export_briefing(
    name: Name,
    to: Annotated[Path, typer.Option(metavar="FILE", help="A file that ends in .pptx, .html, .pdf, .svg or .png.")],
    template: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A .pptx file whose master and theme are taken.")
    ] = None,
    scene: Annotated[
        int | None, typer.Option(min=0, help="Of pictures this scene alone; 0 is the first slide.")
    ] = None,
    step: Annotated[
        int | None, typer.Option(min=0, help="Of the scene this step alone; 0 is before the steps.")
    ] = None,
    dpi: Annotated[float, typer.Option(help="Dots an inch of a .png; a slide is 13.333 inches wide.")] = 144.0,
    yes: Annotated[bool, typer.Option("--yes", help="Also over a file that is there.")] = False,
) -> None:
    """Hand a briefing over as slides, a page, a document or pictures.

    Pictures are one file a slide, numbered. The same data give the same bytes.
    """
    with errors_shown():
        from explorer.briefings.marking import check_markings
        from explorer.briefings.refreshing import shown_now
        from explorer.briefings.slides import deck, too_big
        from explorer.export.deck_files import checked_ending, deck_files
        from explorer.user_files import refuse_unwritable, write_all
        from graph_loader.errors import InputError

        settings = _settings()
        store = _store(settings)
        checked_ending(to.name)
        refuse_unwritable(to.parent, [to.name], replace=yes)
        briefing = store.get(name)
        place, templates = store.place(name), store.own
        with _desk(settings) as (desk, told):
            if faults := _named_faults(briefing, place, templates, desk):
                raise InputError(faults)
            shown = shown_now(store, briefing, lambda each: _shown(each, desk), told)
            remarks = _named_faults(briefing, place, templates, desk, shown)
        check_markings(briefing, shown)
        for fault in remarks:
            say(str(fault))
        for number, each in shown.items():
            for sentence in too_big(each):
                say(f"scene {number}: {sentence}")
        used = template or _template(briefing, templates)
        files = deck_files(deck(briefing, shown), to.name, template=used, scene=scene, step=step, dpi=dpi)
        refuse_unwritable(to.parent, files, replace=yes)
        write_all(to.parent, files)
        say(f"{briefing.title}: {'1 file' if len(files) == 1 else f'{len(files):,} files'} written to {to.parent}")
        for written in files:
            show(str(to.parent / written))


@briefing_commands.command("refresh")
def refresh_briefing(name: Name, as_json: AsJson = False) -> None:
    """Read the scenes of a briefing anew, and say what changed since they were read last."""
    with errors_shown():
        from explorer.briefings.refreshing import refresh

        settings = _settings()
        store = _store(settings)
        briefing = store.get(name)
        with _desk(settings) as (desk, told):
            found = refresh(store, briefing, lambda scene: _shown(scene, desk), told)
        if as_json:
            show_json([_plain(one) for one in found])
        else:
            for one in found:
                _tell(one)
        if any(one.error for one in found):
            raise typer.Exit(1)


def _plain(one: "Refreshed") -> dict[str, Any]:
    kept = ("number", "heading", "frozen", "first", "error")
    return {key: getattr(one, key) for key in kept} | {"changes": list(one.changes)}


def _tell(one: "Refreshed") -> None:
    what = "is frozen" if one.frozen else "read for the first time" if one.first else "" if one.changes else "unchanged"
    show(f"{one.number}. {one.heading}{f': {what}' if what and not one.error else ''}")
    for sentence in one.changes:
        show(f"   {sentence}")
    if one.error:
        say(f"scene {one.number}: {one.error}")


def _settings() -> "Settings":
    from graph_loader.settings import load_settings

    return load_settings()


def _store(settings: "Settings") -> "BriefingStore":
    from explorer.briefings.store import FOLDER, SHIPPED, BriefingStore

    return BriefingStore(SHIPPED, settings.home / FOLDER)


@contextmanager
def _desk(settings: "Settings") -> "Iterator[tuple[Desk, Telling]]":
    """What scenes are read with, the database open, and what shows on a terminal how far the reading is."""
    from explorer import views
    from explorer.briefings.desk import Desk
    from explorer.queries.library import FOLDER, Library
    from graph_loader.access import open_graph, open_guard
    from graph_loader.content import shipped
    from graph_loader.schema import load_schema

    schema = load_schema()
    with (
        load_progress() as bar,
        open_graph(settings, lambda done, total, label: bar(label, done, total)) as database,
        closing(open_guard(settings, database)) as guard,
    ):
        queries = Library(shipped("cypher"), settings.home / FOLDER, schema)
        desk = Desk(database, schema, guard, queries, views.ViewStore(settings.home / views.FOLDER))
        yield desk, lambda number, whole: bar(READING, number, whole)


def _shown(scene: Any, desk: "Desk") -> "Shown":
    from explorer.briefings.showing import show as show_scene

    return show_scene(scene, desk)


def _template(briefing: "Briefing", templates: Path) -> Path | None:
    from explorer.briefings.checking import template_path

    return template_path(briefing, templates)


def _named(store: "BriefingStore", name: str, faults: "list[Fault]") -> "list[tuple[str, Path, Briefing]]":
    """What faults call each, the folder of its template, and the briefing; all that can be read without a name."""
    from explorer.briefings.text import LONGEST_FILE, read_briefing
    from explorer.user_files import is_slug, read_whole
    from graph_loader.errors import Fault, InputError

    path = Path(name)
    if name.endswith(".md"):
        stem = path.stem if is_slug(path.stem, 80) else "briefing"
        raw = read_whole(path, 4 * LONGEST_FILE, name)
        try:
            return [(name, path.parent, read_briefing(raw.decode("utf-8"), stem, name))]
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            raise InputError([Fault(f"{name}:{line}", f"bytes that are no text ({error.reason})", "UTF-8")]) from error
    if name:
        return [(store.place(name), store.own, store.get(name))]
    listed = store.list()
    faults += (fault for one in listed for fault in one.faults)
    return [(store.place(one.name), store.own, store.get(one.name)) for one in listed if not one.faults]


def _named_faults(
    briefing: "Briefing", place: str, templates: Path, desk: "Desk", shown: "dict[int, Shown] | None" = None
) -> "list[Fault]":
    from explorer.briefings.checking import check

    return check(
        briefing, desk.database, desk.schema, desk.queries, desk.views, place=place, templates=templates, shown=shown
    )


def _faults(briefing: "Briefing", place: str, templates: Path, desk: "Desk", told: "Telling") -> "list[Fault]":
    """What is wrong with the names; where nothing is, what is wrong with what the scenes show."""
    from explorer.briefings.marking import refuse
    from explorer.briefings.slides import too_big
    from graph_loader.errors import CyberatlasError, Fault

    if faults := _named_faults(briefing, place, templates, desk):
        return faults
    shown: dict[int, Shown] = {}
    for number, scene in enumerate(briefing.scenes, 1):
        at, here = f"{place}:{scene.line or 1}", f"scene {number} ({scene.heading[:60]!r})"
        told(number, len(briefing.scenes))
        try:
            shown[number] = _shown(scene, desk)
        except CyberatlasError as error:
            faults.append(Fault(at, f"{here}, which cannot be shown", "one that can", str(error)))
            continue
        faults += (Fault(at, f"{here}: {sentence}", "what a slide holds") for sentence in too_big(shown[number]))
    faults += _named_faults(briefing, place, templates, desk, shown)
    step = "Mark the briefing higher, or take the tie out."
    for one in refuse(briefing, shown):
        at = f"{place}:{briefing.scenes[one.scene - 1].line or 1}"
        faults.append(Fault(at, str(one), f"nothing above {briefing.marking or 'TLP:CLEAR'}", step))
    return faults
