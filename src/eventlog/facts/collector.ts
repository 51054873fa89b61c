import { Application } from './application';
import { Executors } from './executors';
import { IdSet } from './id-set';
import { Fields, integerOf, objectOf } from './json-read';
import { LogWarnings } from './log-warnings';
import { TASK_END_SHAPE, WANTED_ACCUMULABLES, readTaskEnd } from './task-end';
import { Tasks } from './tasks';
import { Accumulables } from '../lines/accumulables';
import { JsonLine } from '../lines/json-line';
import { Lent } from '../lines/line-template';
import { lineShape } from '../lines/shape';
import { Templates } from '../lines/templates';
import { SqlExecutions } from '../sql/executions';
import { SqlMetrics } from '../sql/sql-metrics';

/** Takes the event of a line; answers what is wrong with it. */
type Take = (event: Fields) => string | undefined | void;

/** What is read of every line before it is known what it is. */
const ANY_SHAPE = lineShape({ 'Event': true, 'Spark Version': true });
const EVENT = ANY_SHAPE.slotOf('Event');
const VERSION = ANY_SHAPE.slotOf('Spark Version');
const TASK_END_EVENT = TASK_END_SHAPE.slotOf('Event');
const TASK_END_ACCUMULABLES = TASK_END_SHAPE.slotOf('Task Info.Accumulables');
const TASK_END = 'SparkListenerTaskEnd';
const OPEN_LIST = 0x5b;

/** Every fact of a log, gathered line by line. */
export class Collector {
  public readonly application = new Application();
  public readonly executors = new Executors();
  public readonly tasks = new Tasks();
  public readonly warnings = new LogWarnings();
  public readonly jobs = new IdSet();
  public readonly stages = new IdSet();
  public readonly stageAttempts = new Set<string>();
  /** Events whose name is one of Spark's. */
  public sparkEvents = 0;
  public lines = 0;
  public readonly sqlMetrics = new SqlMetrics();
  public readonly sql = new SqlExecutions(this.sqlMetrics);
  private readonly json = new JsonLine();
  private readonly accumulables = new Accumulables(WANTED_ACCUMULABLES);
  private readonly templates = new Templates();

  private readonly takes: Readonly<Record<string, Take>> = {
    SparkListenerLogStart: event => this.application.logStarted(event),
    SparkListenerApplicationStart: event => this.application.started(event),
    SparkListenerApplicationEnd: event => this.application.ended(event),
    SparkListenerEnvironmentUpdate: event => this.application.environmentUpdated(event),
    SparkListenerExecutorAdded: event => this.executors.added(event),
    SparkListenerExecutorRemoved: event => this.executors.removed(event),
    SparkListenerBlockManagerAdded: event => this.executors.blockManagerAdded(event),
    SparkListenerResourceProfileAdded: event => this.executors.profileAdded(event),
    SparkListenerJobStart: event => this.jobStarted(event),
    SparkListenerSQLExecutionStart: event => this.sql.planned(event),
    SparkListenerSQLAdaptiveExecutionUpdate: event => this.sql.planned(event),
    SparkListenerSQLExecutionEnd: event => this.sql.ended(event),
    SparkListenerDriverAccumUpdates: event => this.sql.driverUpdated(event),
    SparkListenerStageSubmitted: event => this.stageSeen(event),
    SparkListenerStageCompleted: event => this.stageSeen(event),
  };

  /** Takes the line that begins at `from` and ends at a line feed; answers what is wrong with it where it is broken. */
  public take(lent: Lent, from: number): string | undefined {
    this.lines++;
    const like = this.templates.like(lent, from, this.json, this.accumulables);
    const wrong = like ? this.takeLike(like) : startsTaskEnd(lent.bytes, from) ? this.takeTaskEnd(lent, from) : this.takeAny(lent, from);
    return wrong;
  }

  /** A line that is like one before, and has been read as that. */
  private takeLike(name: string): string | undefined {
    if (name === TASK_END) return this.takeTask();
    this.countEvent(name);
    return undefined;
  }

  /** Where the line ends that was taken last and is not broken. */
  public get lineEnd(): number {
    return this.json.lineEnd;
  }

  private takeTaskEnd(lent: Lent, from: number): string | undefined {
    if (!this.json.read(lent.bytes, from, TASK_END_SHAPE)) return NOT_JSON;
    const isTaskEnd = nameOf(this.json.text(TASK_END_EVENT)) === TASK_END;
    if (!isTaskEnd) return this.takeAny(lent, from);
    this.templates.learn(TASK_END, this.json, TASK_END_SHAPE.slots, TASK_END_EVENT);
    this.accumulables.clear();
    const list = this.json.startOf(TASK_END_ACCUMULABLES);
    if (list >= 0 && lent.bytes[list] === OPEN_LIST) this.accumulables.read(lent, list);
    return this.takeTask();
  }

  /** The TaskEnd that has just been read. */
  private takeTask(): string | undefined {
    const task = readTaskEnd(this.json, this.accumulables.updates);
    if (!task) return 'is a TaskEnd without an integer Task ID';
    this.countEvent(TASK_END);
    if (this.tasks.add(task)) this.sqlMetrics.add(this.accumulables.updates, task.stageId);
    if (task.odd.length) this.warnings.add('SZ5105', this.lines, `task ${task.taskId}: ${task.odd.join(', ')} is no whole number and counts as 0`);
    return undefined;
  }

  private takeAny(lent: Lent, from: number): string | undefined {
    if (!this.json.read(lent.bytes, from, ANY_SHAPE)) return NOT_JSON;
    const name = nameOf(this.json.text(EVENT));
    if (name === undefined) return 'has no Event';
    if (name === TASK_END) return this.takeTaskEnd(lent, from);
    this.countEvent(name);
    const take = Object.prototype.hasOwnProperty.call(this.takes, name) ? this.takes[name] : undefined;
    if (take) return take(this.json.whole() as Fields) ?? undefined;
    if (!this.json.has(VERSION)) this.templates.learn(name, this.json, ANY_SHAPE.slots, EVENT);
    this.application.vendorStarted(this.json.text(VERSION));
    return undefined;
  }

  private countEvent(name: string): void {
    if (name.startsWith('SparkListener')) this.sparkEvents++;
  }

  private jobStarted(event: Fields): void {
    const id = integerOf(event, 'Job ID');
    if (id !== undefined) this.jobs.add(id);
  }

  private stageSeen(event: Fields): string | undefined {
    const info = objectOf(event, 'Stage Info');
    const id = integerOf(info, 'Stage ID');
    if (id === undefined) return 'is a stage event without an integer Stage ID';
    this.stages.add(id);
    this.stageAttempts.add(`${id}.${integerOf(info, 'Stage Attempt ID') ?? 0}`);
    return undefined;
  }
}

const NOT_JSON = 'is not JSON';

/** `Event` may carry a package before its name. */
function nameOf(event: string | undefined): string | undefined {
  return event?.slice(event.lastIndexOf('.') + 1);
}

const TASK_END_START = Uint8Array.from('{"Event":"SparkListenerTaskEnd"', letter => letter.charCodeAt(0));

function startsTaskEnd(bytes: Uint8Array, from: number): boolean {
  for (let i = TASK_END_START.length - 1; i >= 0; i--) if (bytes[from + i] !== TASK_END_START[i]) return false;
  return true;
}
