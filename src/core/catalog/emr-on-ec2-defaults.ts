/** `spark.driver.memory` that EMR sets. Source: https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-spark-configure.html (2026-11-20). */
export const EMR_DRIVER_MEMORY_MIB = 2048;

/** `spark.yarn.am.memory`: the application master of client mode. Source: running-on-yarn.html, Spark 1.3 to 4.1. */
export const CLIENT_MASTER_MEMORY_MIB = 512;

/** `spark.yarn.am.cores` and `spark.driver.cores`. Source: running-on-yarn.html, Spark 1.3 to 4.1. */
export const MASTER_CORES = 1;
