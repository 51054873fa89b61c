import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Fields, integerOf, objectOf, objectsOf, own, textOf } from '../../src/eventlog/facts/json-read';
import { PlanNode, nodesOf, planTree } from '../../src/eventlog/sql/plan-node';

/** A shuffle of a query, as its plan and its tasks tell of it. */
export interface Exchange {
  readonly isRange: boolean;
  /** Read as it was written, a task a writer: a join that became a broadcast needs no partitions any more. */
  readonly isReadLocally: boolean;
  readonly rows: number;
  /** As rows stood in memory. */
  readonly dataBytes: number;
  /** As written, compressed. */
  readonly writtenBytes: number;
  readonly readingStages: ReadonlySet<number>;
}

/** What our reader does not keep of a log, as the workload file has no field for it. */
export interface Side {
  readonly exchanges: readonly Exchange[];
  /** Size of the files that scans found, each scan once. */
  readonly filesBytes: number;
  readonly deserializeCpuMs: number;
  /** What tasks read of files: those of stages that read a cache that was full before are left out. */
  readonly inputBytes: number;
}

/** Sums of accumulators over tasks, and the stages that added. */
type Sums = Map<number, { sum: number; readonly stages: Set<number> }>;

interface Gathered {
  readonly plans: Map<number, Fields>;
  readonly sums: Sums;
  readonly ofDriver: Map<number, number>;
  readonly caches: Caches;
  deserializeCpuNs: number;
  inputBytes: number;
}

/** Which stages read a cache that others have filled. */
class Caches {
  private readonly filled = new Set<number>();
  private readonly readers = new Set<number>();

  public submitted(info: Fields): void {
    const cached = cachedRdds(info);
    if (cached.some(id => this.filled.has(id))) this.readers.add(integerOf(info, 'Stage ID')!);
  }

  public completed(info: Fields): void {
    for (const id of cachedRdds(info)) this.filled.add(id);
  }

  public isReader(stage: number): boolean {
    return this.readers.has(stage);
  }
}

function cachedRdds(info: Fields): number[] {
  const cached = objectsOf(info, 'RDD Info').filter(rdd => own(objectOf(rdd, 'Storage Level'), 'Use Memory') === true);
  return cached.map(rdd => integerOf(rdd, 'RDD ID')!);
}

const WANTED = /"Event":"(SparkListenerTaskEnd|SparkListenerStage|org\.apache\.spark\.sql\.execution\.ui\.)/;

/** Reads a plain log of our own runs. */
export async function sideOf(path: string): Promise<Side> {
  const gathered: Gathered = { plans: new Map(), sums: new Map(), ofDriver: new Map(), caches: new Caches(), deserializeCpuNs: 0, inputBytes: 0 };
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (WANTED.test(line.slice(0, 120))) take(JSON.parse(line) as Fields, gathered);
  }
  const nodes = [...gathered.plans.values()].flatMap(info => [...nodesOf(planTree(info)!)]);
  const local = new Set(nodes.filter(({ name, text }) => name === 'AQEShuffleRead' && text.includes('local')).flatMap(nearestExchange));
  return {
    exchanges: once(nodes, 'data size', ({ name }) => name === 'Exchange').map(node => exchangeOf(node, gathered.sums, local)),
    filesBytes: once(nodes, 'size of files read', () => true).reduce((bytes, node) => bytes + (gathered.ofDriver.get(node.metrics.get('size of files read')!) ?? 0), 0),
    deserializeCpuMs: gathered.deserializeCpuNs / 1e6,
    inputBytes: gathered.inputBytes,
  };
}

function take(event: Fields, gathered: Gathered): void {
  const name = textOf(event, 'Event') ?? '';
  if (name === 'SparkListenerTaskEnd') return takeTask(event, gathered);
  if (name === 'SparkListenerStageSubmitted') return gathered.caches.submitted(objectOf(event, 'Stage Info'));
  if (name === 'SparkListenerStageCompleted') return gathered.caches.completed(objectOf(event, 'Stage Info'));
  if (name.endsWith('DriverAccumUpdates')) {
    for (const [id, value] of own(event, 'accumUpdates') as [number, number][]) gathered.ofDriver.set(id, (gathered.ofDriver.get(id) ?? 0) + value);
  } else if (own(event, 'sparkPlanInfo') !== undefined) {
    gathered.plans.set(integerOf(event, 'executionId')!, objectOf(event, 'sparkPlanInfo'));
  }
}

function takeTask(event: Fields, gathered: Gathered): void {
  const stage = integerOf(event, 'Stage ID')!;
  const metrics = objectOf(event, 'Task Metrics');
  gathered.deserializeCpuNs += integerOf(metrics, 'Executor Deserialize CPU Time') ?? 0;
  if (!gathered.caches.isReader(stage)) gathered.inputBytes += integerOf(objectOf(metrics, 'Input Metrics'), 'Bytes Read') ?? 0;
  for (const one of objectsOf(objectOf(event, 'Task Info'), 'Accumulables')) {
    const [id, value] = [integerOf(one, 'ID'), Number(own(one, 'Update'))];
    if (id === undefined || !Number.isFinite(value)) continue;
    const { sum, stages } = gathered.sums.get(id) ?? { sum: 0, stages: new Set<number>() };
    gathered.sums.set(id, { sum: sum + value, stages: stages.add(stage) });
  }
}

/** Nodes that have a metric, each accumulator once: what is read twice was run once. */
function once(nodes: readonly PlanNode[], metric: string, chosen: (node: PlanNode) => boolean): PlanNode[] {
  const byId = new Map(nodes.filter(node => node.metrics.has(metric) && chosen(node)).map(node => [node.metrics.get(metric)!, node]));
  return [...byId.values()];
}

/** The accumulator of the data size of the shuffle that a node reads. */
function nearestExchange(node: PlanNode): number[] {
  const found = [...nodesOf(node)].find(({ name }) => name === 'Exchange')?.metrics.get('data size');
  return found === undefined ? [] : [found];
}

function exchangeOf({ text, metrics }: PlanNode, sums: Sums, local: ReadonlySet<number>): Exchange {
  const of = (metric: string) => sums.get(metrics.get(metric) ?? -1);
  return {
    isRange: /\brangepartitioning\(/i.test(text),
    isReadLocally: local.has(metrics.get('data size')!),
    rows: of('shuffle records written')?.sum ?? 0,
    dataBytes: of('data size')?.sum ?? 0,
    writtenBytes: of('shuffle bytes written')?.sum ?? 0,
    readingStages: of('records read')?.stages ?? new Set(),
  };
}
