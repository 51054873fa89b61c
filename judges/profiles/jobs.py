"""The jobs that are no query of TPC: ETL, Python, machine learning, interactive sessions and streams, on the same tables."""
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Iterator

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.window import Window


@dataclass(frozen=True)
class Place:
    """Where a job reads and writes."""
    session: SparkSession
    table: Callable[[str], DataFrame]
    #: Scratch of this run.
    folder: Path
    #: The same tables as text, and in the files of a stream.
    prepared: Path

    @property
    def out(self) -> str:
        return str(self.folder / "out")


Job = Callable[[Place], Any]
JOBS: dict[str, dict[str, tuple[str, Job]]] = {}


def job(kind: str, suite: str = "tpch") -> Callable[[Job], Job]:
    """Registers a job of a kind on the tables of a suite."""
    def register(function: Job) -> Job:
        JOBS.setdefault(kind, {})[function.__name__.replace("_", "-")] = (suite, function)
        return function
    return register


# ETL: read, change, write

@job("etl")
def dedupe(at: Place) -> None:
    """Ten per cent of the rows come twice."""
    lines = at.table("lineitem")
    lines.unionByName(lines.sample(0.1, seed=1)).dropDuplicates(["l_orderkey", "l_linenumber"]).write.parquet(at.out)


@job("etl")
def latest_row(at: Place) -> None:
    """Of every part the last shipment: a window over whole rows."""
    newest = Window.partitionBy("l_partkey").orderBy(F.col("l_shipdate").desc())
    at.table("lineitem").withColumn("n", F.row_number().over(newest)).where("n = 1").drop("n").write.parquet(at.out)


@job("etl")
def join_partitioned(at: Place) -> None:
    """Two large tables, written by month."""
    joined = at.table("lineitem").join(at.table("orders"), F.col("l_orderkey") == F.col("o_orderkey"))
    by_month = joined.withColumn("month", F.date_format("o_orderdate", "yyyy-MM"))
    by_month.repartition("month").write.partitionBy("month").parquet(at.out)


@job("etl")
def sorted_write(at: Place) -> None:
    """Range partitions of whole rows."""
    at.table("lineitem").orderBy("l_shipdate", "l_orderkey").write.parquet(at.out)


@job("etl")
def sorted_orders(at: Place) -> None:
    at.table("orders").orderBy("o_custkey").write.parquet(at.out)


@job("etl")
def sorted_sales(at: Place) -> None:
    """A key of few values: ranges cannot cut within one."""
    at.table("lineitem").orderBy("l_quantity").write.parquet(at.out)


@job("etl")
def filter_convert(at: Place) -> None:
    """Scan and write, no shuffle."""
    chosen = at.table("lineitem").where("l_discount > 0.02").withColumn("net", F.expr("l_extendedprice * (1 - l_discount)"))
    chosen.write.parquet(at.out)


@job("etl")
def csv_to_parquet(at: Place) -> None:
    """What lands as text."""
    schema = at.table("lineitem").schema
    at.session.read.schema(schema).csv(str(at.prepared / "lineitem-csv")).write.parquet(at.out)


@job("etl")
def json_to_parquet(at: Place) -> None:
    schema = at.table("orders").schema
    at.session.read.schema(schema).json(str(at.prepared / "orders-json")).write.parquet(at.out)


@job("etl")
def merge(at: Place) -> None:
    """An upsert without a table format: a full join, new rows before old ones."""
    old = at.table("orders")
    new = at.table("orders").sample(0.2, seed=2).select([F.col(name).alias(f"new_{name}") for name in old.columns])
    joined = old.join(new.hint("merge"), F.col("o_orderkey") == F.col("new_o_orderkey"), "full")
    joined.select([F.coalesce(f"new_{name}", name).alias(name) for name in old.columns]).write.parquet(at.out)


@job("etl")
def daily_aggregate(at: Place) -> None:
    grouped = at.table("lineitem").groupBy("l_shipdate", "l_suppkey").agg(F.sum("l_quantity").alias("quantity"), F.sum("l_extendedprice").alias("price"), F.count("*").alias("n"))
    grouped.write.parquet(at.out)


@job("etl")
def nested_orders(at: Place) -> None:
    """Lines collected into their orders."""
    lines = at.table("lineitem").groupBy("l_orderkey").agg(F.collect_list(F.struct("l_partkey", "l_quantity", "l_extendedprice", "l_shipdate")).alias("lines"))
    at.table("orders").join(lines, F.col("o_orderkey") == F.col("l_orderkey")).drop("l_orderkey").write.parquet(at.out)


