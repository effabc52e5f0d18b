import re
from pathlib import Path

import dash_ag_grid

import explorer
from explorer.components.grid import NODE_COLUMNS, NODES, TIE_COLUMNS, TIES, grid
from tests.explorer.components.reading import acts, found, properties

CELLS = Path(explorer.__file__).with_name("assets").joinpath("grid.js").read_text("utf-8")


def test_there_is_a_grid_of_entities_and_one_of_ties() -> None:
    nodes, ties = (properties(each) for each in found(grid(), dash_ag_grid.AgGrid))
    assert (nodes["id"], ties["id"]) == (NODES, TIES) == ("grid-nodes", "grid-ties")
    assert [column["headerName"] for column in nodes["columnDefs"]] == [
        "Name",
        "Kind",
        "Ties",
        "Ties shown",
        "Verified",
    ]
    assert acts(grid()) == [("csv-nodes", ""), ("csv-ties", "")]


def test_no_cell_can_run_anything() -> None:
    for each in found(grid(), dash_ag_grid.AgGrid):
        told = properties(each)
        assert told["dangerously_allow_code"] is False
        assert told["enableEnterpriseModules"] is False
        assert "markdown" not in str(told).lower()
        assert told["getRowId"] == "params.data.id"


def test_every_cell_drawer_is_written() -> None:
    wanted = {column["cellRenderer"] for column in (*NODE_COLUMNS, *TIE_COLUMNS) if "cellRenderer" in column}
    assert wanted == set(re.findall(r"cells\.(\w+) =", CELLS))
