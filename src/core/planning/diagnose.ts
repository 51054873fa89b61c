import { attempt, Attempt, highSeconds, isFeasible, leastSeconds, Question } from './attempts';
import { vCpusOf } from './candidate';
import { executorsOf } from './container';
import { Ec2Pins } from './ec2-plan';
import { Machine, PlanRequest } from './plan';
import { Problem, problem, ProblemId } from '../problems/problem';
import { fillWorkload } from '../workload/demand';
import { formatDuration, formatSize, formatUsd } from '../workload/quantities';
import { Stage } from '../workload/stage';
import { Workload } from '../workload/workload';

/** Halvings with which the nearest feasible demand is found. */
const STEPS = 12;

/** Something stated that can be less, and how to say it. */
interface Knob {
  readonly id: ProblemId;
  readonly field: string;
  readonly given: (w: Workload) => number | undefined;
  readonly with: (w: Workload, value: number) => Workload;
  readonly format: (value: number) => string;
  readonly because: string;
}

function bytesKnob(id: ProblemId, field: string, property: keyof Workload & `${string}Bytes`, because: string): Knob {
  return {
    id,
    field,
    because,
    format: formatSize,
    given: w => w[property] as number | undefined,
    with: (w, value) => ({ ...w, [property]: value }),
  };
}

/** What can make a demand too large for every shape. Whatever alone makes it feasible is named. */
const KNOBS: readonly Knob[] = [
  bytesKnob('SZ3101', 'hotKey', 'hotKeyBytes', 'all of it stands in one task, and no worker gives one task so much'),
  {
    ...bytesKnob('SZ3101', 'skew', 'hotKeyBytes', 'read pessimistically, the largest partition stays that large whatever the partition count; state hotKey'),
    given: w => w.hotKeyBytes === undefined ? w.skew : undefined,
    with: (w, value) => ({ ...w, skew: Math.max(1, value) }),
    format: value => value.toPrecision(3),
  },
  {
    id: 'SZ3101',
    field: 'stages',
    because: 'the largest partition needs more memory than any worker gives one task',
    format: value => `${(100 * value).toFixed(1)} % of the records`,
    given: w => w.stages.length > 0 ? 1 : undefined,
    with: (w, value) => ({ ...w, stages: w.stages.map(stage => scaledStage(stage, value)) }),
  },
  bytesKnob('SZ3101', 'shuffle', 'shuffleBytes', 'its partitions need more memory than any worker gives one task'),
  bytesKnob('SZ3101', 'broadcast', 'broadcastBytes', 'every executor holds it twice while it is read, and the driver three times'),
  bytesKnob('SZ3101', 'cache', 'cacheBytes', 'the executors that the tasks and the quota allow do not hold it'),
  bytesKnob('SZ3101', 'userMemoryPerTask', 'userMemoryPerTaskBytes', 'every slot of an executor holds it'),
  bytesKnob('SZ3101', 'pythonMemoryPerTask', 'pythonMemoryPerTaskBytes', 'every slot of an executor holds it beside the heap'),
  bytesKnob('SZ3101', 'offHeap', 'offHeapBytes', 'no worker holds it beside a heap; with offHeap all execution memory must fit into it'),
  bytesKnob('SZ3106', 'collect', 'collectBytes', 'the driver holds it twice, as rows in memory'),
  bytesKnob('SZ3105', 'shuffleTotal', 'shuffleTotalBytes', 'no disk of the release holds it at the executor counts allowed'),
];

function scaledStage(stage: Stage, factor: number): Stage {
  const scaled = (n?: number) => n === undefined ? undefined : Math.floor(n * factor);
  return {
    ...stage,
    records: scaled(stage.records),
    largestRecords: scaled(stage.largestRecords),
    otherRecords: scaled(stage.otherRecords),
    otherLargestRecords: scaled(stage.otherLargestRecords),
    groupRecords: scaled(stage.groupRecords),
    alongside: stage.alongside.map(other => scaledStage(other, factor)),
  };
}

/** Why no plan was found: the constraints that bind, each with the nearest value that would do. */
export function diagnose<M extends Machine>(question: Question<M>): Problem[] {
  const byLimits = limitProblems(question);
  if (byLimits.length) return byLimits;
  const unlimited = withoutLimits(question);
  const pins = pinProblems(unlimited);
  const knobs = knobProblems(unlimited, pins.length ? 'with what is pinned' : '');
  if (pins.length) return [...pins, ...knobs];
  return knobs.length ? knobs : [problem('SZ3101', '', 'no worker, count and disk holds this demand, whatever single field is lowered; lower several, or growth')];
}

