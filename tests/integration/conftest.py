from pathlib import Path

import pytest

from graph_loader.database.connection import Database
from graph_loader.schema import Schema
from tests.desk import Desk


@pytest.fixture
def desk(database: Database, schema: Schema, tmp_path: Path) -> Desk:
    return Desk(database, schema, tmp_path)
