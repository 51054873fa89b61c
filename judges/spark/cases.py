"""The workloads whose least heap is measured, and what is stated of each to our command line.

`stages` are the facts as a user would state them; a record count in angle brackets is filled with what `facts` found: the fullest partition.
`adaptive`: with adaptive execution and the settings of our own plan. `dial`: what is searched for, the heap unless it is off-heap memory. `offHeapMiB`: off-heap memory beside the heap that is searched for.
UnsafeRow: 8 bytes, 8 a field, and the length of every variable-length value. Key k: 8 bytes of data, or 20 characters (24) as a string.
"""
from typing import Any

Case = dict[str, Any]
#: Up to here map tasks write one file a partition, with no execution memory.
BYPASS_PARTITIONS = 200


def rows(count: int, maps: int = 4, payload: int = 64, **more: Any) -> dict[str, Any]:
    return {"rows": count, "maps": maps, "payload": payload, **more}


def case(name: str, job: str, stages: list[dict[str, Any]], *, using: dict[str, Any], facts: dict[str, Any], **more: Any) -> Case:
    settings = {"spark": "3.5.9", "java": 17, "collector": "g1", "cores": 2, "partitions": 2, "maps": 4}
    return {"name": name, **settings, **more, "job": {"name": job, "with": using}, "stages": stages, "facts": facts}


def sort(name: str, source: dict[str, Any], row_bytes: int, keys: str = "fixed", by: tuple[str, ...] = ("k",), **more: Any) -> Case:
    stage = {"operator": "sort", "keys": keys, "rowBytes": row_bytes, "largestRecords": "<rows>"}
    return case(name, "sort", [stage], using={"rows": source, "by": list(by)}, facts={"rows": {"source": source}}, **more)


def many_partitions(name: str, source: dict[str, Any], row_bytes: int, **more: Any) -> Case:
    """The map side decides: all records, which the input's splits share."""
    stage = {"operator": "sort", "rowBytes": row_bytes, "records": source["rows"], "skew": 1.1}
    return case(name, "sort", [stage], using={"rows": source, "by": ["k"]}, facts={}, maps=source["maps"], **more)


def merge_join(
        name: str, left: dict[str, Any], right: dict[str, Any], widths: tuple[int, int],
        keys: str = "fixed", how: str = "inner", **more: Any) -> Case:
    stage = {
        "operator": "sort-merge-join", "keys": keys, "rowBytes": widths[0], "largestRecords": "<left>",
        "otherRowBytes": widths[1], "otherLargestRecords": "<right>",
    }
    facts = {"left": {"source": left}, "right": {"source": right}}
    return case(name, "join", [stage], using={"left": left, "right": right, "kind": "merge", "how": how}, facts=facts, **more)


def hash_join(name: str, left: dict[str, Any], right: dict[str, Any], widths: dict[str, int], **more: Any) -> Case:
    keys = "other" if right.get("key") == "string" else "fixed"
    stage = {"operator": "hash-join", "keys": keys, "largestRecords": "<right>", **widths}
    return case(name, "join", [stage], using={"left": left, "right": right, "kind": "hash"}, facts={"right": {"source": right}}, **more)


