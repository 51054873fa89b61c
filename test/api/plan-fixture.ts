import { Plan } from '../../src/core/planning/plan';

/** A legal plan, written by hand: 4 vCPU executors of 16 GB, heap 12 GiB, one to eight of them, two runs at the same time. */
export function planFixture(): Plan {
  const executorWorker = { vCpu: 4, memoryGiB: 16, diskGiB: 40, diskType: 'STANDARD' } as const;
  const driverWorker = { vCpu: 2, memoryGiB: 4, diskGiB: 20, diskType: 'STANDARD' } as const;
  return {
    schema: 'sized-emr/plan/1',
    sizingModel: '1',
    platform: 'serverless',
    name: 'nightly',
    release: 'emr-7.12.0',
    architecture: 'x86_64',
    region: 'us-east-1',
    objective: 'cost',
    concurrentRuns: 2,
    executor: {
      cores: 4,
      taskCpus: 1,
      slots: 4,
      heapMiB: 12288,
      overheadMiB: 4096,
      offHeapMiB: 0,
      pysparkMiB: 0,
      containerMiB: 16384,
      diskGiB: 40,
      diskType: 'STANDARD',
      collector: 'g1',
      neededHeapMiB: 9000,
      neededBy: 'shuffle',
      slackToNextStep: 0.1,
      worker: executorWorker,
    },
    driver: { cores: 2, heapMiB: 2048, overheadMiB: 2048, containerMiB: 4096, diskGiB: 20, diskType: 'STANDARD', worker: driverWorker },
    executors: { minimum: 1, initial: 3, maximum: 8, dynamic: true },
    partitions: 200,
    perTask: { memoryMiB: 1700, demandMiB: 1500, basis: 'expansion' },
    sparkDefaults: {
      'spark.driver.cores': '2',
      'spark.driver.memory': '2g',
      'spark.driver.memoryOverhead': '2g',
      'spark.driver.maxResultSize': '1g',
      'spark.emr-serverless.driver.disk': '20G',
      'spark.emr-serverless.driver.disk.type': 'standard',
      'spark.executor.cores': '4',
      'spark.task.cpus': '1',
      'spark.executor.memory': '12g',
      'spark.executor.memoryOverhead': '4g',
      'spark.executor.extraJavaOptions': '-XX:+UseG1GC',
      'spark.memory.fraction': '0.6',
      'spark.memory.storageFraction': '0.5',
      'spark.memory.offHeap.enabled': 'false',
      'spark.memory.offHeap.size': '0',
      'spark.emr-serverless.executor.disk': '40G',
      'spark.emr-serverless.executor.disk.type': 'standard',
      'spark.dynamicAllocation.enabled': 'true',
      'spark.dynamicAllocation.initialExecutors': '3',
      'spark.dynamicAllocation.minExecutors': '1',
      'spark.dynamicAllocation.maxExecutors': '8',
      'spark.executor.instances': '3',
      'spark.sql.shuffle.partitions': '200',
      'spark.default.parallelism': '200',
      'spark.sql.adaptive.advisoryPartitionSizeInBytes': '134217728',
      'spark.sql.files.maxPartitionBytes': '134217728',
      'spark.sql.sortMergeJoinExec.buffer.in.memory.threshold': '2147483632',
      'spark.aws.serverlessStorage.enabled': 'false',
    },
    // 2 × (2 + 8 × 4) = 68 vCPU, 2 × (4 + 8 × 16) = 264 GB, 2 × (20 + 8 × 40) = 680 GB
    serverless: { initialCapacity: [], maximumCapacity: { cpu: '68 vCPU', memory: '264 GB', disk: '680 GB' } },
    runTime: { seconds: 1800, lowSeconds: 1500, highSeconds: 2400, waves: 7 },
    cost: { usd: 1.5, lowUsd: 1.2, highUsd: 2, idleUsdPerHour: 0, per: 'run', pricedAt: '2026-11-20', region: 'us-east-1' },
    reasons: [{ quantity: 'executor.heapMiB', value: '12288', binds: 'worker', because: 'the largest feasible heap' }],
    assumptions: [{ field: 'skew', value: '1.5', because: 'batch-etl' }],
    waste: { memory: 0.1, vCpu: 0.2 },
    runnersUp: [{ summary: '8 vCPU', usd: 1.6, lostBecause: 'dearer' }],
    warnings: [],
  };
}

/** The fixture with some fields replaced, by path: `changed({ 'executor.slots': 3 })`. */
export function changed(values: Record<string, unknown>): Plan {
  const plan = JSON.parse(JSON.stringify(planFixture()));
  for (const [path, value] of Object.entries(values)) {
    const names = path.includes('"') ? [path.slice(0, path.indexOf('[')), JSON.parse(path.slice(path.indexOf('[') + 1, -1))] : path.split('.');
    const last = names.pop()!;
    names.reduce((target, name) => target[name], plan)[last] = value;
  }
  return plan;
}
