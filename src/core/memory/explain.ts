import { formatWorker, smallestWorker, workerSizes } from '../catalog/workers';
import { fails, ok, Outcome, Problem, problem } from '../problems/problem';
import { MIB, MIB_PER_GIB } from '../units';
import { isBareNumber, toMiB } from './byte-string';
import { Container, containerOf } from './container';
import { explainNotes } from './explain-notes';
import { ExplainInput, ExplainRequest, readExplainRequest } from './explain-request';
import { ExplainedContainer, ExplainedJvm, Explanation, UnifiedRegions } from './explanation';
import { defaultCollector, jvmHeap } from './jvm-heap';
import { pageBytes, taskShare } from './page';
import { sparkAtLeast } from './spark-version';
import { checkStaticHeap, StaticMemory, staticMemory } from './static';
import { logMemory, uiStorageMemory } from './ui';
import { checkHeap, minimumHeapMiB, OffHeapMemory, unifiedMemory } from './unified';
import { aboveMaximumMessage, YARN_MINIMUM_ALLOCATION_MIB, yarnGrantMiB, YarnRounding } from './yarn-grant';

export type { ExplainRequest } from './explain-request';
export type { ExplainedContainer, ExplainedJvm, ExplainedUi, Explanation, UnifiedRegions } from './explanation';

/** EMR's step as its page had it in 2022; newer pages say 1. Source: https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-hadoop-task-config.html (2026-09). */
const EMR_MINIMUM_ALLOCATION_MIB = 32;

/** The memory of one configuration, or every reason why it will not start. */
export function explainExecutor(request: ExplainRequest): Outcome<Explanation> {
  const read = readExplainRequest(request);
  if (!read.ok) return read;
  const placed = place(read.value);
  if (!placed.ok) return placed;
  const jvm = explainJvm(read.value, placed.value);
  const problems = checkStart(read.value, jvm);
  return problems.length ? fails(problems) : ok(explain(read.value, jvm, placed.value));
}

/** The container and where it goes. */
function place(input: ExplainInput): Outcome<ExplainedContainer> {
  const container = containerOf(input.heapMiB, {
    platform: input.platform,
    role: input.role,
    sparkVersion: input.sparkVersion,
    overheadMiB: input.overheadMiB,
    offHeapMiB: toMiB(input.offHeapBytes),
    pysparkMiB: input.pysparkMiB,
    nonJvm: input.pysparkMiB > 0,
  });
  if (input.platform === 'serverless') return placeOnWorker(container, input.cores);
  if (input.platform === 'kubernetes') return ok({ ...container, grantedMiB: container.requestedMiB });
  const rounding = input.request.yarn ?? defaultRounding(input);
  const refusal = aboveMaximumMessage(container, input.role, rounding.maximumMiB ?? Infinity, input.sparkVersion);
  if (refusal !== undefined) return fails([problem('SZ2003', 'executorMemory', refusal)]);
  return ok({ ...container, grantedMiB: yarnGrantMiB(container.requestedMiB, rounding) });
}

function defaultRounding({ platform }: ExplainInput): YarnRounding {
  return { minimumMiB: platform === 'emr' ? EMR_MINIMUM_ALLOCATION_MIB : YARN_MINIMUM_ALLOCATION_MIB };
}

function placeOnWorker(container: Container, cores: number): Outcome<ExplainedContainer> {
  const worker = smallestWorker(cores, container.requestedMiB);
  if (worker) return ok({ ...container, grantedMiB: worker.memoryGiB * MIB_PER_GIB, worker });
  const row = workerSizes().filter(({ vCpu }) => vCpu === cores);
  if (!row.length) {
    const counts = [...new Set(workerSizes().map(({ vCpu }) => vCpu))].join(', ');
    return fails([problem('SZ2001', 'executorCores', `EMR Serverless has no worker of ${cores} vCPU; it has ${counts}`)]);
  }
  const { heapMiB, overheadMiB, offHeapMiB, pysparkMiB, requestedMiB } = container;
  const parts = `${heapMiB} MiB of heap + ${overheadMiB} of overhead${offHeapMiB + pysparkMiB > 0 ? ` + ${offHeapMiB + pysparkMiB} off-heap and of Python` : ''}`;
  return fails([problem('SZ2003', 'executorMemory', `${parts} = ${requestedMiB} MiB fits no worker of ${cores} vCPU: ${row.map(formatWorker).join('; ')}`)]);
}

