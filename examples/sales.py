"""Sums the sales of a day: what the examples deploy and schedule."""
import sys

from pyspark.sql import SparkSession
from pyspark.sql import functions as F


def main(lake: str, day: str) -> None:
    spark = SparkSession.builder.appName("sales").getOrCreate()
    sales = spark.read.parquet(f"{lake}/raw/day={day[:10]}")
    totals = sales.groupBy("shop", "article").agg(F.sum("amount").alias("amount"), F.count("*").alias("receipts"))
    totals.write.mode("overwrite").parquet(f"{lake}/sales/day={day[:10]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
