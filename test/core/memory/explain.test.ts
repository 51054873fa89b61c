import fc from 'fast-check';
import { explainExecutor, Explanation, ExplainRequest } from '../../../src/core/memory/explain';
import { GIB, MIB } from '../../../src/core/units';

function explained(request: ExplainRequest): Explanation {
  const outcome = explainExecutor(request);
  if (!outcome.ok) throw new Error(outcome.problems.map(({ id, path, message }) => `${id} ${path}: ${message}`).join('\n'));
  return outcome.value;
}

function problemsOf(request: ExplainRequest): string[] {
  const outcome = explainExecutor(request);
  return outcome.ok ? [] : outcome.problems.map(({ id, path, message }) => `${id} ${path}: ${message}`);
}

describe('explainExecutor', () => {
  test('explains a 4g executor of 4 cores under ParallelGC on YARN', () => {
    expect(explained({ executorMemory: '4g', executorCores: 4, collector: 'parallel', sparkVersion: '3.5.6', javaVersion: 17 })).toEqual({
      schema: 'sized-emr/explain/1',
      sparkVersion: '3.5.6',
      manager: 'unified',
      jvm: {
        xmxBytes: 4_294_967_296, reservedBytes: 4_294_967_296, unusableBytes: 477_102_080, maxMemoryBytes: 3_817_865_216, collector: 'parallel', java: 17,
      },
      onHeap: {
        reservedBytes: 314_572_800, userBytes: 1_401_316_967, unifiedBytes: 2_101_975_449, storageBytes: 1_050_987_724, executionBytes: 1_050_987_725,
      },
      offHeap: { bytes: 0, storageBytes: 0, executionBytes: 0 },
      pageBytes: 16 * MIB, // 1050987725 / 4 / 16 = 15.7 MiB
      perTask: { minimumBytes: 262_746_931, maximumBytes: 525_493_862 },
      container: { heapMiB: 4096, overheadMiB: 409, offHeapMiB: 0, pysparkMiB: 0, requestedMiB: 4505, grantedMiB: 5120 },
      ui: { storageMemory: '2 GiB', logCapacity: '2004.6 MiB' },
      notes: [
        'ParallelGC leaves one survivor space out of the heap that Spark sees: 455.0 MiB.',
        '"Storage Memory" in Spark\'s UI is all that storage and execution share (2004.6 MiB), not the part that storage is sure of.',
        'YARN grants 5120 MiB: 615 MiB more than asked for, which neither heap nor pools make use of.',
      ],
    });
  });

  test('divides among the tasks that run at once, not among the cores', () => {
    const request: ExplainRequest = { executorMemory: '4g', executorCores: 4 };
    expect(explained({ ...request, taskCpus: 2 }).perTask.maximumBytes).toBe(2 * explained(request).perTask.maximumBytes);
  });

  test('takes pages and shares from off-heap memory where that is enabled', () => {
    const { perTask, pageBytes, ui, container } = explained({ executorMemory: '4g', executorCores: 2, offHeap: '1g', sparkVersion: '3.5.6' });
    expect(perTask).toEqual({ minimumBytes: GIB / 4, maximumBytes: GIB / 2 });
    expect(pageBytes).toBe(16 * MIB); // 512 MiB / 2 / 16, and no header to leave room for
    expect(ui.storageMemory).toBe('3.2 GiB'); // 2277.6 + 1024 MiB
    expect(container.requestedMiB).toBe(4096 + 409 + 1024);
  });

  test('leaves off-heap memory out of the UI in 2.0', () => {
    const request: ExplainRequest = { executorMemory: '1g', offHeap: '500m', collector: 'parallel' };
    expect(explained({ ...request, sparkVersion: '2.0.2' }).ui.storageMemory).toBe('366.3 MB');
    expect(explained({ ...request, sparkVersion: '2.1.3' }).ui.storageMemory).toBe('908.4 MB'); // 384093388 + 524288000, in 1000s
  });

  test('explains the static manager of Spark 1.5 and the legacy mode of 2.4', () => {
    const old = explained({ executorMemory: '1g', executorCores: 2, sparkVersion: '1.5.2', javaVersion: 8 });
    expect(old.manager).toBe('static');
    expect(old.onHeap).toEqual({ storageBytes: 555_755_765, shuffleBytes: 164_668_375, unrollBytes: 111_151_153, otherBytes: 308_753_204 });
    expect(old.perTask).toEqual({ minimumBytes: 41_167_093, maximumBytes: 82_334_187 });
    expect(old.ui.storageMemory).toBe('530.0 MB');
    const legacy = explained({ executorMemory: '1g', sparkVersion: '2.4.5', javaVersion: 8, manager: 'static', offHeap: '1g' });
    expect(legacy.offHeap).toEqual({ bytes: GIB, storageBytes: 0, executionBytes: GIB });
    expect(legacy.perTask.maximumBytes).toBe(GIB);
  });

  test('knows that executors start with the whole heap up to 1.6, and on Kubernetes', () => {
    const request: ExplainRequest = { executorMemory: '1g', executorCores: 2, collector: 'parallel', javaVersion: 8 };
    expect(explained({ ...request, sparkVersion: '1.6.3' }).jvm.maxMemoryBytes).toBe(1_029_177_344);
    expect(explained({ ...request, sparkVersion: '1.6.3', role: 'driver' }).jvm.maxMemoryBytes).toBe(954_728_448);
    expect(explained({ ...request, sparkVersion: '2.0.0' }).jvm.maxMemoryBytes).toBe(954_728_448);
    expect(explained({ ...request, platform: 'kubernetes' }).jvm.maxMemoryBytes).toBe(1_029_177_344);
    expect(explained({ ...request, machineMemoryBytes: 64 * GIB }).jvm.maxMemoryBytes).toBe(1_029_177_344); // a 64th is the whole heap
  });

  test.each([
    ['yarn', 1, 17, 'g1'], ['emr', 2, 8, 'parallel'], ['serverless', 1, 17, 'serial'], ['serverless', 2, 17, 'g1'], ['kubernetes', 1, 17, 'serial'], ['kubernetes', 2, 8, 'parallel'],
  ] as const)('assumes on %s with %d cores and Java %d the collector %s', (platform, executorCores, javaVersion, collector) => {
    expect(explained({ executorMemory: '4g', executorCores, javaVersion, platform }).jvm.collector).toBe(collector);
  });

  test('assumes the Java of the EMR releases that run that Spark', () => {
    expect(explained({ executorMemory: '4g', sparkVersion: '3.4.1' }).jvm.java).toBe(8);
    expect(explained({ executorMemory: '4g', sparkVersion: '3.5.0' }).jvm.java).toBe(17);
  });

  test('puts the container on a worker of EMR Serverless', () => {
    expect(explained({ executorMemory: '14g', executorCores: 4, platform: 'serverless' }).container).toEqual({
      heapMiB: 14336, overheadMiB: 1433, offHeapMiB: 0, pysparkMiB: 0, requestedMiB: 15769, grantedMiB: 16384, worker: { vCpu: 4, memoryGiB: 16 },
    });
  });

  test('rounds as the cluster does that is stated', () => {
    expect(explained({ executorMemory: '4g', platform: 'emr' }).container).toMatchObject({ overheadMiB: 768, requestedMiB: 4864, grantedMiB: 4864 });
    expect(explained({ executorMemory: '4g', yarn: { minimumMiB: 1, maximumMiB: 4505 } }).container.grantedMiB).toBe(4505);
    expect(explained({ executorMemory: '4g', platform: 'kubernetes', pyspark: '1g' }).container).toMatchObject({ overheadMiB: 1638, grantedMiB: 6758 });
  });

  const requestArbitrary: fc.Arbitrary<ExplainRequest> = fc.record({
    executorMemory: fc.integer({ min: 520, max: 200_000 }).map(mib => `${mib}m`),
    executorCores: fc.integer({ min: 1, max: 64 }),
    sparkVersion: fc.constantFrom('1.6.3', '2.4.8', '3.0.1', '3.5.6', '4.0.0'),
    javaVersion: fc.constantFrom(8, 11, 17, 21),
    collector: fc.constantFrom('g1', 'parallel', 'serial'),
    memoryFraction: fc.double({ min: 0.1, max: 1, noNaN: true }),
    storageFraction: fc.double({ min: 0, max: 0.95, noNaN: true }),
    offHeap: fc.constantFrom('0', '1g', '12345678901'),
    platform: fc.constantFrom('yarn', 'emr', 'kubernetes'),
  });

  test('adds up, whatever the request', () => {
    fc.assert(fc.property(requestArbitrary, (request) => {
      const { jvm, onHeap, offHeap, container, perTask } = explained(request);
      expect(jvm.reservedBytes - jvm.unusableBytes).toBe(jvm.maxMemoryBytes);
      expect(offHeap.storageBytes + offHeap.executionBytes).toBe(offHeap.bytes);
      expect(container.heapMiB + container.overheadMiB + container.offHeapMiB + container.pysparkMiB).toBe(container.requestedMiB);
      expect(container.grantedMiB).toBeGreaterThanOrEqual(container.requestedMiB);
      expect(2 * perTask.minimumBytes).toBeLessThanOrEqual(perTask.maximumBytes);
      if (!('unifiedBytes' in onHeap)) throw new Error('unified from 1.6 on');
      expect(onHeap.storageBytes + onHeap.executionBytes).toBe(onHeap.unifiedBytes);
      expect(onHeap.reservedBytes + onHeap.userBytes + onHeap.unifiedBytes).toBe(jvm.maxMemoryBytes);
      expect(onHeap.userBytes).toBeGreaterThanOrEqual(0);
    }));
  });

  test('never has less of anything for a larger heap, G1\'s rounding included', () => {
    fc.assert(fc.property(requestArbitrary, fc.integer({ min: 1, max: 1000 }), (request, moreMiB) => {
      const larger = explained({ ...request, executorMemory: `${parseInt(request.executorMemory, 10) + moreMiB}m` });
      const smaller = explained(request);
      expect(larger.jvm.maxMemoryBytes).toBeGreaterThanOrEqual(smaller.jvm.maxMemoryBytes);
      expect(larger.perTask.minimumBytes).toBeGreaterThanOrEqual(smaller.perTask.minimumBytes);
      expect(larger.container.grantedMiB).toBeGreaterThanOrEqual(smaller.container.grantedMiB);
    }));
  });
});