@job("etl")
def denormalise(at: Place) -> None:
    """A fact with all its dimensions."""
    joined = at.table("lineitem").join(at.table("orders"), F.col("l_orderkey") == F.col("o_orderkey"))
    joined = joined.join(at.table("customer"), F.col("o_custkey") == F.col("c_custkey")).join(at.table("part"), F.col("l_partkey") == F.col("p_partkey"))
    joined.join(at.table("supplier"), F.col("l_suppkey") == F.col("s_suppkey")).write.parquet(at.out)


CHANNELS = (("store_sales", "ss"), ("catalog_sales", "cs"), ("web_sales", "ws"))


def all_channels(at: Place) -> DataFrame:
    frames = []
    for table, short in CHANNELS:
        item = F.col(f"{short}_item_sk").alias("item")
        rest = [F.col(f"{short}_{name}").alias(name) for name in ("sold_date_sk", "quantity", "wholesale_cost", "list_price", "sales_price", "net_paid", "net_profit")]
        frames.append(at.table(table).select(item, *rest, F.lit(table).alias("channel")))
    return frames[0].unionByName(frames[1]).unionByName(frames[2])


@job("etl", "tpcds")
def channels_partitioned(at: Place) -> None:
    """Three facts as one, written by quarter."""
    dates = at.table("date_dim").select(F.col("d_date_sk").alias("sold_date_sk"), F.col("d_quarter_name").alias("quarter"))
    joined = all_channels(at).join(dates, "sold_date_sk")
    joined.repartition("quarter").write.partitionBy("quarter").parquet(at.out)


@job("etl", "tpcds")
def channels_by_item(at: Place) -> None:
    """Sorted within the partitions of their key, as bucketing does."""
    all_channels(at).repartition("item").sortWithinPartitions("item", "sold_date_sk").write.parquet(at.out)


@job("etl", "tpcds")
def returns_of_sales(at: Place) -> None:
    sales, returns = at.table("store_sales"), at.table("store_returns")
    same = (F.col("ss_ticket_number") == F.col("sr_ticket_number")) & (F.col("ss_item_sk") == F.col("sr_item_sk"))
    sales.join(returns.hint("merge"), same, "left").write.parquet(at.out)


# Python in the tasks

@job("python")
def scalar_udf(at: Place) -> None:
    """Row by row, pickled."""
    shout = F.udf(lambda text: text.upper() if text else None, "string")
    at.table("orders").withColumn("loud", shout("o_comment")).write.parquet(at.out)


@job("python")
def pandas_udf(at: Place) -> None:
    import pandas

    @F.pandas_udf("double")  # type: ignore[call-overload, misc]
    def net(price: pandas.Series, discount: pandas.Series) -> pandas.Series:
        return price.astype("float64") * (1 - discount.astype("float64"))

    at.table("lineitem").withColumn("net", net("l_extendedprice", "l_discount")).write.parquet(at.out)


def as_floats(at: Place) -> DataFrame:
    names = ("l_quantity", "l_extendedprice", "l_discount", "l_tax")
    return at.table("lineitem").select("l_orderkey", "l_partkey", "l_suppkey", "l_shipmode", *[F.col(name).cast("double").alias(name) for name in names])


