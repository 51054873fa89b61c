"""Where the real Spark is, and a process of it to talk to."""
import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
FOLDER = (ROOT / os.environ.get("JUDGE_FOLDER", ".judge")).resolve()
VERSIONS = ("3.5.9", "4.3.0")
#: Spark 3.5 calls Subject.getSubject, which Java 24 took away.
NEWEST_JAVA = {"3.5.9": 23, "4.3.0": 99}
JAVA_PLACES = (
    "/usr/lib/jvm/*", "/Library/Java/JavaVirtualMachines/*/Contents/Home", "~/.sdkman/candidates/java/*", "~/.jdks/*", "/opt/*jdk*", "/opt/java/*",
)
#: One consumer of memory was made to spill for another of its task. Source: TaskMemoryManager.trySpillAndAcquire, Spark 3.5.
RELEASE = re.compile(r"Task \d+ spilled .* of requested ")
LOG_CHARACTERS = 6000


def java_homes() -> dict[int, Path]:
    """Java version to a home that has it: 17 and whatever is newer."""
    places = [Path(home) for home in os.environ.get("JUDGE_JAVAS", "").split(":") + [os.environ.get("JAVA_HOME", "")] if home]
    for pattern in JAVA_PLACES:
        expanded = Path(pattern).expanduser()
        places += sorted(Path(expanded.anchor).glob(str(expanded.relative_to(expanded.anchor))))
    found: dict[int, Path] = {}
    for home in places:
        version = java_version(home)
        if version and version >= 17:
            found.setdefault(version, home)
    return found


def java_version(home: Path) -> Optional[int]:
    java = home / "bin" / "java"
    if not java.exists():
        return None
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    match = re.search(r'version "(?:1\.)?(\d+)', said)
    return int(match.group(1)) if match else None


def own_home(version: str, scratch: Path) -> Path:
    """A Spark home of links, so that what a standalone worker writes below it is ours alone."""
    packages = next((FOLDER / f"spark-{version}" / "lib").glob("python3*/site-packages/pyspark"))
    home = scratch / "home"
    home.mkdir(parents=True, exist_ok=True)
    for entry in packages.iterdir():
        link = home / entry.name
        if entry.name != "work" and not link.exists():
            link.symlink_to(entry)
    return home


@dataclass
class Spark:
    """One driver process. A request that hangs is ended with it."""
    version: str
    java: int
    driver_memory: str = "2g"
    driver_options: str = ""

    def __post_init__(self) -> None:
        scratch = FOLDER / "scratch" / f"{os.getpid()}-{self.version}-{self.java}-{id(self)}"
        self.home = own_home(self.version, scratch)
        options = ["--driver-memory", self.driver_memory]
        if self.driver_options:
            options += ["--driver-java-options", f'"{self.driver_options}"']
        environment = {
            **os.environ, "JAVA_HOME": str(java_homes()[self.java]), "SPARK_HOME": str(self.home), "SPARK_LOCAL_IP": "127.0.0.1",
            "PYSPARK_SUBMIT_ARGS": " ".join([*options, "pyspark-shell"]), "JUDGE_SCRATCH": str(scratch), "PYTHONPATH": str(HERE),
            "PYSPARK_PYTHON": str(FOLDER / f"spark-{self.version}" / "bin" / "python"),
        }
        self.log = (scratch / "driver.log").open("w", encoding="utf8")
        self.process = subprocess.Popen(
            [FOLDER / f"spark-{self.version}" / "bin" / "python", HERE / "worker.py"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, env=environment, text=True, cwd=scratch)

    def ask(self, **request: Any) -> dict[str, Any]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"Spark {self.version} ended; see {self.log.name}")
        answer = json.loads(line)
        log = self.take_executor_log()
        answer["executorLog"] = log[-LOG_CHARACTERS:]
        answer["releases"] = len(RELEASE.findall(log))
        return answer

    def take_executor_log(self) -> str:
        """What the executors of the last session wrote; nothing is left of their folders."""
        texts = [path.read_text(encoding="utf8", errors="replace") for path in sorted(self.home.glob("work/*/*/stderr"))]
        for path in self.home.glob("work/*"):
            subprocess.run(["rm", "-rf", str(path)], check=False)
        return "\n".join(texts)

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
        subprocess.run(["rm", "-rf", str(self.home.parent)], check=False)
