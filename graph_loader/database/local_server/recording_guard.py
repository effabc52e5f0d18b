"""Run as a program beside a recording: when the recorder ends, in whatever way, it clears up after it.

The recorder holds the other end of this program's standard input and never writes to it: the input ends when the
recorder closes it, is interrupted or is killed. Then every process that works in the scratch folder is killed and the
folder is removed. This file stands alone, so that it begins quickly and cannot fail for want of another module.
"""

import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psutil

WAIT = 10.0  # seconds for killed processes to be gone


def clear(scratch: Path) -> None:
    """Kill all processes whose command line names `scratch`, and remove the folder."""
    import psutil

    own = psutil.Process()
    kept = {own.pid, *(parent.pid for parent in own.parents())}
    wanted = str(scratch)
    killed = []
    for process in psutil.process_iter(["cmdline"]):
        if process.pid in kept or not any(wanted in part for part in process.info["cmdline"] or ()):
            continue
        try:
            process.kill()
        except psutil.Error:
            continue
        killed.append(process)
    deadline = time.monotonic() + WAIT
    while any(_works(process) for process in killed) and time.monotonic() < deadline:
        time.sleep(0.02)
    shutil.rmtree(scratch, ignore_errors=True)


def _works(process: "psutil.Process") -> bool:
    """True where the process lives; one that waits for its parent, who waits for us, has ended."""
    import psutil

    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


if __name__ == "__main__":
    sys.stdin.buffer.read()
    clear(Path(sys.argv[1]))