@job("python")
def map_in_arrow(at: Place) -> None:
    import pyarrow
    import pyarrow.compute

    def dear(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            yield batch.filter(pyarrow.compute.greater(batch["l_extendedprice"], 20000.0))

    frame = as_floats(at)
    frame.mapInArrow(dear, frame.schema).write.parquet(at.out)


@job("python")
def map_in_pandas(at: Place) -> None:
    def ranked(frames: Iterator[Any]) -> Iterator[Any]:
        for frame in frames:
            yield frame.assign(l_tax=frame["l_extendedprice"].rank())

    frame = as_floats(at)
    frame.mapInPandas(ranked, frame.schema).write.parquet(at.out)


@job("python")
def apply_in_pandas(at: Place) -> None:
    """Whole groups of some thousand rows."""
    def centred(frame: Any) -> Any:
        return frame.assign(l_tax=frame["l_extendedprice"] - frame["l_extendedprice"].mean())

    frame = as_floats(at)
    frame.groupBy("l_suppkey").applyInPandas(centred, frame.schema).write.parquet(at.out)


@job("python")
def large_groups(at: Place) -> None:
    """Seven groups of all rows: what a hot key does to a worker."""
    def centred(frame: Any) -> Any:
        return frame.assign(l_tax=frame["l_extendedprice"] - frame["l_extendedprice"].mean())

    frame = as_floats(at)
    frame.groupBy("l_shipmode").applyInPandas(centred, frame.schema).write.parquet(at.out)


@job("python")
def grouped_aggregate(at: Place) -> None:
    import pandas

    @F.pandas_udf("double")  # type: ignore[call-overload, misc]
    def spread(price: pandas.Series) -> float:
        return float(price.quantile(0.9) - price.quantile(0.1))

    as_floats(at).groupBy("l_partkey").agg(spread("l_extendedprice").alias("spread")).write.parquet(at.out)


@job("python")
def rdd_word_count(at: Place) -> None:
    """RDDs of Python objects, combined before the shuffle."""
    words = at.table("orders").select("o_comment").rdd.flatMap(lambda row: row[0].split())
    words.map(lambda word: (word, 1)).reduceByKey(lambda a, b: a + b).saveAsTextFile(at.out)


@job("python")
def rdd_group(at: Place) -> None:
    """RDDs of Python objects, all of them shuffled."""
    pairs = at.table("lineitem").select("l_partkey", "l_quantity").rdd.map(lambda row: (row[0], float(row[1])))
    pairs.groupByKey().mapValues(lambda values: sorted(values)[0]).saveAsTextFile(at.out)


# Machine learning

def features(at: Place) -> DataFrame:
    from pyspark.ml.feature import VectorAssembler
    names = ["l_quantity", "l_extendedprice", "l_discount", "l_tax"]
    label = (F.col("l_shipmode") == "AIR").cast("double").alias("label")
    return VectorAssembler(inputCols=names, outputCol="features").transform(as_floats(at).select(*names, label)).select("features", "label")


@job("ml")
def kmeans(at: Place) -> None:
    from pyspark.ml.clustering import KMeans
    data = features(at).cache()
    KMeans(k=8, maxIter=10, seed=1).fit(data).transform(data).groupBy("prediction").count().collect()


@job("ml")
def logistic_regression(at: Place) -> None:
    from pyspark.ml.classification import LogisticRegression
    data = features(at).cache()
    LogisticRegression(maxIter=15).fit(data).transform(data).groupBy("prediction").count().collect()


@job("ml")
def random_forest(at: Place) -> None:
    from pyspark.ml.classification import RandomForestClassifier
    train, test = features(at).randomSplit([0.8, 0.2], seed=1)
    RandomForestClassifier(numTrees=10, maxDepth=5, seed=1).fit(train).transform(test).groupBy("prediction").count().collect()


@job("ml")
def boosted_trees(at: Place) -> None:
    from pyspark.ml.regression import GBTRegressor
    data = features(at).sample(0.3, seed=1).cache()
    GBTRegressor(maxIter=5, maxDepth=4, seed=1).fit(data).transform(data).agg(F.avg("prediction")).collect()


@job("ml")
def als(at: Place) -> None:
    from pyspark.ml.recommendation import ALS
    joined = at.table("lineitem").join(at.table("orders"), F.col("l_orderkey") == F.col("o_orderkey"))
    ratings = joined.select(F.col("o_custkey").cast("int").alias("user"), F.col("l_partkey").cast("int").alias("item"), F.col("l_quantity").cast("float").alias("rating"))
    ALS(rank=8, maxIter=4, seed=1).fit(ratings).userFactors.write.parquet(at.out)


@job("ml")
def word_features(at: Place) -> None:
    from pyspark.ml import Pipeline
    from pyspark.ml.classification import NaiveBayes
    from pyspark.ml.feature import IDF, HashingTF, Tokenizer
    data = at.table("orders").select("o_comment", (F.col("o_orderstatus") == "F").cast("double").alias("label"))
    stages = [Tokenizer(inputCol="o_comment", outputCol="words"), HashingTF(inputCol="words", outputCol="tf", numFeatures=1 << 16), IDF(inputCol="tf", outputCol="features"), NaiveBayes()]
    Pipeline(stages=stages).fit(data).transform(data).groupBy("prediction").count().collect()


@job("ml")
def grouped_fits(at: Place) -> None:
    """A model a supplier, in pandas."""
    import pandas

    def fitted(frame: Any) -> Any:
        import numpy
        slope, level = numpy.polyfit(frame["l_quantity"], frame["l_extendedprice"], 1)
        return pandas.DataFrame([{"l_suppkey": frame["l_suppkey"].iloc[0], "slope": slope, "level": level}])

    as_floats(at).groupBy("l_suppkey").applyInPandas(fitted, "l_suppkey long, slope double, level double").write.parquet(at.out)


@job("ml")
def collected_sample(at: Place) -> None:
    """A tenth comes back to the driver as pandas."""
    as_floats(at).drop("l_shipmode").sample(0.1, seed=1).toPandas()


# Someone who looks at data

@job("interactive")
def session_of_orders(at: Place) -> None:
    orders = at.table("orders").cache()
    orders.count()
    orders.groupBy("o_orderpriority").count().collect()
    orders.groupBy(F.year("o_orderdate")).agg(F.sum("o_totalprice")).orderBy("year(o_orderdate)").collect()
    orders.where("o_totalprice > 400000").limit(1000).toPandas()
    orders.join(at.table("customer"), F.col("o_custkey") == F.col("c_custkey")).groupBy("c_mktsegment").count().collect()


@job("interactive")
def session_of_lines(at: Place) -> None:
    lines = at.table("lineitem").select("l_orderkey", "l_partkey", "l_shipdate", "l_shipmode", "l_extendedprice").cache()
    lines.count()
    lines.describe("l_extendedprice").collect()
    lines.groupBy("l_shipmode").agg(F.avg("l_extendedprice")).collect()
    lines.groupBy("l_partkey").agg(F.sum("l_extendedprice").alias("s")).orderBy(F.desc("s")).limit(100).collect()
    lines.where("l_shipdate > date'1998-11-01'").count()


@job("interactive")
def session_without_cache(at: Place) -> None:
    lines = at.table("lineitem")
    lines.limit(20).toPandas()
    lines.groupBy("l_returnflag").count().collect()
    lines.select("l_suppkey").distinct().count()
    lines.join(at.table("part"), F.col("l_partkey") == F.col("p_partkey")).groupBy("p_brand").agg(F.sum("l_quantity")).collect()
    lines.approxQuantile("l_extendedprice", [0.1, 0.5, 0.9], 0.01)


@job("interactive", "tpcds")
def session_of_sales(at: Place) -> None:
    sales = at.table("store_sales").join(at.table("item").select("i_item_sk", "i_category"), F.col("ss_item_sk") == F.col("i_item_sk")).cache()
    sales.count()
    sales.groupBy("i_category").agg(F.sum("ss_net_paid")).collect()
    sales.join(at.table("customer"), F.col("ss_customer_sk") == F.col("c_customer_sk")).groupBy("c_birth_country").count().orderBy(F.desc("count")).limit(20).collect()
    sales.select("ss_quantity", "ss_net_profit").sample(0.02, seed=1).toPandas()


# Streams: all that is there, in micro-batches

def stream(at: Place, name: str) -> DataFrame:
    """The lines of the suite's table, written in sixteen files, four of them a micro-batch."""
    return at.session.readStream.schema(at.table(name).schema).option("maxFilesPerTrigger", 4).parquet(str(at.prepared / f"{name}-stream"))


def run_stream(at: Place, frame: DataFrame, mode: str = "append") -> None:
    writer = frame.writeStream.outputMode(mode).trigger(availableNow=True).option("checkpointLocation", str(at.folder / "checkpoint"))
    query = writer.format("noop").start() if mode != "append" else writer.format("parquet").start(at.out)
    query.awaitTermination()
    if query.exception():
        raise RuntimeError(str(query.exception()))


@job("streaming")
def stream_filtered(at: Place) -> None:
    run_stream(at, stream(at, "lineitem").where("l_discount > 0.02"))


@job("streaming")
def stream_windows(at: Place) -> None:
    timed = stream(at, "lineitem").withColumn("at", F.col("l_shipdate").cast("timestamp")).withWatermark("at", "400 days")
    run_stream(at, timed.groupBy(F.window("at", "7 days"), "l_shipmode").agg(F.sum("l_quantity")), "update")


@job("streaming")
def stream_keys(at: Place) -> None:
    run_stream(at, stream(at, "lineitem").groupBy("l_partkey").agg(F.count("*"), F.max("l_extendedprice")), "update")


@job("streaming")
def stream_dedupe(at: Place) -> None:
    run_stream(at, stream(at, "orders").dropDuplicates(["o_orderkey"]))


@job("streaming")
def stream_enriched(at: Place) -> None:
    lines = stream(at, "orders")
    run_stream(at, lines.join(at.table("customer"), F.col("o_custkey") == F.col("c_custkey")))
