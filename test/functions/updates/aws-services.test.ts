import { awsServices } from '../../../src/functions/updates/aws-services';

/** What the SDK was asked, and what it answers, by the name of the command. */
const asked: { readonly command: string; readonly input: any }[] = [];
const answers: Record<string, (input: any) => unknown> = {};

function sdk(service: string, commands: readonly string[]): Record<string, unknown> {
  class Client {
    public async send({ command, input }: { command: string; input: unknown }): Promise<unknown> {
      asked.push({ command, input });
      return answers[command]?.(input) ?? {};
    }
  }
  const make = (command: string) => class {
    public readonly command = command;
    public constructor(public readonly input: unknown) {}
  };
  return { [`${service}Client`]: Client, ...Object.fromEntries(commands.map(command => [`${command}Command`, make(command)])) };
}

jest.mock('@aws-sdk/client-emr-serverless', () => sdk('EMRServerless', ['GetApplication', 'ListJobRuns', 'StopApplication', 'StartApplication']), { virtual: true });
jest.mock('@aws-sdk/client-cloudformation', () => sdk('CloudFormation', ['DescribeStacks', 'DescribeStackResource', 'GetTemplate']), { virtual: true });
jest.mock('@aws-sdk/client-lambda', () => sdk('Lambda', ['Invoke']), { virtual: true });

const services = awsServices({ invokedFunctionArn: 'arn:function', getRemainingTimeInMillis: () => 2500 });
const APPLICATION = { stackId: 'stack', logicalId: 'App' };

function refusal(name: string, message: string): () => never {
  return () => { throw Object.assign(new Error(message), { name }); };
}

beforeEach(() => {
  asked.length = 0;
  for (const command of Object.keys(answers)) delete answers[command];
});

test('the state of the application, and none where the service knows no such one', async () => {
  answers.GetApplication = () => ({ application: { state: 'STARTED' } });
  expect(await services.applicationState('00app')).toBe('STARTED');
  answers.GetApplication = refusal('ResourceNotFoundException', 'Application 00app does not exist');
  expect(await services.applicationState('00app')).toBeUndefined();
  answers.GetApplication = refusal('AccessDeniedException', 'no');
  await expect(services.applicationState('00app')).rejects.toThrow('no');
});

test('runs of all pages, an empty one among them, in every state that has not ended', async () => {
  answers.ListJobRuns = ({ nextToken }) => ({ undefined: { jobRuns: [], nextToken: 'b' }, b: { jobRuns: [{ id: '1' }], nextToken: 'c' }, c: { jobRuns: [{ id: '2' }] } })[String(nextToken)];
  expect(await services.activeRuns('00app')).toEqual(['1', '2']);
  expect(asked[0].input.states).toEqual(['SUBMITTED', 'PENDING', 'SCHEDULED', 'RUNNING', 'CANCELLING', 'QUEUED']);
});

test('it starts, stops and calls itself', async () => {
  await services.stop('00app');
  await services.start('00app');
  await services.invokeSelf({ watch: APPLICATION, round: 2 });
  expect(asked.map(({ command }) => command)).toEqual(['StopApplication', 'StartApplication', 'Invoke']);
  expect(asked[2].input).toMatchObject({ FunctionName: 'arn:function', InvocationType: 'Event' });
  expect(JSON.parse(Buffer.from(asked[2].input.Payload).toString())).toEqual({ watch: APPLICATION, round: 2 });
});

test('the stack: its status, its application, and none where there is none', async () => {
  answers.DescribeStacks = () => ({ Stacks: [{ StackStatus: 'UPDATE_IN_PROGRESS' }] });
  answers.DescribeStackResource = () => ({ StackResourceDetail: { PhysicalResourceId: '00app' } });
  expect([await services.stackStatus('stack'), await services.applicationId(APPLICATION)]).toEqual(['UPDATE_IN_PROGRESS', '00app']);
  answers.DescribeStacks = refusal('ValidationError', 'Stack with id stack does not exist');
  answers.DescribeStackResource = refusal('ValidationError', 'Resource App does not exist for stack stack');
  expect([await services.stackStatus('stack'), await services.applicationId(APPLICATION)]).toEqual([undefined, undefined]);
});

test.each([
  ['{"Resources":{"App":{"Type":"x"}}}', true], ['Resources:\n  App:\n    Type: x\n', true], ['{"Resources":{"AppOther":{"Properties":{"A":"App"}}}}', false],
  ['{"Resources":{"MyApp":{}}}', false],
])('whether the template %j has the application', async (TemplateBody, has) => {
  answers.GetTemplate = () => ({ TemplateBody });
  expect(await services.isInTemplate(APPLICATION)).toBe(has);
});

test('time', async () => {
  expect(services.secondsLeft()).toBe(2.5);
  await services.sleep(0.001);
});
