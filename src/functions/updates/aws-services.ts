import { ApplicationState, Services, StackApplication } from './services';
import { messageOf } from './stop';

/** Runs that have not ended. Source: JobRunState of the service's model (botocore 1.43.107). */
const ACTIVE_STATES = ['SUBMITTED', 'PENDING', 'SCHEDULED', 'RUNNING', 'CANCELLING', 'QUEUED'];
const SECOND_MS = 1000;

/** A client of the SDK that comes with the runtime. */
interface Client {
  send(command: unknown): Promise<Record<string, unknown>>;
}

type Module = Readonly<Record<string, new (input: object) => unknown>>;

/** A service of AWS: its module is loaded when it is first called. */
class Service {
  private client?: Client;

  public constructor(private readonly load: () => unknown, private readonly name: string) {}

  public call(command: string, input: object): Promise<Record<string, unknown>> {
    const module = this.load() as Module;
    this.client ??= new module[`${this.name}Client`]({}) as Client;
    return this.client.send(new module[`${command}Command`](input));
  }
}

/* eslint-disable @typescript-eslint/no-require-imports, import/no-extraneous-dependencies, import/no-unresolved -- of the runtime of Lambda */
const EMR_SERVERLESS = new Service(() => require('@aws-sdk/client-emr-serverless'), 'EMRServerless');
const CLOUD_FORMATION = new Service(() => require('@aws-sdk/client-cloudformation'), 'CloudFormation');
const LAMBDA = new Service(() => require('@aws-sdk/client-lambda'), 'Lambda');
/* eslint-enable */

/** What a call of Lambda is told. */
export interface CallContext {
  readonly invokedFunctionArn: string;
  getRemainingTimeInMillis(): number;
}

/** AWS itself. */
export function awsServices(context: CallContext): Services {
  return {
    applicationState,
    activeRuns,
    stop: async applicationId => void await EMR_SERVERLESS.call('StopApplication', { applicationId }),
    start: async applicationId => void await EMR_SERVERLESS.call('StartApplication', { applicationId }),
    stackStatus,
    applicationId: currentApplicationId,
    isInTemplate,
    invokeSelf: async event => void await LAMBDA.call('Invoke', {
      FunctionName: context.invokedFunctionArn, InvocationType: 'Event', Payload: new TextEncoder().encode(JSON.stringify(event)),
    }),
    sleep: seconds => new Promise(resolve => setTimeout(resolve, seconds * SECOND_MS)),
    secondsLeft: () => context.getRemainingTimeInMillis() / SECOND_MS,
    log: message => console.log(message),
  };
}

async function applicationState(applicationId: string): Promise<ApplicationState | undefined> {
  const found = await unlessGone(EMR_SERVERLESS.call('GetApplication', { applicationId }), /not found|does not exist/i);
  return (found?.application as { readonly state: ApplicationState } | undefined)?.state;
}

/** A page may be empty and still have a next one. */
async function activeRuns(applicationId: string): Promise<string[]> {
  const ids: string[] = [];
  let nextToken: unknown;
  do {
    const page = await EMR_SERVERLESS.call('ListJobRuns', { applicationId, states: ACTIVE_STATES, nextToken });
    ids.push(...(page.jobRuns as readonly { readonly id: string }[]).map(({ id }) => id));
    nextToken = page.nextToken;
  } while (nextToken);
  return ids;
}

async function stackStatus(stackId: string): Promise<string | undefined> {
  const found = await unlessGone(CLOUD_FORMATION.call('DescribeStacks', { StackName: stackId }), /does not exist/);
  return (found?.Stacks as readonly { readonly StackStatus: string }[] | undefined)?.[0]?.StackStatus;
}

async function currentApplicationId({ stackId, logicalId }: StackApplication): Promise<string | undefined> {
  const found = await unlessGone(CLOUD_FORMATION.call('DescribeStackResource', { StackName: stackId, LogicalResourceId: logicalId }), /does not exist/);
  return (found?.StackResourceDetail as { readonly PhysicalResourceId?: string } | undefined)?.PhysicalResourceId || undefined;
}

async function isInTemplate({ stackId, logicalId }: StackApplication): Promise<boolean> {
  const { TemplateBody } = await CLOUD_FORMATION.call('GetTemplate', { StackName: stackId });
  return new RegExp(`["\\s]${logicalId}"?\\s*:`).test(String(TemplateBody)); // as a key, in JSON or YAML
}

/** The answer, or undefined where the service says that there is no such thing. */
async function unlessGone<T>(answer: Promise<T>, words: RegExp): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException' || words.test(messageOf(error))) return undefined;
    throw error;
  }
}
