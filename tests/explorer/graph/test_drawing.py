from typing import Any

import pytest
from pydantic import ValidationError

from explorer.graph.drawing import MOST_LINES, Drawing
from explorer.graph.view_state import MOST_SHOWN

NODE = {"id": "state:FRA", "x": 0, "y": 0, "size": 20, "colour": "#1e3e7e"}
LINE = {"source": "state:FRA", "target": "state:DEU", "colour": "#1e3e7e"}
ENTRY = {"kind": "line", "colour": "#000000", "label": "x", "count": 1}


def test_a_drawing_as_the_browser_sends_it() -> None:
    sent = {
        "title": "x", "date": "", "theme": "dark",
        "nodes": [NODE | {"shape": "round-rectangle", "label": "France", "faded": False}],
        "lines": [
            LINE
            | {"width": 1.8, "dashed": True, "arrows": "both", "stance": "divides", "label": "", "faded": True}
        ],
        "axis": [["2018", 4.0, 80.0]],
        "legend": [ENTRY | {"shape": "", "dashed": False, "stance": ""}],
        "ties": ["SUPPORTS state:FRA agreement:paris-call"],
    }  # fmt: skip
    assert Drawing.model_validate(sent).model_dump(mode="json") == sent


@pytest.mark.parametrize(
    "wrong",
    [
        {"nodes": [NODE | {"x": float("inf")}]},
        {"nodes": [NODE | {"y": 1e7}]},
        {"nodes": [NODE | {"size": 0}]},
        {"nodes": [NODE | {"size": 1000}]},
        {"nodes": [NODE | {"colour": "red"}]},
        {"nodes": [NODE | {"colour": "#fff\n"}]},
        {"nodes": [NODE | {"colour": "url(#x)"}]},
        {"nodes": [NODE | {"shape": '"/><script>'}]},
        {"nodes": [NODE | {"label": "x" * 201}]},
        {"nodes": [NODE | {"label": "\ud800"}]},
        {"nodes": [NODE | {"id": "FRA"}]},
        {"nodes": [NODE | {"onclick": "x"}]},
        {"nodes": [NODE] * (MOST_SHOWN + 1)},
        {"lines": [LINE] * (MOST_LINES + 1)},
        {"lines": [LINE | {"width": -1}]},
        {"lines": [LINE | {"arrows": "middle"}]},
        {"lines": [LINE | {"stance": ""}]},
        {"legend": [ENTRY] * 201},
        {"legend": [ENTRY | {"count": -1}]},
        {"ties": ["x" * 1001]},
        {"theme": "pink"},
        {"title": "x" * 201},
        {"style": "x"},
    ],
    ids=lambda wrong: str(wrong)[:70],
)
def test_what_cannot_be_drawn_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Drawing.model_validate({"nodes": []} | wrong)
