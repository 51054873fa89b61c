import { CustomResourceRequest, CustomResourceResponse, handle, STOP_FOR_UPDATE, STOP_ON_DELETE } from '../../../src/functions/updates/handler';
import { ApplicationState, Services, WatchRequest } from '../../../src/functions/updates/services';

export const STACK = 'arn:aws:cloudformation:us-east-1:111122223333:stack/Jobs/1';
const CALL_SECONDS = 900;

/** What may go wrong, or come in between. */
export interface Trouble {
  /** Runs that are under way at the beginning, by the second at which each ends. */
  readonly runs?: readonly number[];
  /** Seconds at which somebody submits a run; it takes a minute. */
  readonly submissions?: readonly number[];
  readonly stopsThatFail?: number;
  readonly startsThatFail?: number;
  /** The service takes so long to stop. */
  readonly stopSeconds?: number;
  /** What the application's new properties are worth. */
  readonly isBadUpdate?: boolean;
  /** A resource that comes later in the deployment fails. */
  readonly failsLater?: boolean;
  /** The service itself does not look at runs when it stops. */
  readonly isCareless?: boolean;
  readonly autoStart?: boolean;
  readonly waitForRunsSeconds?: number;
  /** How long the rest of the deployment takes. */
  readonly restSeconds?: number;
}

/** An application, its stack and a clock: CloudFormation's order of an update, its rollback and a deletion, around the real handler. */
export class World {
  public now = 0;
  public stops = 0;
  public starts = 0;
  public killed = 0;
  /** Version of the properties that the application has. */
  public version = 1;
  public status: string | undefined = 'UPDATE_COMPLETE';
  public hasResource = true;
  public hasInTemplate = true;
  public readonly answers: CustomResourceResponse[] = [];
  public readonly log: string[] = [];
  private readonly timers: { readonly at: number; readonly wake: () => void }[] = [];
  private readonly calls: Promise<void>[] = [];
  private readonly ends: Map<string, number>;
  private stopsThatFail: number;
  private startsThatFail: number;

  public constructor(public state: ApplicationState, private readonly trouble: Trouble = {}) {
    this.ends = new Map((trouble.runs ?? []).map((end, index) => [`run${index}`, end]));
    this.stopsThatFail = trouble.stopsThatFail ?? 0;
    this.startsThatFail = trouble.startsThatFail ?? 0;
    for (const at of trouble.submissions ?? []) this.at(at, () => this.submit());
  }

  /** As CloudFormation updates the application: what comes before it, the application, what comes after. */
  public async update(): Promise<string> {
    this.status = 'UPDATE_IN_PROGRESS';
    const stopped = await this.request('Update', STOP_FOR_UPDATE);
    await this.sleep(2);
    const isUpdated = stopped && this.change(2);
    await this.sleep(this.trouble.restSeconds ?? 1);
    if (isUpdated && !this.trouble.failsLater) return this.rest('UPDATE_COMPLETE');
    this.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
    await this.request('Update', STOP_FOR_UPDATE);
    if (stopped && !this.change(1)) return this.rest('UPDATE_ROLLBACK_FAILED');
    await this.sleep(1);
    return this.rest('UPDATE_ROLLBACK_COMPLETE');
  }

  /** As CloudFormation deletes the stack, or takes away what a new template no longer has. */
  public async remove(status = 'DELETE_IN_PROGRESS'): Promise<string> {
    this.status = status;
    if (!await this.request('Delete', STOP_ON_DELETE)) return this.rest('DELETE_FAILED');
    if (status !== 'DELETE_IN_PROGRESS' && this.hasInTemplate) return this.rest('UPDATE_COMPLETE');
    if (!this.isIdle) return this.rest('DELETE_FAILED');
    this.state = 'TERMINATED';
    return this.rest('DELETE_COMPLETE');
  }

