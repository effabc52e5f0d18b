"""How far the reading of scenes is, told to a page that waits for it or gives up: each ask has a tag of its own."""

from collections.abc import Callable, Mapping
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, dcc

from explorer.briefings.stage import Stage
from explorer.findings.work import Works

Answer = Callable[[object, Stage], Mapping[str, Any]]


def stores(page: str) -> list[dcc.Store]:
    """What a page asks and is answered through, and what it hears meanwhile."""
    return [dcc.Store(id=f"{page}-{each}") for each in ("ask", "answer", "watch", "far")]


def told(ask: object, stage: Stage, works: Works, answer: Answer) -> Mapping[str, Any]:
    """The answer to an ask; while it is worked out, `watched` says which scene is read, and may end it."""
    tag = _tag(ask)
    work = works.of(tag)

    def progress(words: str) -> None:
        work.what = words
        work.check()

    try:
        return answer(ask, stage.telling(progress))
    finally:
        works.end(tag)


def watched(ask: object, works: Works) -> Mapping[str, Any]:
    """How far the work of an ask is; `what` is empty where nothing is known of it. With `cancel` it is given up."""
    tag = _tag(ask)
    work = works.of(tag)
    if isinstance(ask, Mapping) and ask.get("cancel") is True:
        work.cancel()
    return {"tag": tag, "what": work.what}


def register(app: Dash, page: str, space: str, stage: Stage, answer: Answer) -> None:
    """Join the stores of a page to the answers; `space` is what its script calls itself."""
    works = Works()

    @app.callback(Output(f"{page}-answer", "data"), Input(f"{page}-ask", "data"), prevent_initial_call=True)
    def answered(ask: object) -> Mapping[str, Any]:
        return told(ask, stage, works, answer)

    @app.callback(Output(f"{page}-far", "data"), Input(f"{page}-watch", "data"), prevent_initial_call=True)
    def far(ask: object) -> Mapping[str, Any]:
        return watched(ask, works)

    in_browser: Callable[..., None] = app.clientside_callback
    for store, function in (("answer", "answered"), ("far", "far")):
        told_to = ClientsideFunction(space, function)
        in_browser(told_to, Input(f"{page}-{store}", "data"), prevent_initial_call=True)


def _tag(ask: object) -> str:
    found = ask.get("tag") if isinstance(ask, Mapping) else ""
    return found[:40] if isinstance(found, str) else ""
