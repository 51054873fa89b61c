"""What our own command line says. No formula of the model stands in the judge."""
import json
import subprocess
from typing import Any, Optional

from spark import FOLDER, ROOT

MIB_PER_SPLIT = 128
MOST_OFF_HEAP_MIB = 1024
BYTES_PER_MIB = 1024 * 1024
#: EMR Serverless has no other workers; executors of any number of cores are planned on EC2.
SERVERLESS_CORES = (1, 2, 4, 8, 16)
ADAPTIVE_KEYS = ("spark.sql.adaptive.advisoryPartitionSizeInBytes", "spark.default.parallelism", "spark.sql.shuffle.partitions")


class Model:
    """One process of the bundled command line."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(["node", str(FOLDER / "model.js")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def command(self, *argv: str) -> dict[str, Any]:
        return self.ask({"argv": list(argv)})

    def explain(self, *argv: str) -> dict[str, Any]:
        """The document of `explain`, or the problems that it refuses with."""
        answer = self.command("explain", *argv, "--json")
        return json.loads(answer["stdout"]) if answer["stdout"] else {"refused": answer["stderr"]}

    def plan(self, case: dict[str, Any], *flags: str) -> dict[str, Any]:
        """A plan with cores, one executor, partitions and collector pinned; input such that its splits are the case's map tasks."""
        argv = [
            "plan", "--json", "--quiet", "--input", f"{case.get('maps', 1) * MIB_PER_SPLIT}MiB", "--growth", "1", "--user-memory-per-task", "1B",
            "--executors", "1", "--executor-cores", str(case["cores"]), "--task-cpus", "1", "--partitions", str(case["partitions"]),
            "--collector", case["collector"], *flags,
        ]
        if case["cores"] not in SERVERLESS_CORES:
            argv += ["--platform", "ec2"]
        for fact in ("cache", "broadcast"):
            if fact in case:
                argv += [f"--{fact}", f"{case[fact]}B"]
        if "offHeapMiB" in case:
            argv += ["--off-heap", f"{case['offHeapMiB']}MiB"]
        if "cache" in case:
            argv += ["--storage-level", case.get("storageLevel", "MEMORY_ONLY")]
        answer = self.command(*argv)
        return json.loads(answer["stdout"]) if answer["stdout"] else {"refused": answer["stderr"]}

    def needed_heap(self, case: dict[str, Any], *flags: str) -> Optional[int]:
        plan = self.plan(case, *flags)
        if "refused" in plan:
            raise ValueError(f"{case.get('name')}: {plan['refused']}")
        return plan["executor"]["neededHeapMiB"]

    def by_stages(self, case: dict[str, Any]) -> Optional[int]:
        if case.get("dial") == "offHeapMiB":
            return self.least_off_heap(case)
        return self.needed_heap(case, "--stages", json.dumps(case["stages"]))

    def least_off_heap(self, case: dict[str, Any]) -> int:
        """The least whole MiB of off-heap memory that an executor is planned with, by halving."""
        refused, planned = 0, MOST_OFF_HEAP_MIB
        while planned - refused > 1:
            size = (refused + planned) // 2
            if "refused" in self.plan(case, "--stages", json.dumps(case["stages"]), "--off-heap", f"{size}MiB"):
                refused = size
            else:
                planned = size
        return planned

    def adaptive_settings(self, case: dict[str, Any], shuffle_bytes: int) -> dict[str, str]:
        """What our plan sets for adaptive execution."""
        settings = self.plan(case, "--stages", json.dumps(case["stages"]), "--shuffle", f"{shuffle_bytes}B")["sparkDefaults"]
        return {"spark.sql.adaptive.enabled": "true", **{key: settings[key] for key in ADAPTIVE_KEYS}}

    def by_shuffle(self, case: dict[str, Any], shuffle_bytes: int) -> Optional[int]:
        """None where no worker holds what the narrowest rows would be."""
        plan = self.plan(case, "--shuffle", f"{shuffle_bytes}B")
        return plan["executor"]["neededHeapMiB"] if "executor" in plan else None

    def by_bound(self, case: dict[str, Any]) -> Optional[int]:
        off_heap = case.get("offHeapMiB", 0)
        jvm = {
            "cores": case["cores"], "slots": case["cores"], "collector": case["collector"], "javaVersion": 17,
            "memoryFraction": 0.6, "storageFraction": 0.5, "offHeapBytes": off_heap * BYTES_PER_MIB,
        }
        level = case.get("storageLevel", "MEMORY_ONLY")
        workload = {"input": f"{case.get('maps', 1) * MIB_PER_SPLIT}MiB", "stages": case["stages"], "storageLevel": level}
        workload |= {"offHeap": f"{off_heap}MiB"} if off_heap else {}
        workload |= {fact: f"{case[fact]}B" for fact in ("cache", "broadcast") if fact in case}
        return self.ask({"bound": {"workload": workload, "partitions": case["partitions"], "jvm": jvm}}).get("heapMiB")

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(timeout=10)