  /** One request of CloudFormation; whether it was answered with success. */
  public async request(RequestType: CustomResourceRequest['RequestType'], ResourceType: string): Promise<boolean> {
    const event: CustomResourceRequest = {
      RequestType,
      ResourceType,
      RequestId: `request${this.answers.length}`,
      ResponseURL: 'https://answer',
      LogicalResourceId: 'Stop',
      StackId: STACK,
      ...RequestType === 'Create' ? {} : { PhysicalResourceId: 'Stop' },
      ResourceProperties: { Application: 'App', WaitForRunsSeconds: String(this.trouble.waitForRunsSeconds ?? 0) },
    };
    const before = this.answers.length;
    await this.call(event);
    expect(this.answers).toHaveLength(before + 1);
    return this.answers[before].Status === 'SUCCESS';
  }

  /** Lets time pass until something has happened, and all that it began as well. */
  public async finish<T>(work: Promise<T>): Promise<T> {
    let isOpen = true;
    const all = work.finally(async () => {
      for (let done = 0; done < this.calls.length; done++) await this.calls[done];
    }).finally(() => { isOpen = false; });
    all.catch(() => undefined);
    for (;;) {
      await new Promise(resolve => setImmediate(resolve));
      if (!isOpen) return all;
      const [next] = this.timers.sort((a, b) => a.at - b.at).splice(0, 1);
      if (!next) throw new Error('nothing moves any more');
      this.now = Math.max(this.now, next.at);
      next.wake();
    }
  }

  private get isIdle(): boolean {
    return this.state === 'STOPPED' || this.state === 'CREATED';
  }

  private get active(): string[] {
    return [...this.ends].filter(([, end]) => end > this.now).map(([id]) => id);
  }

  private rest(status: string): string {
    this.status = status;
    return status;
  }

  /** UpdateApplication, as the service takes it. */
  private change(version: number): boolean {
    if (!this.isIdle || this.trouble.isBadUpdate && version === 2) return false;
    this.version = version;
    return true;
  }

  private submit(): void {
    if (this.state === 'TERMINATED' || !(this.trouble.autoStart ?? true) && this.state !== 'STARTED') return;
    this.ends.set(`submitted${this.now}`, this.now + 60);
    if (this.isIdle) this.move('STARTING', 'STARTED', 30);
  }

  private move(through: ApplicationState, to: ApplicationState, seconds: number): void {
    this.state = through;
    this.at(this.now + seconds, () => {
      if (this.state === through) this.state = to;
    });
  }

  private at(second: number, wake: () => void): void {
    this.timers.push({ at: second, wake });
  }

  private sleep(seconds: number): Promise<void> {
    return new Promise(resolve => this.at(this.now + seconds, resolve));
  }

  private call(event: CustomResourceRequest | WatchRequest): Promise<void> {
    const end = this.now + CALL_SECONDS;
    return handle(event, this.services(() => end - this.now), async (_, response) => void this.answers.push(response));
  }

  private services(secondsLeft: () => number): Services {
    return {
      applicationState: async () => this.state === 'TERMINATED' ? undefined : this.state,
      activeRuns: async () => this.active,
      stop: async () => this.stop(),
      start: async () => this.start(),
      stackStatus: async () => this.status,
      applicationId: async () => this.hasResource ? '00app' : undefined,
      isInTemplate: async () => this.hasInTemplate,
      invokeSelf: async event => {
        const call = this.sleep(1).then(() => this.call(event));
        call.catch(() => undefined);
        this.calls.push(call);
      },
      sleep: seconds => this.sleep(seconds),
      secondsLeft,
      log: message => void this.log.push(message),
    };
  }

  private stop(): void {
    if (this.stopsThatFail-- > 0) throw new Error('Rate exceeded');
    if (this.active.length && !this.trouble.isCareless) throw new Error('all runs must be completed');
    this.killed += this.active.length;
    this.stops++;
    this.move('STOPPING', 'STOPPED', this.trouble.stopSeconds ?? 20);
  }

  private start(): void {
    if (this.startsThatFail-- > 0) throw new Error('Rate exceeded');
    this.starts++;
    this.move('STARTING', 'STARTED', 40);
  }
}
