from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from explorer.briefings.briefing import Briefing, Scene, Show
from explorer.briefings.text import LONGEST_FILE, read_briefing, written
from graph_loader.errors import InputError
from tests.explorer.briefings.written_briefings import HOSTILE, briefings, unplaced

PARIS = """---
title: 'Paris: a call'
date: 2018-11-12
---

# Who signed first

France **called**, and others came.

```scene
show:
  entities: [state:FRA, agreement:paris-call, company:microsoft]
at: '2018'
places:
  state:FRA: [-120, 40.5]
  agreement:paris-call: [0, 0]
captions:
  - text: the call
    entity: agreement:paris-call
steps:
  - bring: [state:FRA, agreement:paris-call]
    say: France first
frozen: true
```

```notes
Say it slowly.
```

# Text alone
"""


def read(text: str) -> Briefing:
    return read_briefing(text, "paris", "paris.md")


def refused(text: str) -> list[str]:
    with pytest.raises(InputError) as error:
        read(text)
    return [str(fault) for fault in error.value.faults]


def scene(block: str) -> str:
    return f"---\ntitle: x\n---\n\n# A\n\n```scene\n{block}\n```\n"


def test_a_file_says_what_stands_in_it() -> None:
    found = read(PARIS)
    assert (found.name, found.title, found.date) == ("paris", "Paris: a call", "2018-11-12")
    first, second = found.scenes
    assert first.heading == "Who signed first"
    assert first.prose == "France **called**, and others came."
    assert first.notes == "Say it slowly."
    assert first.show == Show(entities=("state:FRA", "agreement:paris-call", "company:microsoft"))
    assert (first.at, first.frozen, first.line) == ("2018", True, 6)
    assert first.places == {"state:FRA": (-120, 40.5), "agreement:paris-call": (0, 0)}
    assert first.steps[0].say == "France first"
    assert second == Scene(heading="Text alone", line=30)


def test_what_was_written_is_written_again_as_it_is() -> None:
    assert written(read(PARIS)) == PARIS
    assert written(read(PARIS.replace("\n", "\r\n"))) == PARIS
    assert written(read("\ufeff" + PARIS)) == PARIS


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(briefings)
def test_a_briefing_comes_back_as_it_was_written(briefing: Briefing) -> None:
    text = written(briefing)
    found = read_briefing(text, briefing.name, "x.md")
    assert unplaced(found) == briefing
    assert written(found) == text
    text.encode("utf-8")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_every_field(text: str) -> None:
    fields: dict[str, Any] = dict.fromkeys(("title", "subtitle", "audience", "author", "marking", "template"), text)
    raw = {
        "heading": text, "prose": f"{text}\n{text}", "notes": text, "show": {"query": "q", "values": {"x": [text]}},
        "captions": [{"text": text}], "steps": [{"bring": ["state:FRA"], "say": text}],
    }  # fmt: skip
    briefing = Briefing.model_validate({"name": "x", "scenes": [raw, raw]} | fields)
    found = read_briefing(written(briefing), "x", "x.md")
    assert unplaced(found) == briefing
    assert not {*"\x00\x1b\u202e\ud800"} & {*found.model_dump_json()}


def test_prose_does_not_make_scenes() -> None:
    made = Scene(heading="a", prose="# b\n\n```scene\nshow: x\n```\n# ", notes="````\n```notes\n```")
    assert made.prose == "## b\n\n```text\nshow: x\n```\n## "
    briefing = Briefing(name="x", title="x", scenes=(made, made))
    assert len(read_briefing(written(briefing), "x", "x.md").scenes) == 2


