"""Time on cores and resident memory of this process and all below it, from /proc while they run."""
import os
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "spark"))
from processes import command_line, descendants, status_kib  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")
KIB_PER_MIB = 1024


def own_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf8").rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def machine_seconds() -> float:
    """What all cores of the machine have done."""
    user, nice, system, _idle, _wait, interrupt, soft = (int(word) for word in Path("/proc/stat").read_text(encoding="utf8").split()[1:8])
    return (user + nice + system + interrupt + soft) / TICKS


class Watch(threading.Thread):
    """Kinds of processes: the executor's JVM, Python workers below it, and all the rest of us."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seconds: dict[int, float] = {}
        self.before: dict[int, float] = {}
        self.kinds: dict[int, str] = {}
        self.worker_kib = 0
        self.machine = machine_seconds()
        self.stopped = threading.Event()
        self.sample()
        self.before = dict(self.seconds)

    def run(self) -> None:
        while not self.stopped.wait(0.2):
            self.sample()

    def sample(self) -> None:
        for pid in [os.getpid(), *descendants(os.getpid())]:
            words = command_line(pid)
            if any("CoarseGrainedExecutorBackend" in word for word in words):
                self.kinds[pid] = "executor"
            else:
                self.kinds.setdefault(pid, "python" if any("pyspark.daemon" in word or "pyspark.worker" in word for word in words) else "driver")
            self.seconds[pid] = max(self.seconds.get(pid, 0.0), own_seconds(pid))
            if self.kinds[pid] == "python":
                self.worker_kib = max(self.worker_kib, status_kib(pid, "VmHWM") or 0)

    def spent(self, kind: str) -> float:
        return sum(seconds - self.before.get(pid, 0.0) for pid, seconds in self.seconds.items() if self.kinds[pid] == kind)

    def stop(self) -> dict[str, float]:
        self.stopped.set()
        self.join()
        self.sample()
        ours = {f"{kind}CpuSeconds": round(self.spent(kind), 2) for kind in ("executor", "python", "driver")}
        others = machine_seconds() - self.machine - sum(ours.values())
        return {**ours, "othersCpuSeconds": round(max(0.0, others), 2), "pythonWorkerMiB": round(self.worker_kib / KIB_PER_MIB)}
