import { Application } from './application';
import { Cache } from './cache';
import { Executors } from './executors';
import { IdSet } from './id-set';
import { Fields } from './json-read';
import { LogWarnings } from './log-warnings';
import { TASK_END_SHAPE, WANTED_ACCUMULABLES, readTaskEnd } from './task-end';
import { Tasks } from './tasks';
import { MIB } from '../../core/units';
import { Accumulables } from '../lines/accumulables';
import { JsonLine } from '../lines/json-line';
import { Lent } from '../lines/line-template';
import { lineShape } from '../lines/shape';
import { Templates } from '../lines/templates';
import { SqlExecutions } from '../sql/executions';
import { SqlMetrics } from '../sql/sql-metrics';

/** What is read of a line whatever it is, and of events that are large and mostly of no use. */
const ANY_SHAPE = lineShape({
  'Event': true,
  'Spark Version': true,
  'Job ID': true,
  'Stage Info': { 'Stage ID': true, 'Stage Attempt ID': true, 'RDD Info': true },
  'executionId': true,
  'sparkPlanInfo': true,
  'JVM Information': { 'Java Version': true },
  'Spark Properties': true,
});
const EVENT = ANY_SHAPE.slotOf('Event');
const VERSION = ANY_SHAPE.slotOf('Spark Version');
const JOB = ANY_SHAPE.slotOf('Job ID');
const STAGE = ANY_SHAPE.slotOf('Stage Info.Stage ID');
const STAGE_ATTEMPT = ANY_SHAPE.slotOf('Stage Info.Stage Attempt ID');
const RDDS = ANY_SHAPE.slotOf('Stage Info.RDD Info');
const EXECUTION = ANY_SHAPE.slotOf('executionId');
const PLAN = ANY_SHAPE.slotOf('sparkPlanInfo');
const JAVA = ANY_SHAPE.slotOf('JVM Information.Java Version');
const PROPERTIES = ANY_SHAPE.slotOf('Spark Properties');
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
  /** Attempts of stages, those apart that are not the first. */
  private readonly firstAttempts = new IdSet();
  private readonly laterAttempts = new Set<string>();
  /** Events whose name is one of Spark's. */
  public sparkEvents = 0;
  public lines = 0;
  public readonly cache = new Cache();
  public readonly sqlMetrics = new SqlMetrics();
  public readonly sql = new SqlExecutions(this.sqlMetrics);
  private readonly json = new JsonLine();
  private readonly accumulables = new Accumulables(WANTED_ACCUMULABLES);
  private readonly templates = new Templates();

  /** Events of which the whole is wanted; they are small. */
  private readonly whole: Readonly<Record<string, (event: Fields) => void>> = {
    SparkListenerApplicationStart: event => this.application.started(event),
    SparkListenerApplicationEnd: event => this.application.ended(event),
    SparkListenerExecutorAdded: event => this.executors.added(event),
    SparkListenerExecutorRemoved: event => {
      this.executors.removed(event);
      this.cache.executorRemoved(event);
    },
    SparkListenerBlockUpdated: event => this.cache.updated(event),
    SparkListenerBlockManagerAdded: event => this.executors.blockManagerAdded(event),
    SparkListenerResourceProfileAdded: event => this.executors.profileAdded(event),
    SparkListenerDriverAccumUpdates: event => this.sql.driverUpdated(event),
  };

  /** Events of which some fields are wanted; each answers what is wrong with the line. */
  private readonly partly: Readonly<Record<string, (line: JsonLine) => string | undefined | void>> = {
    SparkListenerLogStart: line => this.application.logStarted(line.text(VERSION)),
    SparkListenerEnvironmentUpdate: line => this.environmentUpdated(line),
    SparkListenerJobStart: line => this.jobStarted(line.integer(JOB)),
    SparkListenerStageSubmitted: line => this.stageSeen(line),
    SparkListenerStageCompleted: line => this.stageSeen(line),
    SparkListenerSQLExecutionStart: line => this.planned(line),
    SparkListenerSQLAdaptiveExecutionUpdate: line => this.planned(line),
    SparkListenerSQLExecutionEnd: line => this.sql.ended(line.integer(EXECUTION)),
  };

  /** Different attempts of stages. */
  public get stageAttempts(): number {
    return this.firstAttempts.size + this.laterAttempts.size;
  }

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
    if (Object.prototype.hasOwnProperty.call(this.partly, name)) return this.partly[name](this.json) ?? undefined;
    if (Object.prototype.hasOwnProperty.call(this.whole, name)) {
      if (this.isParsable(this.json.lineEnd - from)) this.whole[name](this.json.whole() as Fields);
      return undefined;
    }
    if (!this.json.has(VERSION)) this.templates.learn(name, this.json, ANY_SHAPE.slots, EVENT);
    this.application.vendorStarted(this.json.text(VERSION));
    return undefined;
  }

  private countEvent(name: string): void {
    if (name.startsWith('SparkListener')) this.sparkEvents++;
  }

  /** What is parsed takes many times its bytes of memory, so that what no event of Spark comes to is not looked at, and that is said. */
  private isParsable(bytes: number): boolean {
    if (bytes <= MOST_PARSED_BYTES) return true;
    this.warnings.add('SZ5106', this.lines, `line ${this.lines} has more than ${MOST_PARSED_BYTES / MIB} MiB where an event has a few KiB, and was not looked at`);
    return false;
  }

  private environmentUpdated(line: JsonLine): void {
    this.application.environmentUpdated(this.isParsable(line.sizeOf(PROPERTIES)) ? line.value(PROPERTIES) : undefined, line.text(JAVA));
  }

  private planned(line: JsonLine): void {
    this.sql.planned(line.integer(EXECUTION), this.isParsable(line.sizeOf(PLAN)) ? line.bytesOf(PLAN) : undefined);
  }

  private jobStarted(id: number | undefined): void {
    if (id !== undefined) this.jobs.add(id);
  }

  private stageSeen(line: JsonLine): string | undefined {
    const id = line.integer(STAGE);
    if (id === undefined) return 'is a stage event without an integer Stage ID';
    this.stages.add(id);
    this.rddsSeen(line);
    const attempt = line.integer(STAGE_ATTEMPT) ?? 0;
    if (attempt === 0) this.firstAttempts.add(id);
    else this.laterAttempts.add(`${id}.${attempt}`);
    return undefined;
  }

  private rddsSeen(line: JsonLine): void {
    if (!line.holdsText(RDDS, KEPT_IN_MEMORY)) return;
    this.cache.isUsed = true;
    if (this.isParsable(line.sizeOf(RDDS))) this.cache.rddsSeen(line.value(RDDS));
  }
}

/** As JsonProtocol writes the level of an RDD that is kept. */
const KEPT_IN_MEMORY = '"Use Memory":true';

/** The largest plans of queries are a few MiB. */
const MOST_PARSED_BYTES = 8 * MIB;

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