function changed<M extends Machine>(question: Question<M>, workload: Workload, request: PlanRequest = question.request): Question<M> {
  return { ...question, request, filled: fillWorkload(workload) };
}

type Limit = 'finishWithinSeconds' | 'maxConcurrentVcpus' | 'maxUsd';
const LIMITS: readonly Limit[] = ['finishWithinSeconds', 'maxConcurrentVcpus', 'maxUsd'];

function without<M extends Machine>(question: Question<M>, limits: readonly Limit[]): Question<M> {
  const workload = limits.reduce<Workload>((w, limit) => ({ ...w, [limit]: undefined }), question.filled.workload);
  return changed(question, workload);
}

function withoutLimits<M extends Machine>(question: Question<M>): Question<M> {
  return without(question, LIMITS);
}

/** Each limit that alone stands in the way; where only several together do, all that are stated. */
function limitProblems<M extends Machine>(question: Question<M>): Problem[] {
  const stated = LIMITS.filter(limit => question.filled.workload[limit] !== undefined);
  const single = stated.flatMap(limit => {
    const found = attempt(without(question, [limit]));
    return found ? [LIMIT_PROBLEMS[limit](question, found)] : [];
  });
  if (single.length || stated.length < 2 || !isFeasible(withoutLimits(question))) return single;
  return stated.flatMap(limit => {
    const others = stated.filter(other => other !== limit);
    const found = attempt(without(question, [limit, ...others]));
    return found ? [LIMIT_PROBLEMS[limit](without(question, others), found)] : [];
  });
}

const LIMIT_PROBLEMS: Record<Limit, <M extends Machine>(question: Question<M>, found: Attempt<M>) => Problem> = {
  finishWithinSeconds: deadlineProblem,
  maxConcurrentVcpus: (question, found) => {
    const { concurrentRuns, maxConcurrentVcpus } = question.filled.workload;
    return problem('SZ3103', 'maxConcurrentVcpus', `got ${maxConcurrentVcpus}; ${leastQuota(question, found)} vCPUs would do`
      + `${concurrentRuns > 1 ? ` for ${concurrentRuns} runs at once` : ''}`);
  },
  maxUsd: (question, found) => {
    const relaxed = without(question, ['maxUsd']);
    const { space, best } = attempt({ ...relaxed, request: { ...relaxed.request, objective: 'cost' } }) ?? found;
    const usd = space.platform.usd(space, { driver: best.driver, executor: best.worker, count: best.count }, highSeconds(space, best));
    return problem('SZ3104', 'maxUsd', `got ${formatUsd(question.filled.workload.maxUsd!)}; the cheapest plan costs up to ${formatUsd(Math.ceil(usd * 100) / 100)} a run`);
  },
};

/** The least run time at the high end of the core time, rounded up to minutes. */
function deadlineProblem<M extends Machine>(question: Question<M>): Problem {
  const relaxed = without(question, ['finishWithinSeconds']);
  const seconds = leastSeconds(relaxed, true, false) ?? leastSeconds(relaxed, false, false)!;
  return problem('SZ3102', 'finishWithin', `got ${formatDuration(question.filled.workload.finishWithinSeconds!)}; the fastest plan takes up to `
    + `${formatDuration(Math.ceil(seconds / 60) * 60)} (start-up, the longest tasks, and the work over the executors allowed)`);
}

/** The least quota that leaves a plan, between the one stated and what the plan without one uses. */
function leastQuota<M extends Machine>(question: Question<M>, found: Attempt<M>): number {
  const { workload } = question.filled;
  let [low, high] = [workload.maxConcurrentVcpus!, vCpusOf(found.space, found.best)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isFeasible(changed(question, { ...workload, maxConcurrentVcpus: middle }))) high = middle;
    else low = middle;
  }
  return high;
}

type PinName = keyof Ec2Pins;

function withPins<M extends Machine>(question: Question<M>, changes: Ec2Pins): Question<M> {
  return changed(question, question.filled.workload, { ...question.request, pins: { ...question.request.pins, ...changes } });
}

function withoutPins<M extends Machine>(question: Question<M>, names: readonly PinName[]): Question<M> {
  return withPins(question, Object.fromEntries(names.map(name => [name, undefined])));
}

