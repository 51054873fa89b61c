import { JobKind, JobReply, JobRequest, Jobs } from './jobs';

interface Waiting {
  readonly done: (answer: Jobs[JobKind]['answer']) => void;
  readonly failed: (why: Error) => void;
  readonly progress: (bytes: number) => void;
}

/** The page's own script, which is the worker's as well. */
const SCRIPT_ID = 'script';

/** A thread that does jobs one after the other. A page that was opened from disk may start no script by its address, so the script is its own text. */
export class Crew {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  public constructor() {
    const address = URL.createObjectURL(new Blob([document.getElementById(SCRIPT_ID)!.textContent], { type: 'text/javascript' }));
    this.worker = new Worker(address);
    this.worker.addEventListener('message', (event: MessageEvent<JobReply>) => this.take(event.data));
    this.worker.addEventListener('error', event => this.fail(event.message || 'the worker thread did not start'));
  }

  public run<K extends JobKind>(kind: K, ask: Jobs[K]['ask'], progress: (bytes: number) => void = () => undefined): Promise<Jobs[K]['answer']> {
    const id = ++this.lastId;
    return new Promise<Jobs[JobKind]['answer']>((done, failed) => {
      this.waiting.set(id, { done, failed, progress });
      this.worker.postMessage({ id, kind, ask } satisfies JobRequest);
    }) as Promise<Jobs[K]['answer']>;
  }

  public stop(): void {
    this.worker.terminate();
  }

  private take(reply: JobReply): void {
    const one = this.waiting.get(reply.id);
    if (!one) return;
    if ('bytes' in reply) return one.progress(reply.bytes);
    this.waiting.delete(reply.id);
    if ('answer' in reply) one.done(reply.answer);
    else one.failed(new Error(reply.failure));
  }

  private fail(why: string): void {
    for (const { failed } of this.waiting.values()) failed(new Error(why));
    this.waiting.clear();
  }
}
