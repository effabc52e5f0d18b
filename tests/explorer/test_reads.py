import pytest

from explorer import reads
from explorer.components.start import STARTING_POINTS
from graph_loader.database.connection import Database
from graph_loader.errors import DatabaseError
from graph_loader.schema import Schema


def test_a_neighbourhood_is_cut_at_the_most_tied_and_says_how_many_there_are(shipped: Database, schema: Schema) -> None:
    found = reads.neighbourhood(shipped, schema, "agreement:paris-call")
    assert found is not None
    degrees = [neighbour.entity.ties for neighbour in found.neighbours]
    assert len(found.neighbours) == reads.MOST_NEIGHBOURS < found.whole
    assert degrees == sorted(degrees, reverse=True)
    assert found.centre.properties["date"] == "2018-11-12"
    france = next(neighbour for neighbour in found.neighbours if neighbour.entity.id == "state:FRA")
    assert {tie.relation for tie in france.ties} >= {"SUPPORTS", "LEADS"}
    assert all(tie.source == "state:FRA" and tie.target == found.centre.id for tie in france.ties)


def test_the_count_of_neighbours_is_that_of_the_graph(shipped: Database, schema: Schema) -> None:
    found = reads.neighbourhood(shipped, schema, "company:huawei")
    assert found is not None
    counted = shipped.read("MATCH (:Entity {id: 'company:huawei'})--(n:Entity) RETURN count(DISTINCT n) AS n")[0]["n"]
    tied = shipped.read("MATCH (:Entity {id: 'company:huawei'})-[r]-(:Entity) RETURN count(r) AS n")[0]["n"]
    assert found.whole == len(found.neighbours) == counted
    assert sum(1 for _ in found.ties()) == found.centre.ties == tied


def test_bookkeeping_is_not_shown(shipped: Database, schema: Schema) -> None:
    found = reads.neighbourhood(shipped, schema, "company:huawei")
    assert found is not None
    for properties in (found.centre.properties, *(tie.properties for tie in found.ties())):
        assert not [name for name in properties if name.startswith("_")]


def test_a_pair_has_all_ties_newest_first_with_the_names_they_mention(shipped: Database, schema: Schema) -> None:
    found = reads.pair(shipped, schema, "state:USA", "state:RUS")
    assert found is not None
    assert (found.first.name, found.second.name) == ("United States", "Russia")
    starts = [str(tie.properties.get("start", "")) for tie in found.ties]
    assert starts == sorted(starts, reverse=True)
    incidents = {tie.properties["value"] for tie in found.ties if tie.relation == "ATTRIBUTED"}
    assert incidents
    assert incidents <= found.names.keys()
    assert {tie.dataset for tie in found.ties} >= {"Incidents, public attributions and sanctions"}


def test_ids_that_are_not_there(shipped: Database, schema: Schema) -> None:
    assert reads.neighbourhood(shipped, schema, "state:ATLANTIS") is None
    assert reads.pair(shipped, schema, "state:FRA", "state:ATLANTIS") is None
    assert reads.pair(shipped, schema, "state:FRA", "state:FRA") is None


def test_every_declared_starting_point_is_in_the_shipped_data(shipped: Database, schema: Schema) -> None:
    points = reads.starting_points(shipped, schema, STARTING_POINTS, len(STARTING_POINTS))
    assert tuple(entity.id for entity in points) == STARTING_POINTS


def test_missing_starting_points_are_replaced_by_other_kinds(shipped: Database, schema: Schema) -> None:
    points = reads.starting_points(shipped, schema, ["company:huawei", "company:none"], 4)
    assert points[0].id == "company:huawei"
    assert len({entity.kind for entity in points}) == len(points) == 4


def test_the_overview_counts_the_graph(shipped: Database) -> None:
    whole = reads.overview(shipped)
    counted = shipped.read("MATCH ()-[r]->() WHERE r.verified RETURN count(r) AS n")[0]["n"]
    assert whole.verified == counted < whole.ties
    assert "agreements" in {dataset.name for dataset in whole.datasets}
    assert all(dataset.loaded and dataset.title for dataset in whole.datasets)


def test_reads_cannot_write(shipped: Database) -> None:
    before = reads.overview(shipped).entities
    with pytest.raises(DatabaseError, match="read access mode"):
        reads.read(shipped, "CREATE (:Entity {id: 'state:NEW'})", {})
    assert reads.overview(shipped).entities == before


def test_ties_are_found_by_their_ids(shipped: Database, schema: Schema) -> None:
    pair = reads.pair(shipped, schema, "state:USA", "state:RUS")
    assert pair is not None
    assert pair.first.properties["iso3"] == "USA"
    assert pair.first.ties > len(pair.ties)
    wanted = [str(tie.properties["id"]) for tie in pair.ties]
    found = reads.ties_by_id(shipped, [*wanted, "none"])
    assert {str(tie.properties["id"]): tie for tie in found} == {str(tie.properties["id"]): tie for tie in pair.ties}
    assert reads.ties_by_id(shipped, []) == []


def test_sources_are_counted(shipped: Database, schema: Schema) -> None:
    pair = reads.pair(shipped, schema, "state:USA", "state:RUS")
    assert pair is not None
    found = reads.sources(shipped, ["state:USA", "state:RUS"], [str(tie.properties["id"]) for tie in pair.ties])
    assert sum(source.ties for source in found) == len(pair.ties)
    assert sum(source.verified for source in found) == sum(tie.verified for tie in pair.ties)
    assert {source.url for source in found if source.url} == {
        str(tie.properties["source_url"]) for tie in pair.ties if tie.properties.get("source_url")
    }
    assert all(source.title for source in found)
    assert reads.sources(shipped, ["state:USA"], [str(tie.properties["id"]) for tie in pair.ties]) == []


def test_a_neighbourhood_may_be_longer(shipped: Database, schema: Schema) -> None:
    found = reads.neighbourhood(shipped, schema, "agreement:paris-call", most=400)
    assert found is not None
    assert len(found.neighbours) == found.whole


def test_bodies_are_those_with_members(shipped: Database, schema: Schema) -> None:
    found = reads.bodies(shipped, schema)
    names = [body.short_name or body.name for body in found]
    assert {"NATO", "EU", "SCO", "BRICS"} <= set(names)
    assert names == sorted(names, key=str.casefold)
    assert {body.kind for body in found} <= {"Organization", "Forum"}


def test_every_statement_of_a_choice_agrees_with_a_plain_count(shipped: Database, schema: Schema) -> None:
    for kind in schema.kinds:
        choice = reads.all_of_kind(shipped, kind, [], most=5)
        counted = shipped.read("MATCH (n:Entity) WHERE $kind IN labels(n) RETURN count(n) AS n", {"kind": kind})[0]["n"]
        assert (choice.whole, len(choice.chosen)) == (counted, min(5, counted))
    assert reads.all_of_kind(shipped, "Planet", [], most=5).whole == 0


# The last test: it empties the database.
def test_an_empty_database_is_no_error(database: Database, schema: Schema) -> None:
    whole = reads.overview(database)
    assert (whole.entities, whole.ties, whole.datasets) == (0, 0, [])
    assert reads.starting_points(database, schema, STARTING_POINTS, 6) == []
