"""What the settings of the local server really close."""

import http.server
import threading
from collections.abc import Iterator

import neo4j
import psutil
import pytest
from neo4j.exceptions import Neo4jError, TransientError

from graph_loader.database.local_server import LocalServer
from graph_loader.database.local_server.configuration import memory_limits
from graph_loader.database.local_server.configuration import settings as expected_settings

SIZES = ("MiB", "GiB", "KiB")


@pytest.fixture(scope="module")
def driver(server: LocalServer) -> Iterator[neo4j.Driver]:
    address = server.address()
    assert address is not None
    with neo4j.GraphDatabase.driver(address.uri, auth=(address.username, address.password)) as driver:
        yield driver


def same(wanted: str, found: str) -> bool:
    """Whether two values of a setting mean the same: the server writes `512m` as `512.00MiB`, a path in full."""
    if found.endswith(SIZES):
        number, unit = float(found[:-3]), found[-3]
        factor = {"K": 1 / 1024, "M": 1, "G": 1024}[unit]
        return number * factor == float(wanted.removesuffix("m"))
    return found == wanted or found.endswith(("/" + wanted, "\\" + wanted))


def test_every_setting_is_in_force(driver: neo4j.Driver, server: LocalServer) -> None:
    address = server.address()
    assert address is not None
    wanted = expected_settings(address.port, memory_limits(psutil.virtual_memory().total))
    records = driver.execute_query("SHOW SETTINGS YIELD name, value, isExplicitlySet RETURN *").records
    found = {record["name"]: record["value"] for record in records if record["isExplicitlySet"]}
    shown = {name: value for name, value in wanted.items() if name in found}
    assert {name: found[name] for name, value in shown.items() if not same(value, found[name])} == {}
    # Neo4j shows no internal settings; that they are known names is what its strict validation has seen to.
    assert {name for name in wanted if name not in found and not name.startswith("internal.")} == set()


def test_it_listens_on_loopback_and_for_bolt_alone(server: LocalServer) -> None:
    status = server.status()
    address = server.address()
    assert status.pid is not None
    assert address is not None
    connections = psutil.Process(status.pid).net_connections(kind="inet")
    listening = {(entry.laddr.ip.removeprefix("::ffff:"), entry.laddr.port) for entry in connections if not entry.raddr}
    assert listening == {("127.0.0.1", address.port)}


def test_statements_read_no_file(driver: neo4j.Driver, server: LocalServer) -> None:
    file = server.home / "neo4j" / "import" / "a.csv"
    file.write_text("secret\n")
    for url in ("file:///a.csv", file.as_uri(), "file:///../conf/neo4j.conf"):
        with pytest.raises(Neo4jError, match="file"):
            driver.execute_query("LOAD CSV FROM $url AS line RETURN line", url=url)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
def test_statements_call_no_host(driver: neo4j.Driver, host: str) -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"secret\n")

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as other:
        thread = threading.Thread(target=other.serve_forever, args=(0.02,))
        thread.start()
        try:
            with pytest.raises(Neo4jError, match=r"blocked|blocklist"):
                driver.execute_query(
                    "LOAD CSV FROM $url AS line RETURN line", url=f"http://{host}:{other.server_port}/a.csv"
                )
        finally:
            other.shutdown()
            thread.join()
    assert asked == []


def test_a_batch_of_20000_wide_rows_fits_into_a_transaction(driver: neo4j.Driver) -> None:
    rows = [
        {"id": f"wide:{number}"} | {f"p{column}": f"{number} " * 15 for column in range(8)} for number in range(20_000)
    ]
    driver.execute_query("CREATE CONSTRAINT wide IF NOT EXISTS FOR (n:Wide) REQUIRE n.id IS UNIQUE")
    try:
        summary = driver.execute_query(
            "UNWIND $rows AS row MERGE (n:Wide {id: row.id}) SET n += row", rows=rows
        ).summary
        assert summary.counters.nodes_created == 20_000
    finally:
        with driver.session() as session:
            session.run("MATCH (n:Wide) CALL (n) { DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
        driver.execute_query("DROP CONSTRAINT wide")


def test_a_transaction_that_takes_too_much_memory_is_ended_and_the_server_goes_on(
    driver: neo4j.Driver, server: LocalServer
) -> None:
    with driver.session() as session, pytest.raises(TransientError, match="memory"):
        session.run(
            "UNWIND range(1, 100000000) AS i WITH collect(toString(i) + 'abcdefghij') AS items RETURN size(items)"
        ).consume()
    assert driver.execute_query("RETURN 1 AS one").records[0]["one"] == 1
    assert server.alive()
