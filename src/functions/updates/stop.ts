import { Services } from './services';

/** Between two looks at the application. */
const LOOK_SECONDS = 5;
/** Kept of the time of a call, for the answer. */
const ANSWER_SECONDS = 20;
const MOST_NAMED = 3;

/** How an application is stopped. */
export interface StopOptions {
  /** How long runs that are under way are waited for. */
  readonly waitForRunsSeconds: number;
  /** Before the first stop is asked for; what it throws leaves the application as it is. */
  readonly beforeStop?: () => Promise<void>;
}

/** Stops an application that is started and has no run. Throws, with the reason, where it cannot be stopped; no run is ever cancelled. */
export async function stopWhenIdle(applicationId: string, options: StopOptions, services: Services): Promise<void> {
  const stopping = new Stopping(applicationId, options, services);
  while (!await stopping.isStopped()) {
    if (services.secondsLeft() < ANSWER_SECONDS + LOOK_SECONDS) throw new Error(`application ${applicationId} ${stopping.why}; the deployment waits no longer`);
    await services.sleep(LOOK_SECONDS);
    stopping.waitedSeconds += LOOK_SECONDS;
  }
}

/** One application on its way. */
class Stopping {
  public waitedSeconds = 0;
  /** What keeps it. */
  public why = '';
  private isAnnounced = false;

  public constructor(private readonly applicationId: string, private readonly options: StopOptions, private readonly services: Services) {}

  /** Takes one step. */
  public async isStopped(): Promise<boolean> {
    const state = await this.services.applicationState(this.applicationId);
    this.why = `is ${state}`;
    if (state === 'STARTED') await this.stopStarted();
    return state === undefined || state === 'STOPPED' || state === 'CREATED' || state === 'TERMINATED';
  }

  private async stopStarted(): Promise<void> {
    const runs = await this.services.activeRuns(this.applicationId);
    if (runs.length) return this.keepWaiting(`has ${runsText(runs)} under way`);
    if (!this.isAnnounced) await this.options.beforeStop?.();
    this.isAnnounced = true;
    try {
      await this.services.stop(this.applicationId);
    } catch (error) {
      this.keepWaiting(`is not stopped by the service: ${messageOf(error)}`); // a run may have come in between
    }
  }

  private keepWaiting(why: string): void {
    this.why = why;
    if (this.waitedSeconds >= this.options.waitForRunsSeconds) {
      throw new Error(`application ${this.applicationId} ${why}; nothing was cancelled: deploy when its runs have ended, or give a longer waitForRuns`);
    }
    this.services.log(`${this.applicationId} ${why}; waiting`);
  }
}

function runsText(runs: readonly string[]): string {
  const more = runs.length > MOST_NAMED ? ' …' : '';
  return `${runs.length} run${runs.length === 1 ? '' : 's'} (${runs.slice(0, MOST_NAMED).join(', ')}${more})`;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
