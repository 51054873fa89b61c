import { Fragment, exchangesBelow, fragmentsOf, nodesWithin } from './fragments';
import { KeyTypes } from './key-types';
import { OperatorDemand, fragmentDemand } from './operator-stages';
import { PlanNode, nodesOf, planTree } from './plan-node';
import { SqlMetrics } from './sql-metrics';
import { Fields, integerOf, objectOf, own } from '../facts/json-read';

/** What the tasks of a stage take, by the plan that they ran. */
export interface StageDemand {
  readonly stageId: number;
  readonly operators: readonly OperatorDemand[];
  readonly unknown: readonly string[];
}

/** What the scans of a plan read. */
export interface Scans {
  readonly formats: ReadonlySet<string>;
  readonly files: number;
}

/** Queries that run at the same time are few; the plans of so many that never ended are kept. */
const MOST_OPEN = 1000;
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
  private readonly plans = new Map<number, PlanNode>();

  public constructor(private readonly metrics: SqlMetrics) {}

  /** A query begins, or adaptive execution has changed its plan. */
  public planned(event: Fields): void {
    const id = integerOf(event, 'executionId');
    const plan = planTree(objectOf(event, 'sparkPlanInfo'));
    if (id === undefined || !plan) return;
    if (this.plans.size < MOST_OPEN || this.plans.has(id)) this.plans.set(id, plan);
  }

  public ended(event: Fields): void {
    const id = integerOf(event, 'executionId');
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
    const plan = this.plans.get(id);
    if (!plan) return;
    this.plans.delete(id);
    const types = new KeyTypes(plan);
    for (const fragment of fragmentsOf(plan)) this.addFragment(fragment, types);
    this.addPlan(plan);
    this.metrics.forget([...nodesOf(plan)].flatMap(({ metrics }) => [...metrics.values()]));
  }

  private addFragment(fragment: Fragment, types: KeyTypes): void {
    const demand = fragmentDemand({ fragment, metrics: this.metrics, types });
    for (const stageId of this.stagesOf(fragment)) {
      if (this.stages.length < MOST_STAGES) this.stages.push({ stageId, ...demand });
    }
  }

  /** The stages whose tasks ran a fragment. */
  private stagesOf({ root, into }: Fragment): ReadonlySet<number> {
    const ids = [
      ...nodesWithin(root).map(node => node.metrics.get('number of output rows')),
      ...exchangesBelow(root).map(exchange => exchange.metrics.get('records read')),
      into?.metrics.get('shuffle records written'),
    ];
    const found = ids.flatMap(id => this.metrics.of(id)?.stageId ?? []);
    return new Set(found);
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
