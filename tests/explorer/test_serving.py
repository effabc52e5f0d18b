import os
import signal
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator

import pytest

from explorer.serving import PageServer, serve
from graph_loader.errors import UsageError


class Page:
    """What the server needs of an application: a WSGI callable."""

    @staticmethod
    def server(_environ: object, start_response: object) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])  # type: ignore[operator]
        return [b"here"]


def fetch(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=5) as answer:
        body: bytes = answer.read()
        return body


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_it_serves_and_stops_from_another_thread() -> None:
    server = PageServer(Page(), port=0)  # type: ignore[arg-type]
    running = threading.Thread(target=server.run)
    running.start()
    assert fetch(server.address) == b"here"
    server.stop()
    running.join(10)
    assert not running.is_alive()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", server.port), timeout=1)


def test_a_taken_port_gives_way_to_the_next(taken: int) -> None:
    server = PageServer(Page(), port=taken)  # type: ignore[arg-type]
    assert taken < server.port <= taken + 20
    assert server.address == f"http://127.0.0.1:{server.port}/"
    server.stop()
    server.run()


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(UsageError, match="CYBERATLAS_HOST"):
        PageServer(Page(), host="192.0.2.1")  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_it_and_their_handlers_are_put_back(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    addresses: list[str] = []

    def ready(address: str) -> None:
        addresses.append(address)

        def later() -> None:
            assert fetch(address) == b"here"
            time.sleep(0.1)
            os.kill(os.getpid(), number)

        threading.Thread(target=later).start()

    serve(Page(), port=0, ready=ready)  # type: ignore[arg-type]
    assert addresses
    assert signal.getsignal(number) == before
