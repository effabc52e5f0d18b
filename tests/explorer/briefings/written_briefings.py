"""Briefings as hypothesis makes them, with text that means harm in every field."""

from typing import Any

from hypothesis import strategies as st

from explorer.briefings.briefing import Briefing

HOSTILE = [
    "# not a heading",
    "---",
    "```scene",
    "```notes",
    "````",
    "- x",
    "key: value",
    "'",
    '"',
    "{}",
    "[a",
    "&a",
    "*a",
    "!!x",
    "no",
    "true",
    "null",
    "~",
    "2018",
    "1e3",
    "<script>alert(1)</script>",
    "=cmd|'/c calc'!A0",
    "@SUM(1)",
    "\x00",
    "\x1b[31m",
    "\u202eabc",
    "\u2028",
    "\ud800",
    "\ufeff",
    "\ufffe",
    "  lead",
    "trail  ",
    "a\tb",
    "a\r\nb",
    "{{x}}",
    "\\",
    "%s",
    "#",
    "##",
    "# ",
    "\t# x",
    "中文",
    "العربية",
    "עברית",
    "Кириллица",
    "🛰",
    ": ",
    " #",
    "`",
    "~~~",
    "``` scene",
    "```scene ",
    "x" * 180,
]

texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))
lines = texts.map(lambda text: text[:150])
prose = st.lists(texts, max_size=5).map("\n".join)
ids = st.sampled_from(
    ["state:USA", "state:FRA", "agreement:paris-call", "resolution:A/RES/73/27", "threat-group:apt28", "norm:a.b_c+(d)"]
)
dates = st.sampled_from(["", "2018", "2018-11", "2018-11-12"])
numbers = st.one_of(st.integers(-(10**17), 10**17), st.floats(allow_nan=False, allow_infinity=False))
given = st.dictionaries(
    st.one_of(st.sampled_from(["from", "to", "actor", "weights", "at"]), texts),
    st.recursive(
        st.one_of(texts, numbers, st.booleans(), st.none(), st.integers(1000, 9999)),
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
        max_leaves=6,
    ),
    max_size=4,
)
places = st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
shows = st.one_of(
    st.builds(lambda ids: {"entities": ids}, st.lists(ids, max_size=4)),
    st.builds(
        lambda values, form: {"query": "who-signed", "values": values, "form": form},
        given,
        st.sampled_from([None, "graph", "table", "chart"]),
    ),
    st.just({"view": "paris-call"}),
    st.builds(
        lambda name, asked: {name: asked},
        st.sampled_from(["divides", "alliances", "paths", "compare", "change"]),
        given,
    ),
)
steps = st.builds(lambda bring, say: {"bring": bring, "say": say}, st.lists(ids, min_size=1, max_size=3), lines)
captions = st.builds(
    lambda text, entity, at: {"text": text, "entity": entity, "at": at},
    lines,
    st.one_of(st.none(), ids),
    st.one_of(st.none(), places),
)
filters = st.fixed_dictionaries(
    {},
    optional={
        "from": dates,
        "unverified": st.booleans(),
        "relations_off": st.just(["VOTED"]),
        "polarities_off": st.just([-1]),
    },
)
styles = st.fixed_dictionaries({}, optional={"colour": st.sampled_from(["kind", "camp", "member:organization:nato"])})
scenes: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    heading=lines,
    prose=prose,
    notes=prose,
    show=st.one_of(st.none(), shows),
    at=dates,
    begin=dates,
    to=dates,
    layout=st.sampled_from(["", "force", "layered-down"]),
    places=st.dictionaries(ids, places, max_size=3),
    filters=filters,
    style=styles,
    captions=st.lists(captions, max_size=2),
    steps=st.lists(steps, max_size=2),
    frozen=st.booleans(),
)


def _made(raw: dict[str, Any]) -> Briefing:
    return Briefing.model_validate(raw)


briefings = st.builds(
    dict,
    name=st.sampled_from(["paris", "two-visions"]),
    title=lines,
    subtitle=lines,
    audience=lines,
    date=dates,
    author=lines,
    marking=lines,
    theme=st.sampled_from(["light", "dark", "print"]),
    template=lines,
    scenes=st.lists(scenes, max_size=4),
).map(_made)


def unplaced(briefing: Briefing) -> Briefing:
    """The briefing without the lines on which its scenes stand."""
    return briefing.model_copy(update={"scenes": tuple(s.model_copy(update={"line": 0}) for s in briefing.scenes)})
