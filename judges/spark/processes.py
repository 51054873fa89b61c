"""Resident memory of executors and of their Python workers, from /proc while they run."""
import os
import threading
import time
from pathlib import Path
from typing import Optional


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