/** Each pin without which there is a plan; where only several together stand in the way, all of them. */
function pinProblems<M extends Machine>(question: Question<M>): Problem[] {
  const stated = (Object.entries(question.request.pins) as [PinName, unknown][]).filter(([, value]) => value !== undefined).map(([name]) => name);
  const single = stated.flatMap(name => {
    const found = attempt(withoutPins(question, [name]));
    return found ? [pinProblem(question, name, nearestPin(question, name, pinOf(found, name)))] : [];
  });
  if (single.length || stated.length < 2) return single;
  const found = attempt(withoutPins(question, stated));
  return found ? stated.map(name => pinProblem(question, name, pinOf(found, name))) : [];
}

/** Pins whose name in the API has no unit, and how their values are written there. */
const PIN_NAMES: Partial<Record<PinName, { name: string; unit: string }>> = {
  executorMemoryMiB: { name: 'executorMemory', unit: 'm' },
  instanceTypes: { name: 'instanceType', unit: '' },
  diskGiB: { name: 'disk', unit: ' GB' },
};

/** What a plan has for a pin. */
function pinOf<M extends Machine>({ space: { platform, concurrentRuns }, best }: Attempt<M>, name: PinName): number | string {
  const values: Record<PinName, number | string> = {
    executorCores: best.shape.vCpu,
    taskCpus: best.shape.taskCpus,
    executors: executorsOf(best.shape, best.count),
    partitions: best.partitions,
    executorMemoryMiB: best.option.heapMiB,
    diskGiB: best.disk.diskGiB,
    collector: best.shape.jvm.collector,
    instanceTypes: platform.kind(best),
    nodes: concurrentRuns * best.count,
  };
  return values[name];
}

/** Pins of which only powers of two are worth a try: workers have no others, and tasks take no others. */
const POWERS_OF_TWO: ReadonlySet<PinName> = new Set(['executorCores', 'taskCpus'] as const);

/** Of the values between the one that was pinned and one that would do the nearest that would. */
function nearestPin<M extends Machine>(question: Question<M>, name: PinName, found: number | string): number | string {
  const given = (question.request.pins as Ec2Pins)[name];
  if (typeof given !== 'number' || typeof found !== 'number') return found;
  const feasible = (value: number) => isFeasible(withPins(question, { [name]: value }));
  return POWERS_OF_TWO.has(name) ? nearestPower(given, found, feasible) : halved(given, found, feasible);
}

function nearestPower(given: number, found: number, feasible: (value: number) => boolean): number {
  const between = (value: number) => value > Math.min(given, found) && value < Math.max(given, found);
  const powers = Array.from({ length: STEPS }, (_, exponent) => 2 ** exponent).filter(between);
  return powers.sort((a, b) => Math.abs(a - given) - Math.abs(b - given)).find(feasible) ?? found;
}

/** Between a number that would not do and one that would, the last step of halving that would. */
function halved(given: number, found: number, feasible: (value: number) => boolean): number {
  let [bad, good] = [given, found];
  while (Math.abs(good - bad) > 1) {
    const middle = Math.floor((bad + good) / 2);
    if (feasible(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

function pinProblem<M extends Machine>({ request }: Question<M>, pin: PinName, nearest: number | string): Problem {
  const { name, unit } = PIN_NAMES[pin] ?? { name: pin, unit: '' };
  return problem('SZ3107', name, `got ${(request.pins as Ec2Pins)[pin]}${unit}; nothing is feasible with it, ${nearest}${unit} would do`);
}

/** Every figure that alone makes the demand feasible, with the most that is. */
function knobProblems<M extends Machine>(question: Question<M>, besides: string): Problem[] {
  const { workload } = question.filled;
  return KNOBS.flatMap(knob => {
    const given = knob.given(workload);
    if (given === undefined || given === 0) return [];
    const feasible = (factor: number) => isFeasible(changed(question, knob.with(workload, given * factor)));
    if (!feasible(0)) return [];
    return [problem(knob.id, knob.field, `got ${knob.format(given)}: ${knob.because}; at most ${knob.format(given * largestFactor(feasible))} is feasible${besides && ` ${besides}`}`)];
  });
}

function largestFactor(feasible: (factor: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (feasible(middle)) low = middle;
    else high = middle;
  }
  return low;
}