/** The heap, with the collector asked for or the one that the JVM picks where it runs. */
function explainJvm(input: ExplainInput, { grantedMiB }: ExplainedContainer): ExplainedJvm {
  const { javaVersion, request } = input;
  const machineMemoryBytes = request.machineMemoryBytes ?? (seesContainer(input) ? grantedMiB * MIB : undefined);
  const cores = seesContainer(input) ? input.cores : Math.max(input.cores, 2); // of a node the JVM sees all cores
  const collector = request.collector ?? defaultCollector({ javaVersion, cores, memoryBytes: machineMemoryBytes ?? Infinity });
  const xmxBytes = input.heapMiB * MIB;
  const initialHeapBytes = startsWithWholeHeap(input) ? xmxBytes : undefined;
  return { ...jvmHeap({ xmxBytes, collector, javaVersion, machineMemoryBytes, initialHeapBytes }), collector, java: javaVersion };
}

/** A JVM sees the limits of its cgroup on Kubernetes and on EMR Serverless, and all of the node on YARN. */
function seesContainer({ platform }: ExplainInput): boolean {
  return platform === 'kubernetes' || platform === 'serverless';
}

/** -Xms = -Xmx: up to Spark 1.6 (SPARK-12384) everywhere but in YARN's application master, and in the executor image of Kubernetes. */
function startsWithWholeHeap({ sparkVersion, platform, role }: ExplainInput): boolean {
  return role === 'executor' && (platform === 'kubernetes' || !sparkAtLeast(sparkVersion, '2.0'));
}

/** Spark's own refusals, with what would do. */
function checkStart(input: ExplainInput, jvm: ExplainedJvm): readonly Problem[] {
  const { manager, sparkVersion, checkedExecutorBytes, request } = input;
  const check = { maxMemoryBytes: jvm.maxMemoryBytes, executorMemoryBytes: checkedExecutorBytes, sparkVersion };
  if (manager === 'static') return checkStaticHeap(check);
  const bare = isBareNumber(request.executorMemory);
  return checkHeap(check).map(({ id, path, message }) => {
    const least = `the least heap under ${jvm.collector} is ${minimumHeapMiB(jvm.collector, jvm.java)}m`;
    const unit = `this check reads a bare number as bytes: write ${request.executorMemory.trim()}m`;
    return { id, path: 'executorMemory', message: `${message} (${bare && path === 'spark.executor.memory' ? unit : least})` };
  });
}

function explain(input: ExplainInput, jvm: ExplainedJvm, container: ExplainedContainer): Explanation {
  const { sparkVersion, manager, cores, slots } = input;
  const { onHeap, offHeap } = regionsOf(input, jvm);
  const { poolBytes, executionPoolBytes } = executionOf(onHeap, offHeap);
  const storageBytes = uiStorageBytes(input, onHeap, offHeap);
  return {
    schema: 'sized-emr/explain/1',
    sparkVersion,
    manager,
    jvm,
    onHeap,
    offHeap,
    pageBytes: pageBytes({ executionPoolBytes, cores, g1OnHeap: jvm.collector === 'g1' && offHeap.bytes === 0, sparkVersion }),
    perTask: taskShare({ poolBytes, slots }),
    container,
    ui: { storageMemory: uiStorageMemory(storageBytes, sparkVersion), logCapacity: logMemory(storageBytes, sparkVersion) },
    notes: explainNotes({ input, jvm, container, storageBytes }),
  };
}

function regionsOf(input: ExplainInput, { maxMemoryBytes }: ExplainedJvm): { onHeap: UnifiedRegions | StaticMemory; offHeap: OffHeapMemory } {
  const { offHeap, ...onHeap } = unifiedMemory({ ...input, maxMemoryBytes });
  if (input.manager === 'unified') return { onHeap, offHeap };
  // The static manager stores nothing off-heap.
  return { onHeap: staticMemory({ maxMemoryBytes }), offHeap: { bytes: offHeap.bytes, storageBytes: 0, executionBytes: offHeap.bytes } };
}

/** The pool that tasks share, and its execution part at start: off-heap where that is enabled, since all of Tungsten moves there. */
function executionOf(onHeap: UnifiedRegions | StaticMemory, offHeap: OffHeapMemory): { poolBytes: number; executionPoolBytes: number } {
  const isStatic = 'shuffleBytes' in onHeap;
  if (offHeap.bytes > 0) return { poolBytes: isStatic ? offHeap.executionBytes : offHeap.bytes, executionPoolBytes: offHeap.executionBytes };
  if (isStatic) return { poolBytes: onHeap.shuffleBytes, executionPoolBytes: onHeap.shuffleBytes };
  return { poolBytes: onHeap.unifiedBytes, executionPoolBytes: onHeap.executionBytes };
}

/** The UI shows all that storage could ever take: the whole region, and from 2.1 (SPARK-16166) off-heap memory too. */
function uiStorageBytes({ sparkVersion }: ExplainInput, onHeap: UnifiedRegions | StaticMemory, offHeap: OffHeapMemory): number {
  if ('shuffleBytes' in onHeap) return onHeap.storageBytes;
  return onHeap.unifiedBytes + (sparkAtLeast(sparkVersion, '2.1') ? offHeap.bytes : 0);
}
