import { JobReply, JobRequest, doJob } from './jobs';
import { messageOf } from '../src/core/problems/message';

/** How often is said how far it has come. */
const PROGRESS_BYTES = 1024 * 1024;

/** Does jobs in a thread of its own. */
export function serveJobs(): void {
  self.addEventListener('message', (event: MessageEvent<JobRequest>) => void serve(event.data));
}

async function serve(request: JobRequest): Promise<void> {
  const { id } = request;
  const reply = (message: JobReply) => self.postMessage(message);
  let said = 0;
  const progress = (bytes: number) => {
    if (bytes - said < PROGRESS_BYTES) return;
    said = bytes;
    reply({ id, bytes });
  };
  try {
    reply({ id, answer: await doJob(request, progress) });
  } catch (error) {
    reply({ id, failure: messageOf(error) });
  }
}
