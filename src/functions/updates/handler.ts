import { Services, StackApplication, WatchRequest } from './services';
import { messageOf, stopWhenIdle } from './stop';
import { watchStack } from './watch';

/** Before the application in every deployment. */
export const STOP_FOR_UPDATE = 'Custom::EmrServerlessStopForUpdate';
/** Before the application when it is deleted. */
export const STOP_ON_DELETE = 'Custom::EmrServerlessStopOnDelete';

/** What CloudFormation sends. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html (2026-11-29). */
export interface CustomResourceRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly RequestId: string;
  readonly ResponseURL: string;
  readonly ResourceType: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly StackId: string;
  readonly ResourceProperties: {
    /** Logical id of the application. */
    readonly Application: string;
    readonly WaitForRunsSeconds: string;
  };
}

/** What it wants to hear. */
export interface CustomResourceResponse {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

type Answer = (url: string, response: CustomResourceResponse) => Promise<void>;

/** Every call of the function: a request of CloudFormation, or the watch that such a one began. */
export async function handle(event: CustomResourceRequest | WatchRequest, services: Services, answer: Answer): Promise<void> {
  if ('watch' in event) return watchStack(event, services);
  const { StackId, RequestId, LogicalResourceId, PhysicalResourceId = LogicalResourceId } = event;
  const named = { PhysicalResourceId, StackId, RequestId, LogicalResourceId };
  let response: CustomResourceResponse = { ...named, Status: 'SUCCESS' };
  try {
    await ACTIONS[`${event.ResourceType} ${event.RequestType}`]?.(event, services);
  } catch (error) {
    response = { ...named, Status: 'FAILED', Reason: messageOf(error) };
  }
  return answer(event.ResponseURL, response);
}

/** All that is done; every other request is answered as it is. */
const ACTIONS: Readonly<Record<string, (event: CustomResourceRequest, services: Services) => Promise<void>>> = {
  [`${STOP_FOR_UPDATE} Update`]: stopForUpdate,
  [`${STOP_ON_DELETE} Delete`]: stopOnDelete,
};

/**
 * The watch begins first: whatever happens after that, the application does not stay stopped. A rollback is never failed: it may not need the
 * application at all, as where a run kept the deployment from beginning.
 */
async function stopForUpdate(event: CustomResourceRequest, services: Services): Promise<void> {
  const watch = applicationOf(event);
  try {
    await stop(event, services, () => services.invokeSelf({ watch, round: 1 }));
  } catch (error) {
    if (await services.stackStatus(event.StackId) !== 'UPDATE_ROLLBACK_IN_PROGRESS') throw error;
    services.log(`${messageOf(error)}; the rollback goes on`);
  }
}

async function stopOnDelete(event: CustomResourceRequest, services: Services): Promise<void> {
  if (await leaves(applicationOf(event), services)) await stop(event, services);
}

async function stop(event: CustomResourceRequest, services: Services, beforeStop?: () => Promise<void>): Promise<void> {
  const applicationId = await services.applicationId(applicationOf(event));
  if (applicationId === undefined) return;
  await stopWhenIdle(applicationId, { waitForRunsSeconds: Number(event.ResourceProperties.WaitForRunsSeconds), beforeStop }, services);
}

/** The stack goes, or its template no longer has the application; else only the option was taken away. */
async function leaves(application: StackApplication, services: Services): Promise<boolean> {
  const status = await services.stackStatus(application.stackId);
  return status === 'DELETE_IN_PROGRESS' || status === 'ROLLBACK_IN_PROGRESS' || !await services.isInTemplate(application);
}

function applicationOf({ StackId, ResourceProperties }: CustomResourceRequest): StackApplication {
  return { stackId: StackId, logicalId: ResourceProperties.Application };
}
