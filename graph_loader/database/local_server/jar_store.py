"""The server's jars in the user's cache: fetched from a Maven repository, checked, fetched again where wrong."""

import json
import os
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import urlsplit
from urllib.request import url2pathname

from graph_loader.database.local_server.files import disk_errors_explained, make_private_folder, refusal, write_private
from graph_loader.database.local_server.jar_lock import JarLock, read_lock
from graph_loader.errors import DatabaseError

THREADS = 8
CHUNK = 1 << 16
SILENCE_LIMIT = 20  # seconds without a byte from the repository
RETRIES = 2
STAMP = "verified.json"
CLASS_PATH = "classpath.args"
LOCK = ".lock"
OWN_FILES = frozenset({STAMP, CLASS_PATH, LOCK})


class Progress(Protocol):
    """Called as work goes on, in the thread that asked for the work: `done` of `total` steps of what `label` says."""

    def __call__(self, done: int, total: int, label: str, /) -> None:
        """Take note."""


def no_progress(_done: int, _total: int, _label: str, /) -> None:
    """Report nothing."""


class _CancelledError(Exception):
    """Another download failed, or the user gave up: this one ends."""


class _CancelSwitch:
    """The progress bar that pooch calls for each chunk: it draws nothing, and ends a download that was given up."""

    total = 0

    def __init__(self, given_up: threading.Event) -> None:
        self._given_up = given_up

    def update(self, _: int) -> None:
        if self._given_up.is_set():
            raise _CancelledError

    def reset(self) -> None: ...

    def close(self) -> None: ...


class JarStore:
    """The jars of one lock in their own folder under `cache`, so that two releases of cyberatlas never disagree.

    `repository` is the http, https or file address of a Maven repository; empty means the public one.
    """

    def __init__(self, cache: Path, repository: str = "", lock: JarLock | None = None) -> None:
        self.lock = lock or read_lock()
        self.folder = cache / f"neo4j-{self.lock.version}-{self.lock.digest[:12]}"
        self._repository = repository

    @property
    def class_path_file(self) -> Path:
        """The file of options that names the class path; its entries are relative to `folder`."""
        return self.folder / CLASS_PATH

    def stamp(self) -> str:
        """What the verified jars looked like: the lock's digest, and size and modification time of each jar.

        Raises:
            OSError: where a jar is missing.
        """
        looks = {}
        for jar in self.lock.jars:
            found = (self.folder / jar.name).stat()
            looks[jar.name] = [found.st_size, found.st_mtime_ns]
        return json.dumps({"lock": self.lock.digest, "jars": looks}, indent=0)

    def verified(self) -> bool:
        """True where every jar is there and looks as it did when its sha256 was last found right."""
        try:
            return (self.folder / STAMP).read_text(encoding="utf-8") == self.stamp()
        except (OSError, ValueError):
            return False

    def fetch(self, progress: Progress = no_progress) -> None:
        """See to it that all jars are there and right; one that is right already is not fetched again.

        Raises:
            DatabaseError: where the repository cannot be reached, lacks a jar or gives a wrong one, or the disk
                cannot take it. What was fetched before stays, and the next call goes on from there.
        """
        if self.verified():
            return
        import filelock

        with disk_errors_explained(self.folder):
            make_private_folder(self.folder)
            with filelock.FileLock(self.folder / LOCK):
                if self.verified():
                    return
                (self.folder / STAMP).unlink(missing_ok=True)
                self._fetch_all(progress)
                self._remove_leftovers()
                names = (jar.name for jar in self.lock.jars)
                write_private(self.class_path_file, f"-cp\n{os.pathsep.join(names)}\n")
                write_private(self.folder / STAMP, self.stamp())

    def _fetch_all(self, progress: Progress) -> None:
        import pooch

        pooch.get_logger().setLevel("WARNING")
        base = self._repository or _public_repository()
        store = pooch.Pooch(
            path=self.folder,
            base_url="",
            registry={jar.name: f"sha256:{jar.sha256}" for jar in self.lock.jars},
            urls={jar.name: f"{base.rstrip('/')}/{jar.path}" for jar in self.lock.jars},
            retry_if_failed=RETRIES,
        )
        given_up = threading.Event()
        download = _downloader(base, given_up)
        total = len(self.lock.jars)
        with ThreadPoolExecutor(THREADS, thread_name_prefix="jar") as pool:
            try:
                jobs = {pool.submit(store.fetch, jar.name, downloader=download): jar for jar in self.lock.jars}
                progress(0, total, "Fetching Neo4j")
                for done, job in enumerate(as_completed(jobs), start=1):
                    try:
                        job.result()
                    except Exception as error:
                        explained = _explained(error, base, jobs[job].path)
                        raise explained from (None if explained is error else error)
                    progress(done, total, "Fetching Neo4j")
            except BaseException:
                given_up.set()
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def _remove_leftovers(self) -> None:
        """Remove what a download that was killed left behind; only the holder of the lock may call this."""
        known = OWN_FILES | {jar.name for jar in self.lock.jars}
        for file in self.folder.iterdir():
            if file.is_file() and file.name not in known and not file.name.endswith(".aot"):
                file.unlink(missing_ok=True)


