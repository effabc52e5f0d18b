"""A scene in its own words: what stands in a table, a chart or a legend, and the columns that it wants."""

from explorer.briefings.briefing import Show
from explorer.briefings.shown import Series, Shown, ShownChart, ShownEntity, ShownTable
from explorer.briefings.slides import deck
from explorer.briefings.text import read_briefing, written
from explorer.briefings.worded import worded
from explorer.graph.drawing import Drawing, DrawnNode, LegendEntry

TABLE = ShownTable(columns=("State", "Group", "Verified"), rows=(("Peru", "GRULAC", True),), whole=1)


def test_a_table_has_the_columns_that_the_scene_names() -> None:
    show = Show(query="x", columns=("Group", "State"), words={"Group": "Region", "GRULAC": "Latin America"})
    table = worded(Shown(table=TABLE), show).table
    assert table
    assert (table.columns, table.rows) == (("Region", "State"), (("Latin America", "Peru"),))


def test_a_column_that_is_not_there_is_told() -> None:
    found = worded(Shown(table=TABLE), Show(query="x", columns=("State", "Year")))
    assert found.table
    assert found.table.columns == ("State",)
    assert found.notes == ("There is no column “Year”.",)
    none = worded(Shown(table=TABLE), Show(query="x", columns=("Year",)))
    assert none.table == TABLE


def test_a_chart_is_called_what_the_scene_calls_it() -> None:
    chart = ShownChart(
        sort="line",
        categories=("WEOG",),
        series=(Series(name="yes", values=(1.0,)),),
        x_title="Group",
        y_title="States",
    )
    words = {"WEOG": "The West", "yes": "voted yes", "Group": ""}
    found = worded(Shown(chart=chart), Show(query="x", words=words)).chart
    assert found
    assert (found.categories, found.series[0].name, found.x_title, found.y_title) == (
        ("The West",), "voted yes", "", "States",
    )  # fmt: skip


def test_entities_and_legend_have_the_words_of_the_scene_and_their_names_stay() -> None:
    node = DrawnNode(id="a:b", x=0, y=0, size=20, shape="ellipse", colour="#000000", label="A/RES/73/27")
    entry = LegendEntry(kind="node", shape="ellipse", colour="#000000", label="Camp 1", count=1)
    entity = ShownEntity(id="a:b", kind="Resolution", name="A/RES/73/27 First OEWG mandate")
    shown = Shown(drawing=Drawing(nodes=(node,), legend=(entry,)), entities=(entity,))
    show = Show(entities=("a:b",), words={"A/RES/73/27": "Russia's text", "Camp 1": "The West"})
    found = worded(shown, show)
    assert found.drawing
    assert [each.label for each in found.drawing.nodes] == ["Russia's text"]
    assert [each.label for each in found.drawing.legend] == ["The West"]
    assert found.entities == (entity,)


def test_words_and_columns_are_read_and_written() -> None:
    text = """---
title: One
---

# First

```scene
show:
  query: who-left
  columns: [State]
  words:
    State: 'Who, and: when'
```
"""
    briefing = read_briefing(text, "one", "one.md")
    (scene,) = briefing.scenes
    assert scene.show
    assert (scene.show.columns, scene.show.words) == (("State",), {"State": "Who, and: when"})
    assert read_briefing(written(briefing), "one", "one.md") == briefing
    assert deck(briefing, {1: Shown(table=TABLE)}).slides