def aggregate(name: str, source: dict[str, Any], key_bytes: int, by: tuple[str, ...] = ("k", "p"), value_bytes: int = 16, **more: Any) -> Case:
    """Final aggregate behind the shuffle; the partial one holds a map task's share of the rows."""
    widths = {"keyBytes": key_bytes, "valueBytes": value_bytes}
    first = "aggregate" if "p" in by else "partial-aggregate"  # binary keys have no vectorised first level
    last = {"largestRecords": "<keys>"} if more.get("partitions", 2) <= BYPASS_PARTITIONS else {"records": source["rows"], "skew": 1.1}
    stages = [
        {"operator": "aggregate", **widths, **last},
        {"operator": first, **widths, "largestRecords": source["rows"] // source["maps"]},
    ]
    facts = {"keys": {"source": source, "by": list(by)}}
    return case(name, "aggregate", stages, using={"rows": source, "by": list(by)}, facts=facts, **{"maps": source["maps"], **more})


def object_aggregate(name: str, source: dict[str, Any], function: str, widths: tuple[int, int, int], keys: str = "fixed", **more: Any) -> Case:
    """Widths: the key, the row that a map task takes in, the row that it writes: the key and one serialized buffer."""
    key, row, written = widths
    stages = [
        {"operator": "object-aggregate", "keys": keys, "keyBytes": key, "rowBytes": row, "largestRecords": source["rows"] // source["maps"]},
        {"operator": "object-aggregate", "keys": keys, "keyBytes": key, "rowBytes": written, "largestRecords": "<rows>"},
    ]
    using = {"rows": source, "function": function}
    return case(name, "aggregate_of", stages, using=using, facts={"rows": {"source": source}}, **{"maps": source["maps"], **more})


def approximate(name: str, source: dict[str, Any], **more: Any) -> Case:
    """52 longs of registers for a key in an aggregate without a first level: it is not compiled."""
    widths = {"keyBytes": 16, "valueBytes": 8 + 52 * 8}
    stages = [{"operator": "aggregate", **widths, "largestRecords": records} for records in ("<rows>", source["rows"] // source["maps"])]
    using = {"rows": source, "function": "approx_count_distinct"}
    return case(name, "aggregate_of", stages, using=using, facts={"rows": {"source": source}}, **{"maps": source["maps"], **more})


def aggregate_in_one_stage(name: str, source: dict[str, Any], key_bytes: int, by: tuple[str, ...] = ("k", "p"), **more: Any) -> Case:
    widths = {"keyBytes": key_bytes, "valueBytes": 16, "largestRecords": "<rows>"}
    first = "aggregate" if "p" in by else "partial-aggregate"
    stage = {"operator": first, **widths, "alongside": [{"operator": "aggregate", **widths}]}
    return case(name, "aggregate_in_one_stage", [stage], using={"rows": source, "by": list(by)}, facts={"rows": {"source": source}}, **more)


def window(name: str, source: dict[str, Any], row_bytes: int, order: bool, frame: str = "", **more: Any) -> Case:
    stage = {
        "operator": "window", "keys": "other" if order else "fixed", "rowBytes": row_bytes, "largestRecords": "<rows>",
        "groupRecords": source["rows"] // source["distinct"],
    }
    using = {"rows": source, "order": order} | ({"frame": frame} if frame else {})
    return case(name, "window", [stage], using=using, facts={"rows": {"source": source}}, **more)


def beside_cache(one: Case, cached: dict[str, Any], level: str = "MEMORY_ONLY") -> Case:
    """The same workload with a cache that was filled before it."""
    job = {"name": "beside_cache", "with": {"cached": cached, "level": level, "job": one["job"]}}
    more = {} if level == "MEMORY_ONLY" else {"storageLevel": level}
    return {**one, "job": job, "caches": True, **more}


def order_by(name: str, source: dict[str, Any], row_bytes: int, **more: Any) -> Case:
    """Range partitions: their bounds come from a sample, so the fullest one is read from a run in an ample heap."""
    stage = {"operator": "sort", "rowBytes": row_bytes, "largestRecords": "<observed>"}
    return case(name, "order_by", [stage], using={"rows": source}, facts={}, **more)


CASES: list[Case] = [
    sort("sort 88 B", rows(1_200_000), 88),
    sort("sort 16 B", rows(2_200_000, payload=0), 16),
    sort("sort 280 B", rows(600_000, payload=256), 280),
    sort("sort 2 KiB", rows(80_000, payload=2048), 2072),
    sort("sort 1 core", rows(1_500_000), 88, cores=1),
    sort("sort 4 cores", rows(1_300_000), 88, cores=4, partitions=4),
    sort("sort two keys", rows(1_200_000), 88, "other", ("k", "p")),
    sort("sort Parallel", rows(1_100_000), 88, collector="parallel"),
    sort("sort Serial", rows(1_000_000), 88, collector="serial"),
    sort("sort skewed", rows(1_000_000, hot=0.2), 88, partitions=4),
    sort("sort 20 partitions", rows(4_000_000), 88, cores=4, partitions=20),
    sort("sort strings", rows(1_000_000, key="string"), 8 + 16 + 24 + 64, "other"),
    merge_join("merge join even", rows(1_200_000), rows(1_200_000), (88, 88), cores=4, partitions=4),
    merge_join("merge join left alone", rows(2_162_000, payload=0), rows(4_000, payload=0), (16, 16)),
    merge_join("merge join right alone", rows(4_000, payload=0), rows(2_162_000, payload=0), (16, 16)),
    merge_join("merge join 3 to 1", rows(900_000), rows(300_000, payload=32), (88, 56)),
    merge_join("merge join right outer", rows(300_000), rows(750_000), (88, 88), how="right_outer"),
    merge_join("merge join strings", rows(450_000, key="string"), rows(450_000, key="string"), (112, 112), "other"),
    hash_join("hash join 88 B", rows(500_000, payload=0), rows(1_000_000), {"rowBytes": 88}),
    hash_join("hash join 16 B", rows(500_000, payload=0), rows(2_500_000, payload=0), {"rowBytes": 16}),
    hash_join("hash join 4 cores", rows(500_000, payload=0), rows(800_000, payload=128), {"rowBytes": 152}, cores=4, partitions=4),
    hash_join(
        "hash join strings", rows(500_000, payload=0, key="string"), rows(800_000, key="string"),
        {"rowBytes": 112, "keyBytes": 8 + 8 + 24, "valueBytes": 112}),
    aggregate("aggregate 88 B keys", rows(1_000_000, maps=4), 88),
    aggregate("aggregate long keys", rows(2_200_000, maps=8, payload=0), 16, ("k",)),
    aggregate("aggregate string keys", rows(1_200_000, maps=4, payload=0, key="string"), 40, ("k",)),
    aggregate("partial aggregate", rows(1_000_000, maps=2), 88, partitions=8),
    aggregate("partial aggregate long keys", rows(2_200_000, maps=2, payload=0), 16, ("k",), partitions=8),
    aggregate_in_one_stage("aggregates of one stage", rows(800_000), 88),
    aggregate_in_one_stage("aggregates of one stage, long keys", rows(1_100_000, payload=0), 16, ("k",)),
    window("window of large groups", rows(800_000, distinct=16), 88, False),
    window("window of small groups", rows(900_000, distinct=300_000), 88, True),
    case(
        "round-robin", "round_robin", [{"operator": "sort", "keys": "other", "rowBytes": 88, "largestRecords": 600_000}],
        using={"rows": rows(1_200_000, maps=2)}, facts={}, partitions=8, maps=2),
    case(
        "join and window", "join_and_window", [{
            "operator": "sort-merge-join", "rowBytes": 88, "largestRecords": "<left>", "otherRowBytes": 88, "otherLargestRecords": "<right>",
            "alongside": [{"operator": "sort", "keys": "other", "rowBytes": 8 + 32 + 128, "largestRecords": "<left>"}],
        }], using={"left": rows(350_000), "right": rows(350_000)}, facts={"left": {"source": rows(350_000)}, "right": {"source": rows(350_000)}}),
    case(
        "join and aggregate", "join_and_aggregate", [{
            "operator": "sort-merge-join", "rowBytes": 88, "largestRecords": "<left>", "otherRowBytes": 16, "otherLargestRecords": "<right>",
            "alongside": [{"operator": "aggregate", "keyBytes": 88, "valueBytes": 16, "largestRecords": "<left>", "alongside": [
                {"operator": "aggregate", "keyBytes": 88, "valueBytes": 16, "largestRecords": "<left>"}]}],
        }], using={"left": rows(350_000), "right": rows(350_000, payload=0)},
        facts={"left": {"source": rows(350_000)}, "right": {"source": rows(350_000)}}),
    case(
        "sort before a Python function", "sort_before_python", [{
            "operator": "sort", "rowBytes": 88, "largestRecords": "<rows>",
            "alongside": [{"operator": "sort", "keys": "other", "rowBytes": 8, "largestRecords": 1}],  # a page, in which rows wait for Python
        }], using={"rows": rows(1_200_000)}, facts={"rows": {"source": rows(1_200_000)}}),
    beside_cache(sort("sort beside a cache", rows(800_000), 88), rows(600_000)),
    beside_cache(sort("sort beside a cache that may fall", rows(800_000), 88), rows(3_000_000, maps=16), "MEMORY_AND_DISK"),
    case(
        "sort beside a broadcast", "broadcast_and_sort", [{"operator": "sort", "rowBytes": 88 + 80, "largestRecords": "<rows>"}],
        using={"left": rows(500_000, distinct=300_000), "right": rows(300_000)},  # each row finds one: none is narrower
        facts={"rows": {"source": rows(500_000, distinct=300_000)}},
        broadcast=300_000 * 96 + 16 * 2 ** 20),  # rows with their 8 bytes and slots: what the SQL tab prints as the data size of the broadcast
    many_partitions("400 partitions", rows(1_200_000, maps=2), 88, partitions=400),
    many_partitions("400 partitions, 16 B", rows(2_800_000, maps=2, payload=0), 16, partitions=400),
    many_partitions("1000 partitions, 1 KiB", rows(120_000, maps=2, payload=1024), 1048, partitions=1000),
    aggregate("aggregate, 400 partitions", rows(600_000, maps=2), 88, partitions=400),
    merge_join("adaptive merge join", rows(1_200_000), rows(900_000, payload=32), (88, 56), partitions=3, adaptive=True),
    aggregate("adaptive aggregate", rows(1_500_000, maps=6), 88, partitions=3, adaptive=True),
    sort("off-heap sort", rows(800_000), 88, dial="offHeapMiB"),
    aggregate("off-heap aggregate", rows(700_000, maps=4), 88, dial="offHeapMiB"),
    hash_join("hash join beside off-heap", rows(500_000, payload=0), rows(1_000_000), {"rowBytes": 88}, offHeapMiB=512),
    sort("Spark 4: sort", rows(1_100_000), 88, spark="4.3.0"),
    merge_join("Spark 4: merge join", rows(600_000), rows(450_000), (88, 88), spark="4.3.0"),
    hash_join("Spark 4: hash join", rows(500_000, payload=0), rows(800_000), {"rowBytes": 88}, spark="4.3.0"),
    aggregate("Spark 4: aggregate", rows(850_000, maps=4), 88, spark="4.3.0"),
    window("Spark 4: window", rows(650_000, distinct=16), 88, False, spark="4.3.0"),
    many_partitions("Spark 4: 400 partitions", rows(1_100_000, maps=2), 88, spark="4.3.0", partitions=400),
    object_aggregate("collect_list, map side", rows(1_200_000, maps=2), "collect_list", (16, 88, 128), partitions=8),
    object_aggregate("collect_list, reduce side", rows(1_100_000, maps=12), "collect_list", (16, 88, 128)),
    object_aggregate(
        "collect_set of string keys, Parallel", rows(900_000, maps=3, key="string"), "collect_set", (40, 112, 152), "other", partitions=12, cores=3,
        collector="parallel"),
    object_aggregate("Spark 4: collect_list", rows(1_000_000, maps=2, payload=32), "collect_list", (16, 56, 96), spark="4.3.0", partitions=8),
    approximate("approx_count_distinct", rows(300_000, maps=2), partitions=8),
    sort("sort 3 cores", rows(1_400_000), 88, cores=3, partitions=3),
    sort("sort 8 cores", rows(2_300_000), 88, cores=8, partitions=8),
    sort("sort 64 KiB", rows(7_000, payload=65_536), 65_560),
    sort("sort 8 cores Parallel", rows(2_000_000, payload=32), 56, cores=8, partitions=8, collector="parallel"),
    order_by("order by", rows(1_500_000), 88, cores=3, partitions=6),
    merge_join("merge join Parallel", rows(1_000_000, payload=32), rows(800_000), (56, 88), cores=3, partitions=3, collector="parallel"),
    merge_join("merge join skewed", rows(700_000, hot=0.15), rows(700_000, payload=128), (88, 152), cores=2, partitions=4),
    merge_join("merge join left outer, Serial", rows(800_000), rows(500_000), (88, 88), how="left_outer", collector="serial"),
    hash_join("hash join 8 cores Serial", rows(500_000, payload=0), rows(1_300_000), {"rowBytes": 88}, cores=8, partitions=8, collector="serial"),
    hash_join(
        "hash join strings Parallel", rows(500_000, payload=0, key="string"), rows(1_100_000, payload=32, key="string"),
        {"rowBytes": 80, "keyBytes": 8 + 8 + 24, "valueBytes": 80}, cores=3, partitions=3, collector="parallel"),
    aggregate("aggregate 8 cores", rows(1_600_000, maps=16), 88, cores=8, partitions=8),
    aggregate("aggregate Parallel, 280 B keys", rows(500_000, maps=4, payload=256), 280, collector="parallel"),
    aggregate("partial aggregate Serial, 280 B keys", rows(420_000, maps=2, payload=256), 280, partitions=12, collector="serial"),
    aggregate("partial aggregate of strings, 3 cores", rows(1_500_000, maps=3, payload=0, key="string"), 40, ("k",), cores=3, partitions=12),
    case(
        "count of distinct", "count_distinct", [
            {"operator": "aggregate", "keyBytes": 88, "valueBytes": 0, "largestRecords": "<keys>", "alongside": [
                {"operator": "partial-aggregate", "keyBytes": 16, "valueBytes": 16, "largestRecords": 100_000}]},
            {"operator": "aggregate", "keyBytes": 88, "valueBytes": 0, "largestRecords": 1_000_000 // 8},
            {"operator": "aggregate", "keyBytes": 16, "valueBytes": 16, "largestRecords": "<groups>"}],
        using={"rows": rows(1_000_000, maps=8, distinct=100_000)},
        facts={"keys": {"source": rows(1_000_000, maps=8, distinct=100_000), "by": ["k", "p"]}, "groups": {"source": rows(100_000, maps=8)}}),
    case(
        "aggregate by sorting", "aggregate_by_sorting", [{"operator": "sort", "rowBytes": 16 + 8 + 24, "largestRecords": 1_800_000 // 2}],
        using={"rows": rows(1_800_000, maps=2, payload=0, more={"s": "lpad(hex(xxhash64(id, 5)), 17, '1')"})}, facts={}, partitions=8, maps=2),
    window("window of sliding frames", rows(700_000, distinct=40), 88, True, frame="rows between 3 preceding and 3 following"),
    beside_cache(aggregate("aggregate beside a cache", rows(900_000, maps=4), 88, cores=3, partitions=3), rows(500_000)),
    beside_cache(
        aggregate("aggregate beside a serialized cache", rows(900_000, maps=4), 88, collector="parallel"), rows(2_500_000, maps=16),
        "MEMORY_AND_DISK_SER"),
    beside_cache(merge_join("merge join beside a cache on disk", rows(700_000), rows(500_000), (88, 88)), rows(1_000_000), "DISK_ONLY"),
    beside_cache(sort("off-heap sort beside a cache", rows(800_000), 88, dial="offHeapMiB"), rows(900_000)),
    sort("sort, pages of 64 MiB", rows(20_000_000, maps=16), 88, cores=1),
    hash_join("hash join, pages of 64 MiB", rows(500_000, payload=0), rows(12_000_000, maps=16), {"rowBytes": 88}, cores=1),
    aggregate("aggregate, pages of 32 MiB", rows(10_000_000, maps=16), 88),
    merge_join("merge join, pages of 64 MiB", rows(9_000_000, maps=16), rows(9_000_000, maps=16, payload=72), (88, 96)),
    window("window, pages of 16 MiB, Parallel", rows(5_000_000, maps=16, distinct=40), 88, False, cores=1, collector="parallel"),
    many_partitions("400 partitions, pages of 32 MiB", rows(15_000_000, maps=2), 88, cores=1, partitions=400),
    merge_join("Spark 4: merge join Parallel", rows(700_000), rows(700_000, payload=32), (88, 56), spark="4.3.0", cores=3, partitions=3, collector="parallel"),
    hash_join(
        "Spark 4: hash join strings", rows(500_000, payload=0, key="string"), rows(800_000, key="string"),
        {"rowBytes": 112, "keyBytes": 8 + 8 + 24, "valueBytes": 112}, spark="4.3.0"),
    aggregate("Spark 4: partial aggregate long keys", rows(2_200_000, maps=2, payload=0), 16, ("k",), spark="4.3.0", partitions=8),
    beside_cache(sort("Spark 4: sort beside a cache", rows(900_000), 88, spark="4.3.0", cores=3, partitions=3), rows(700_000)),
    sort("Spark 4: sort, Java 25", rows(1_300_000, payload=32), 56, spark="4.3.0", java=25),
]