describe('explainExecutor notes', () => {
  const quiet: ExplainRequest = { executorMemory: '4g', executorCores: 2, sparkVersion: '3.5.6', javaVersion: 17, collector: 'g1', platform: 'kubernetes' };
  const uiNote = '"Storage Memory" in Spark\'s UI is all that storage and execution share (2277.6 MiB), not the part that storage is sure of.';

  test('say nothing but what the UI shows where nothing is assumed and nothing surprises', () => {
    expect(explained(quiet).notes).toEqual([uiNote]);
  });

  test.each<[string, Partial<ExplainRequest>, string]>([
    ['assumed versions', { sparkVersion: undefined, javaVersion: undefined }, 'Assumed: Spark 3.5.6 and Java 17.'],
    ['an assumed collector', { collector: undefined }, 'Assumed: G1, what Java 17 picks by itself in a container of 2 cores.'],
    ['the serial collector of one core', { collector: undefined, executorCores: 1 }, 'Assumed: the serial collector, what Java 17 picks by itself in a container of 1 core.'],
    ['an assumed collector of a node', { collector: undefined, platform: 'emr' }, 'Assumed: G1, what Java 17 picks on a node of at least 2 cores and 2 GiB; options of the cluster may name another.'],
    ['G1 before Java 17', { javaVersion: 11 }, 'Before Java 17 the regions of G1, and with them the last MiB of the heap, depend on the memory of the machine: state it to have them exact.'],
    ['the survivor space', { collector: 'serial' }, 'the serial collector leaves one survivor space out of the heap that Spark sees: 136.5 MiB.'],
    ['lost pointers', { executorMemory: '32737m' }, 'Object pointers take 8 bytes instead of 4 in a heap of this size: up to about 48g it may hold fewer objects than one of 31g.'],
    ['lost pointers of ParallelGC', { executorMemory: '32767m', collector: 'parallel' }, 'Object pointers take 8 bytes instead of 4 in a heap of this size: up to about 48g it may hold fewer objects than one of 31g.'],
    ['a bare number of a driver', { executorMemory: '4096', role: 'driver' }, 'A memory without a unit is read as 4096 MiB here, and -Xmx in client mode reads it as bytes: write 4096m.'],
    ['a bare number before Spark checked it', { executorMemory: '4096', sparkVersion: '1.6.3' }, 'A memory without a unit is read as 4096 MiB here, and a standalone cluster reads it as bytes: write 4096m.'],
    ['off-heap memory', { offHeap: '1g' }, 'With off-heap memory enabled all of Tungsten\'s execution memory is off-heap: pages and shares of tasks are of that pool, and the one on the heap is no reserve for it.'],
    ['off-heap memory that is not asked for', { offHeap: '1g', sparkVersion: '3.0.0' }, 'Spark 3.0.0 does not ask for off-heap memory in the container: add 1024m to the overhead.'],
    ['the limit of Python', { pyspark: '1g' }, 'Each Python worker is limited to 512 MiB of address space: spark.executor.pyspark.memory divided by the cores of the executor.'],
    ['no limit of Python', { pyspark: '1m' }, '1 MiB for the Python workers of 2 cores is less than 1 MiB each, which means no limit.'],
    ['a driver', { role: 'driver' }, 'A driver runs no tasks unless Spark is local: what is per task stands for nothing here.'],
    ['a driver with off-heap memory', { role: 'driver', offHeap: '1g' }, 'The container of a driver never holds off-heap or PySpark memory: raise its overhead instead.'],
    ['EMR Serverless with Python', { platform: 'serverless', pyspark: '1g' }, 'No page of AWS says whether EMR Serverless counts off-heap and PySpark memory: to be sure set spark.executor.memoryOverhead to 1433m.'],
    ['a worker\'s surplus', { platform: 'serverless' }, 'The worker has 5120 MiB: 615 MiB more than asked for, which neither heap nor pools make use of.'],
    ['Kubernetes in 2.3', { sparkVersion: '2.3.4' }, 'Spark 2.3 asks Kubernetes for the heap alone and has the overhead only in the limit: a full node can kill the pod.'],
  ])('mention %s', (_what, change, note) => {
    expect(explained({ ...quiet, ...change }).notes).toContain(note);
    expect(explained(quiet).notes).not.toContain(note);
  });

  test.each<[string, Partial<ExplainRequest>, RegExp]>([
    ['pointers of a heap just small enough', { executorMemory: '32736m' }, /pointers/],
    ['pointers of a ParallelGC heap just small enough', { executorMemory: '32766m', collector: 'parallel' }, /pointers/],
    ['pointers of a heap that is large enough', { executorMemory: '48g' }, /pointers/],
    ['pointers under ZGC, which has none to lose', { executorMemory: '32g', collector: 'zgc' }, /pointers/],
    ['the machine where it is stated', { javaVersion: 11, machineMemoryBytes: 64 * GIB }, /Before Java 17/],
    ['the UI under the static manager', { sparkVersion: '2.4.5', manager: 'static' }, /UI/],
  ])('leave out %s', (_what, change, pattern) => {
    expect(explained({ ...quiet, ...change }).notes.filter(note => pattern.test(note))).toEqual([]);
  });
});

