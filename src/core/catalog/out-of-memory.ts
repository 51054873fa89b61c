/**
 * What stands in the cause of a failed run, or step, whose tasks had too little memory. A cause without any of these is another one: more memory
 * would not help.
 *
 * Sources: java.lang.OutOfMemoryError of the JVM and SparkOutOfMemoryError of Spark 3.5 (TaskMemoryManager); YarnAllocator of Spark 2.4 to 4.0;
 * SparkExitCode.OOM of Spark 3.5, with which an executor leaves after an OutOfMemoryError; the worker's own text on EMR Serverless, with exit 137
 * (https://github.com/aws-samples/aws-emr-utilities/pull/167, 2026-11-20). That the cause holds them: the service ends it with the last exceptions of
 * the driver's log (https://github.com/aws-samples/emr-serverless-samples/pull/17, 2026-11-29).
 */
export const OUT_OF_MEMORY_TEXTS = [
  'OutOfMemoryError',
  'Container killed by YARN for exceeding',
  'memory usage exceeded configured memory size',
  'Exit status: 52',
] as const;
