import { Services, StackApplication, WatchRequest } from './services';
import { messageOf } from './stop';

const LOOK_SECONDS = 15;
/** Kept of the time of a call, to hand over to the next. */
const HAND_OVER_SECONDS = 45;
/** Lambda ends what looks like an endless loop after some 16 calls. Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html (2026-11-29). */
const MOST_ROUNDS = 14;

/**
 * Starts an application again once its stack has come to rest, however the deployment ended: CloudFormation tells a custom resource nothing of the
 * end of a rollback that did not reach it. Longer than one call lasts, it is continued in the next.
 */
export async function watchStack(request: WatchRequest, services: Services): Promise<void> {
  while (!await isDone(request.watch, services)) {
    if (services.secondsLeft() < HAND_OVER_SECONDS) return handOver(request, services);
    await services.sleep(LOOK_SECONDS);
  }
}

/** Takes one step. */
async function isDone(application: StackApplication, services: Services): Promise<boolean> {
  const status = await services.stackStatus(application.stackId);
  if (status === undefined || status === 'DELETE_COMPLETE') return true;
  if (status.endsWith('_IN_PROGRESS')) return false;
  const applicationId = await services.applicationId(application);
  return applicationId === undefined || isStarted(applicationId, services);
}

async function isStarted(applicationId: string, services: Services): Promise<boolean> {
  const state = await services.applicationState(applicationId);
  if (state === 'STOPPED' || state === 'CREATED') {
    try {
      await services.start(applicationId);
      services.log(`${applicationId} is started again`);
    } catch (error) {
      services.log(`${applicationId} is not started by the service: ${messageOf(error)}; trying again`);
    }
  }
  return state === undefined || state === 'TERMINATED' || state === 'STARTED';
}

async function handOver({ watch, round }: WatchRequest, services: Services): Promise<void> {
  if (round >= MOST_ROUNDS) throw new Error(`the application ${watch.logicalId} of ${watch.stackId} was stopped for a deployment and could not be started again: start it`);
  await services.invokeSelf({ watch, round: round + 1 });
}