describe('explainExecutor fails', () => {
  const request: ExplainRequest = { executorMemory: '4g', executorCores: 4, sparkVersion: '3.5.6' };
  const sparkWants = 'must be at least 471859200. Please increase';

  test.each<[string, Partial<ExplainRequest>, string[]]>([
    // 504 MiB less a third of a third: 504 - 56 = 448 MiB
    ['a heap below the minimum, with the least that would do', { executorMemory: '504m', collector: 'parallel' },
      [`SZ2004 executorMemory: System memory 469762048 ${sparkWants} heap size using the --driver-memory option or "spark.driver.memory" in Spark configuration. (the least heap under parallel is 505m)`]],
    ['449m under G1, which rounds the heap up but not the setting', { executorMemory: '449m', collector: 'g1', yarn: { minimumMiB: 1 } },
      [`SZ2004 executorMemory: Executor memory 470810624 ${sparkWants} executor memory using the --executor-memory option or "spark.executor.memory" in Spark configuration. (the least heap under g1 is 450m)`]],
    ['a bare number', { executorMemory: '4096' },
      [`SZ2004 executorMemory: Executor memory 4096 ${sparkWants} executor memory using the --executor-memory option or "spark.executor.memory" in Spark configuration. (this check reads a bare number as bytes: write 4096m)`]],
    ['a heap of nothing', { executorMemory: '1023k' }, ["SZ1004 executorMemory: '1023k' is less than 1m; write 4g, or what is meant"]],
    ['more CPUs for a task than there are', { taskCpus: 5 }, ['SZ1007 taskCpus: The number of cores per executor (=4) has to be >= the number of cpus per task = 5.']],
    ['cores that are no count', { executorCores: 0, taskCpus: 0.5 }, ['SZ1004 executorCores: got 0; a whole number from 1 on', 'SZ1004 taskCpus: got 0.5; a whole number from 1 on']],
    ['a fraction above 1', { memoryFraction: 1.1 }, ["SZ1004 memoryFraction: spark.memory.fraction should be between 0 and 1 (was '1.1')."]],
    ['a fraction of nothing', { memoryFraction: 0 }, ['SZ1004 memoryFraction: onHeapExecutionMemory must be > 0']],
    ['a negative storage fraction', { storageFraction: -0.1 }, ["SZ1004 storageFraction: spark.memory.storageFraction should be between 0 and 1 (was '-0.1')."]],
    ['a storage fraction of 1', { storageFraction: 1 }, ["SZ1004 storageFraction: '1.0' in spark.memory.storageFraction is invalid. Storage fraction must be in [0,1)"]],
    ['off-heap memory below a MiB', { offHeap: '4096' }, ["SZ1004 offHeap: '4096' is 4096 bytes, which is no whole MiB: spark.memory.offHeap.size must be > 0 when spark.memory.offHeap.enabled == true"]],
    ['negative off-heap memory', { offHeap: '-1' }, ["SZ1004 offHeap: '-1' must not be negative"]],
    ['a negative overhead', { overhead: '-1m' }, ["SZ1004 overhead: '-1m' must not be negative"]],
    ['the static manager in 3.x', { manager: 'static' }, ['SZ1013 manager: Spark 3.5.6 has no static manager: it went with 3.0, where the old settings are silently ignored; leave manager out']],
    ['the unified manager in 1.5', { manager: 'unified', sparkVersion: '1.5.2' }, ['SZ1013 manager: Spark 1.5.2 has no unified manager: it came with 1.6; leave manager out']],
    ['off-heap memory in 1.5', { offHeap: '1g', sparkVersion: '1.5.2' }, ['SZ1013 offHeap: Spark 1.5.2 has no off-heap pools: they came with 1.6; leave offHeap out']],
    ['a version that is none', { sparkVersion: 'three' }, ["SZ1004 sparkVersion: got 'three', no version of Spark; write 3.5.6"]],
    ['a Java that is none', { javaVersion: 1.8 }, ['SZ1004 javaVersion: got 1.8, no version of Java; write 8, 11, 17 or 21']],
    ['CMS in Java 14', { collector: 'cms', javaVersion: 14 }, ['SZ1013 collector: Java 14 has no CMS any more: it was removed in Java 14']],
    ['a worker that does not exist', { platform: 'serverless', executorCores: 5 }, ['SZ2001 executorCores: EMR Serverless has no worker of 5 vCPU; it has 1, 2, 4, 8, 16, 32']],
    ['a container that no worker of its vCPU holds', { platform: 'serverless', executorCores: 1, executorMemory: '8g', pyspark: '1g' },
      ['SZ2003 executorMemory: 8192 MiB of heap + 819 of overhead + 1024 off-heap and of Python = 10035 MiB fits no worker of 1 vCPU: 1 vCPU, 2 GB; 1 vCPU, 3 GB; 1 vCPU, 4 GB; 1 vCPU, 5 GB; 1 vCPU, 6 GB; 1 vCPU, 7 GB; 1 vCPU, 8 GB']],
    ['a container above the cluster\'s largest', { yarn: { minimumMiB: 1024, maximumMiB: 4504 } },
      ["SZ2003 executorMemory: Required executor memory (4096 MB), offHeap memory (0) MB, overhead (409 MB), and PySpark memory (0 MB) is above the max threshold (4504 MB) of this cluster! Please check the values of 'yarn.scheduler.maximum-allocation-mb' and/or 'yarn.nodemanager.resource.memory-mb'."]],
  ])('on %s', (_what, change, problems) => {
    expect(problemsOf({ ...request, ...change })).toEqual(problems);
  });

  test.each<[string, Partial<ExplainRequest>]>([
    ['the least heap', { executorMemory: '505m', collector: 'parallel' }],
    ['as many CPUs for a task as there are', { taskCpus: 4 }],
    ['fractions at their bounds', { memoryFraction: 1, storageFraction: 0 }],
    ['a storage fraction of 1 before 3.0', { storageFraction: 1, sparkVersion: '2.4.8' }],
    ['one MiB of off-heap memory', { offHeap: '1048576' }],
    ['less than a MiB of off-heap memory before it counted in containers', { offHeap: '4096', sparkVersion: '2.4.8' }],
    ['no overhead', { overhead: '0' }],
    ['the static manager in 2.4', { manager: 'static', sparkVersion: '2.4.8' }],
    ['the unified manager in 1.6', { manager: 'unified', sparkVersion: '1.6.0' }],
    ['CMS in Java 13', { collector: 'cms', javaVersion: 13 }],
    ['Java 8', { javaVersion: 8 }],
    ['the largest worker of its vCPU', { platform: 'serverless', executorCores: 1, executorMemory: '7448m' }],
    ['a container just as large as the cluster\'s largest', { yarn: { minimumMiB: 1024, maximumMiB: 4505 } }],
  ])('not on %s', (_what, change) => {
    expect(problemsOf({ ...request, ...change })).toEqual([]);
  });

  test('on everything at once', () => {
    expect(problemsOf({ executorMemory: '4.5g', offHeap: 'x', pyspark: '-1m', executorCores: 1, taskCpus: 2 }).map(line => line.slice(0, 20))).toEqual([
      'SZ1007 taskCpus: The', 'SZ1008 executorMemor', "SZ1008 offHeap: 'x':", "SZ1004 pyspark: '-1m",
    ]);
  });
});