def _public_repository() -> str:
    from jgo.constants import MAVEN_CENTRAL_URL

    return str(MAVEN_CENTRAL_URL)


def _downloader(base: str, given_up: threading.Event) -> Callable[[str, str, object], None]:
    """What pooch calls to bring one address into one file.

    Raises:
        DatabaseError: where the address of the repository is of no kind that can be fetched.
    """
    scheme = urlsplit(base).scheme
    if scheme == "file":
        return _copy_local
    if scheme not in ("http", "https"):
        raise refusal(
            "setting CYBERATLAS_MAVEN_REPOSITORY",
            repr(base),
            "an address that begins with https://, http:// or file://",
            "Correct it, or remove it to use the public repository.",
        )

    def download(url: str, output_file: str | IO[bytes], pooch_caller: object) -> None:
        import pooch

        if given_up.is_set():
            raise _CancelledError
        # One for each call: pooch writes to its progress bar.
        fetcher = pooch.HTTPDownloader(progressbar=_CancelSwitch(given_up), chunk_size=CHUNK, timeout=SILENCE_LIMIT)
        fetcher(url, output_file, pooch_caller)

    return download


def _copy_local(url: str, output_file: str, _: object) -> None:
    shutil.copyfile(url2pathname(urlsplit(url).path), output_file)


def _without_password(address: str) -> str:
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _explained(error: Exception, base: str, path: str) -> Exception:
    """The error that the user reads in place of the one a download raised."""
    import requests

    place = f"{_without_password(base).rstrip('/')}/{path}"
    mirror = "Check the address in CYBERATLAS_MAVEN_REPOSITORY, or remove it to use the public repository."
    again = "What was fetched is kept: the next start goes on from there."
    if isinstance(error, DatabaseError):
        return error
    if isinstance(error, requests.HTTPError) and error.response is not None:
        answer = f"answer {error.response.status_code} {error.response.reason}"
        return refusal(place, answer, "a jar of Neo4j", f"{mirror} {again}")
    if isinstance(error, FileNotFoundError) and urlsplit(base).scheme == "file":
        return refusal(place, "no such file", "a jar of Neo4j", mirror)
    if isinstance(error, requests.RequestException):
        reason = "no connection" if isinstance(error, requests.ConnectionError) else type(error).__name__
        step = "Check the network and the proxy, or name a repository within reach in CYBERATLAS_MAVEN_REPOSITORY."
        return refusal(place, reason, "a repository that answers", f"{step} {again}")
    if isinstance(error, ValueError):
        return refusal(place, "content with another sha256", "the jar that cyberatlas was tested with", mirror)
    return error
