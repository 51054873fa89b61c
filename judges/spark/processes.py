"""Resident memory of executors and of their Python workers, from /proc while they run."""
import os
import re
import subprocess
import threading
import time
from pathlib import Path
from typing import Any, Optional


def status_kib(pid: int, field: str) -> Optional[int]:
    try:
        for line in Path(f"/proc/{pid}/status").read_text(encoding="utf8").splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1])
    except (OSError, ValueError):
        return None
    return None


def command_line(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def descendants(root: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                parent = int(Path(f"/proc/{entry}/stat").read_text(encoding="utf8").rsplit(")", 1)[1].split()[1])
                parents.setdefault(parent, []).append(int(entry))
            except (OSError, IndexError, ValueError):
                continue
    found, waiting = [], [root]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found += children
        waiting += children
    return found


class ResidentWatch(threading.Thread):
    """The most that the executor JVM held (VmHWM), and the most that its Python workers held together."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.executor_kib = 0
        self.python_kib = 0
        self.worker_kib = 0
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.is_set():
            self.sample()
            time.sleep(0.1)

    def sample(self) -> None:
        for pid in descendants(os.getpid()):
            words = command_line(pid)
            if any("CoarseGrainedExecutorBackend" in word for word in words):
                self.executor_kib = max(self.executor_kib, status_kib(pid, "VmHWM") or 0)
                workers = [status_kib(child, "VmRSS") or 0 for child in descendants(pid)]
                self.python_kib = max(self.python_kib, sum(workers))
                self.worker_kib = max([self.worker_kib, *workers])

    def stop(self) -> dict[str, int]:
        self.stopped.set()
        self.join()
        return {"executorKiB": self.executor_kib, "pythonKiB": self.python_kib, "largestWorkerKiB": self.worker_kib}


#: jcmd answers with it after a full collection: what is left is live.
HISTOGRAM_TOTAL = re.compile(r"^Total\s+\d+\s+(\d+)", re.MULTILINE)
MAIN_CLASS = {"executor": "CoarseGrainedExecutorBackend", "driver": "SparkSubmit"}


class LiveWatch(threading.Thread):
    """The most and the last that was live on the heap of a JVM, executor or driver. Needs a JDK: jcmd."""

    def __init__(self, which: str) -> None:
        super().__init__(daemon=True)
        self.main_class = MAIN_CLASS[which]
        self.live_bytes: list[int] = []
        #: The classes that took most when most was live, for whoever wonders what it is.
        self.classes: list[str] = []
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.wait(0.3):
            self.sample()

    def sample(self) -> None:
        for pid in descendants(os.getpid()):
            if any(self.main_class in word for word in command_line(pid)):
                asked = [f"{os.environ['JAVA_HOME']}/bin/jcmd", str(pid), "GC.class_histogram"]
                said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
                total = HISTOGRAM_TOTAL.search(said)
                if total:
                    if int(total.group(1)) >= max(self.live_bytes, default=0):
                        self.classes = [" ".join(line.split()[1:4]) for line in said.splitlines()[2:10]]
                    self.live_bytes.append(int(total.group(1)))

    def stop(self) -> dict[str, Any]:
        self.stopped.set()
        self.join()
        self.sample()
        usual = sorted(self.live_bytes)[len(self.live_bytes) * 3 // 4] if self.live_bytes else 0
        return {"usualBytes": usual, "mostBytes": max(self.live_bytes, default=0), "lastBytes": self.live_bytes[-1] if self.live_bytes else 0, "samples": len(self.live_bytes), "classes": self.classes}