def test_words_that_yaml_takes_for_other_things_are_text() -> None:
    block = "show:\n  query: votes\n  values: {vote: no, state: on, begin: 2018-11-12, year: 2018, from: 2018}"
    show = read(scene(block)).scenes[0].show
    assert show
    assert show.values == {"vote": "no", "state": "on", "begin": "2018-11-12", "year": 2018, "from": "2018"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "paris.md:1: found an empty line; expected front matter between two lines ---"),
        ("---\ntitle: x\n", "paris.md:1: found front matter without an end"),
        ("---\ntitle: x\n---\nhello\n", "paris.md:4: found 'hello'; expected the heading of the first scene"),
        ("---\nsubtitle: x\n---\n", "paris.md:1: found no title; expected a line title: ..."),
        ("---\ntitle: x\ntheme: blue\n---\n", "paris.md:3: found theme: 'blue'; expected input should be 'light'"),
        ("---\ntitle: x\ntitle: y\n---\n", "paris.md:3: found the key 'title' twice"),
        ("---\ntitle: x\ncolour: y\n---\n", "paris.md:3: found the key 'colour'; expected one of title, subtitle"),
        ("---\ntitle: [\n---\n", "paris.md:2: found no YAML"),
        ("---\ntitle: x\ndate: 12/11/2018\n---\n", "paris.md:3: found date: '12/11/2018'; expected a date such as"),
        ("---\ntitle: a\x01b\n---\n", "paris.md:2: found a character that no text has"),
        (f"---\ntitle: {'x' * 300}\n---\n", "paris.md:2: found title: 'xxx"),
        (scene("show:\n  entities: [state:FRA]\n  view: x"), "names entities and view"),
        (scene("show: {}"), "paris.md:8: found show: {}; expected names nothing; a scene shows one of"),
        (scene("show:\n  entities: [France]"), "paris.md:9: found show.entities.1: 'France'; expected an id such as"),
        (scene("show:\n  view: x\n  values: {a: 1}"), "has values, which only a query takes"),
        (scene("begin: 2018"), "paris.md:8: found the key 'begin'; expected one of show, at, from, to"),
        (scene("from: yesterday"), "paris.md:8: found from: 'yesterday'; expected a date such as"),
        (scene("heading: x"), "paris.md:8: found the key 'heading'"),
        (scene("filters:\n  since: 2018"), "paris.md:9: found the key 'filters.since'; expected one of kinds_off"),
        (scene("steps:\n  - say: x"), "paris.md:9: found no steps.1.bring"),
        (scene("places:\n  state:FRA: [1]"), "paris.md:9: found"),
        (scene("show: &a\n  entities: [state:FRA]\nfilters: *a"), "paris.md:8: found an anchor that is used again"),
        (scene("show: !!python/object:os.system x"), "paris.md:8: found the tag"),
        (scene("- a\n- b"), "paris.md:8: found 'a list'; expected lines such as key: value"),
        (scene("? [a]\n: b"), "expected a key that is text"),
        (scene("[" * 50_000), "paris.md:8: found lists in lists"),
        ("---\ntitle: x\n---\n```scene\nat: 2018\n```\n", "paris.md:4: found a scene block before any scene"),
        (scene("at: 2018") + "\n```scene\n```\n", "paris.md:11: found a second scene block of a scene"),
        ("---\ntitle: x\n---\n# a\n```notes\nx\n", "paris.md:5: found a notes block without an end"),
        ("x" * (LONGEST_FILE + 1), "paris.md:1: found 8,000,001 characters"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_the_line(text: str, expected: str) -> None:
    faults = refused(text)
    assert any(expected in fault for fault in faults), faults


def test_all_faults_are_told_at_once_in_their_order() -> None:
    text = "---\ntitle: x\ntheme: y\n---\n# a\n```scene\nat: x\nfoo: 1\nsteps:\n  - bring: []\n```\n"
    assert [fault.split(": ")[0] for fault in refused(text)] == [
        "paris.md:3",
        "paris.md:7",
        "paris.md:8",
        "paris.md:10",
    ]


def test_very_many_faults_end_in_their_number() -> None:
    faults = refused(scene("\n".join(f"k{number}: 1" for number in range(200))))
    assert len(faults) == 51
    assert "150 more faults" in faults[-1]


def test_a_bomb_of_anchors_stays_small() -> None:
    levels = "\n".join(f"l{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 40))
    assert "anchor" in refused(scene(f"l0: &a0 [x]\n{levels}"))[0]
