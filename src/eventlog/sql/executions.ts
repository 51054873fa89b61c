import { Fragment, fragmentsOf } from './fragments';
import { KeyTypes } from './key-types';
import { OperatorDemand, fragmentDemand } from './operator-stages';
import { PlanNode, nodesOf, planTree } from './plan-node';
import { ShuffleRead, shuffleReadOf } from './shuffle-reads';
import { SqlMetrics } from './sql-metrics';
import { isObject } from '../../core/problems/json-value';
import { MIB } from '../../core/units';
import { Fields, own } from '../facts/json-read';

/** What the tasks of a stage take, by the plan that they ran. */
export interface StageDemand {
  readonly stageId: number;
  readonly operators: readonly OperatorDemand[];
  readonly unknown: readonly string[];
  readonly isHidden: boolean;
  /** None: they read no shuffle. */
  readonly read?: ShuffleRead;
}

/** Queries that run at the same time are few; the plans of so many that never ended are kept. */
const MOST_OPEN = 1000;
const MOST_PLAN_BYTES = 64 * MIB;
/** Stages of queries are kept up to so many, those that take most. */
const MOST_STAGES = 100_000;
const PYTHON = /(EvalPython|InPandas|InArrow|InPython|WithState|AggregatePython|WindowInPandas|PythonUDTF)/;

/** Queries and their plans: what each took is worked out when it has ended, and the plan is forgotten. */
export class SqlExecutions {
  public readonly stages: StageDemand[] = [];
  public readonly formats = new Set<string>();
  public files = 0;
  /** Of the query whose broadcasts are largest together; undefined where none says. */
  public broadcastBytes: number | undefined;
  public usesPython = false;
  /** As JSON: adaptive execution sends a plan again and again, and only the last is looked at. */
  private readonly plans = new Map<number, Uint8Array>();
  private planBytes = 0;
  private readonly decoder = new TextDecoder();

  public constructor(private readonly metrics: SqlMetrics) {}

  /** A query begins, or adaptive execution has changed its plan: one that cannot be kept leaves none, as the one before it no longer holds. */
  public planned(id: number | undefined, plan: Uint8Array | undefined): void {
    if (id === undefined) return;
    const known = this.plans.get(id)?.length ?? 0;
    this.plans.delete(id);
    this.planBytes -= known;
    if (!plan || this.plans.size >= MOST_OPEN || this.planBytes + plan.length > MOST_PLAN_BYTES) return;
    this.planBytes += plan.length;
    this.plans.set(id, plan);
  }

  public ended(id: number | undefined): void {
    if (id !== undefined) this.close(id);
  }

  /** Queries that never ended. */
  public closeAll(): void {
    for (const id of [...this.plans.keys()]) this.close(id);
  }

  public driverUpdated(event: Fields): void {
    const updates = own(event, 'accumUpdates');
    if (!Array.isArray(updates)) return;
    for (const update of updates as unknown[]) {
      const [id, value] = Array.isArray(update) ? update as unknown[] : [];
      if (Number.isSafeInteger(id) && Number.isSafeInteger(value)) this.metrics.addOfDriver(id as number, value as number);
    }
  }

  private close(id: number): void {
    const plan = this.takePlan(id);
    if (!plan) return;
    const types = new KeyTypes(plan);
    for (const fragment of fragmentsOf(plan)) this.addFragment(fragment, types);
    this.addPlan(plan);
    for (const { metrics } of nodesOf(plan)) this.metrics.forget(metrics.values());
  }

  private takePlan(id: number): PlanNode | undefined {
    const json = this.plans.get(id);
    if (!json) return undefined;
    this.plans.delete(id);
    this.planBytes -= json.length;
    const info = JSON.parse(this.decoder.decode(json)) as unknown;
    return isObject(info) ? planTree(info) : undefined;
  }

  private addFragment(fragment: Fragment, types: KeyTypes): void {
    const demand = fragmentDemand({ fragment, metrics: this.metrics, types });
    const read = shuffleReadOf(fragment, this.metrics);
    for (const stageId of this.stagesOf(fragment)) {
      if (this.stages.length < MOST_STAGES) this.stages.push({ stageId, ...demand, ...read ? { read } : {} });
    }
  }

  /** The stages whose tasks ran a fragment. */
  private stagesOf({ nodes, exchanges, into }: Fragment): ReadonlySet<number> {
    const found = new Set<number>();
    const add = (node: PlanNode | undefined, metric: string) => {
      const stageId = this.metrics.of(node?.metrics.get(metric))?.stageId;
      if (stageId !== undefined) found.add(stageId);
    };
    for (const node of nodes) add(node, 'number of output rows');
    for (const exchange of exchanges) add(exchange, 'records read');
    add(into, 'shuffle records written');
    return found;
  }

  private addPlan(plan: PlanNode): void {
    let broadcasts: number | undefined;
    const seen = new Set<number>();
    for (const node of nodesOf(plan)) {
      this.usesPython ||= PYTHON.test(node.name);
      const size = node.metrics.get('data size');
      if (node.name === 'BroadcastExchange' && size !== undefined && !seen.has(size)) {
        seen.add(size);
        const bytes = this.metrics.driverValue(size);
        if (bytes !== undefined) broadcasts = (broadcasts ?? 0) + bytes;
      }
      this.addScan(node, seen);
    }
    if (broadcasts !== undefined) this.broadcastBytes = Math.max(this.broadcastBytes ?? 0, broadcasts);
  }

  private addScan(node: PlanNode, seen: Set<number>): void {
    const format = /^Scan (\w+)/.exec(node.name)?.[1];
    const files = node.metrics.get('number of files read');
    if (format === undefined || files === undefined || seen.has(files)) return;
    seen.add(files);
    const count = this.metrics.driverValue(files);
    if (count === undefined) return;
    this.formats.add(format);
    this.files += count;
  }
}
