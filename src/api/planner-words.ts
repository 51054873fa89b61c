/** What a plan is for. */
export enum PlanPlatform {
  /** EMR Serverless. */
  SERVERLESS = 'serverless',
  /** EMR on EC2: a cluster of instances. */
  EC2 = 'ec2',
}

/** CPU architecture of the workers or instances. It decides prices and the path of Java. */
export enum EmrArchitecture {
  /** Intel or AMD. The default. */
  X86_64 = 'x86_64',
  /** AWS Graviton: about a fifth cheaper per hour. Native libraries must be built for it. */
  ARM64 = 'arm64',
}

/** What a plan makes least. */
export enum PlanObjective {
  /** The cheapest plan that meets the demand. The default. */
  COST = 'cost',
  /** The fastest plan within the limits of quota and cost. */
  TIME = 'time',
}

/** Garbage collector of the executors. It decides how much of the heap Spark sees. */
export enum GarbageCollector {
  /** G1: Java 9 and later pick it on two cores and more. */
  G1 = 'g1',
  /** ParallelGC: Java 8 picks it on two cores and more. It leaves one survivor space out of the heap that Spark sees. */
  PARALLEL = 'parallel',
  /** SerialGC: every Java picks it on one core. */
  SERIAL = 'serial',
}

/** Type of a worker's disk. */
export enum WorkerDiskType {
  /** 20 to 200 GiB, the first 20 free. */
  STANDARD = 'STANDARD',
  /** 20 GiB to 2 TiB, faster, billed from the first GiB; from emr-7.1.0. */
  SHUFFLE_OPTIMIZED = 'SHUFFLE_OPTIMIZED',
}

/** What the memory of one task was judged on. */
export enum MemoryBasis {
  /** The exact rule of Spark's operators, from the stages of the workload. */
  STAGES = 'stages',
  /** A closed bound of that rule: the Spark of the release has not been measured. */
  BOUND = 'bound',
  /** Shuffle × expansion: no stage was stated. */
  EXPANSION = 'expansion',
}

/** What a cost is the cost of. */
export enum CostPeriod {
  /** One run. */
  RUN = 'run',
  /** One hour of a streaming job. */
  HOUR = 'hour',
}
