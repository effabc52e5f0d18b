"""A TCP proxy that can cut, silence and slow the connections through it."""

import asyncio
import contextlib
import threading
from collections.abc import Coroutine
from typing import Any, Self


class Proxy:
    """Forwards 127.0.0.1:`port` to 127.0.0.1:`target` from a thread of its own.

    `state` is `open`, `cut` (connections end, new ones are refused at once) or `silent` (bytes are swallowed);
    `delay` is the time in seconds that each block of bytes is held back.
    """

    def __init__(self, target: int) -> None:
        self.target = target
        self.port = 0
        self.state = "open"
        self.delay = 0.0
        self.forwarded = 0
        self._loop = asyncio.new_event_loop()
        self._writers: set[asyncio.StreamWriter] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._run(self._listen())
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()
        self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def cut(self) -> None:
        """End all connections and refuse new ones."""
        self.state = "cut"
        self._run(self._drop())

    def heal(self) -> None:
        """Forward again; connections that were silenced are ended, as after a broken line."""
        self._run(self._drop())
        self.state = "open"

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _drop(self) -> None:
        for writer in list(self._writers):
            writer.transport.abort()
        self._writers.clear()

    async def _end(self) -> None:
        self._server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.state == "cut":
            writer.transport.abort()
            return
        with contextlib.suppress(OSError, asyncio.CancelledError):
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
            self._writers |= {writer, far_writer}
            await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while block := await reader.read(65_536):
                await asyncio.sleep(self.delay)
                if self.state != "silent":
                    writer.write(block)
                    await writer.drain()
                    self.forwarded += len(block)
        writer.transport.abort()
