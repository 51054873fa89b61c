/** Who grants the container of an executor or driver. */
export enum ContainerPlatform {
  /** YARN with Hadoop's and Spark's own defaults. */
  YARN = 'yarn',
  /** YARN on Amazon EMR: 18.75 % of overhead for executors from emr-5.22.0. */
  EMR = 'emr',
  /** Kubernetes. */
  KUBERNETES = 'kubernetes',
  /** Amazon EMR Serverless: the least worker of its grid. */
  SERVERLESS = 'serverless',
}

/** Which process of Spark a container is for. */
export enum ContainerRole {
  /** An executor. */
  EXECUTOR = 'executor',
  /** The driver; on YARN in cluster mode. */
  DRIVER = 'driver',
}

/** Which memory manager divides the heap. */
export enum SparkMemoryManager {
  /** Execution and storage share one region. Spark 1.6 and later. */
  UNIFIED = 'unified',
  /** Regions of fixed size. The only one up to Spark 1.5, optional until 2.4. */
  STATIC = 'static',
}
