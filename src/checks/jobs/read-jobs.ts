import { requestField, valueOfJsonText } from './definition';
import { Job, JobRequest, jobOf } from './job';
import { jobSettings } from './job-request';
import { Application } from '../serverless/application';
import { Resolver } from '../template/resolver';
import { Value } from '../template/value';

/** StartJobRun by its own integration or by that of the SDK. */
const START = /(emr-serverless|aws-sdk:emrserverless):startJobRun(\.|$)/;

/** States that hold states lie no deeper in one another in any machine that people write. */
const MOST_LEVELS = 20;

/** What starts runs of EMR Serverless in a template, by type. */
export const JOB_SOURCES: ReadonlyMap<string, (properties: Value, resolver: Resolver) => JobRequest[]> = new Map([
  ['AWS::StepFunctions::StateMachine', stateMachineRequests],
  ['AWS::Serverless::StateMachine', stateMachineRequests],
  ['AWS::Scheduler::Schedule', scheduleRequests],
]);

/** The jobs that a resource starts. */
export function jobsOf(type: string, properties: Value, resolver: Resolver, applicationOf: (logicalId: string) => Application | undefined): Job[] {
  const requests = JOB_SOURCES.get(type)?.(properties, resolver) ?? [];
  return requests.map(one => {
    const from = requestField(one.request, 'ApplicationId').from();
    return jobOf(one, jobSettings(one.request), from === undefined ? undefined : applicationOf(from));
  });
}

function stateMachineRequests(properties: Value, resolver: Resolver): JobRequest[] {
  const text = properties.at('DefinitionString');
  const definition = text.isStated ? valueOfJsonText(text, resolver, properties.at('DefinitionSubstitutions')) : properties.at('Definition');
  const textPath = text.isStated ? text.path : undefined;
  return definition ? requestsIn(definition, 0).map(request => ({ request, textPath })) : [];
}

/** The tasks of a machine, those in Parallel and Map states too. */
function requestsIn(machine: Value, level: number): Value[] {
  if (level > MOST_LEVELS) return [];
  const states = machine.at('States');
  return states.keys().map(name => states.at(name)).flatMap(state => [
    ...startsJob(state) ? [state.at('Parameters').isStated ? state.at('Parameters') : state.at('Arguments')] : [],
    ...[...state.at('Branches').knownItems(), state.at('Iterator'), state.at('ItemProcessor')].flatMap(inner => requestsIn(inner, level + 1)),
  ]);
}

function startsJob(state: Value): boolean {
  return START.test(knownPart(state.at('Resource')));
}

function scheduleRequests(properties: Value, resolver: Resolver): JobRequest[] {
  const [arn, input] = ['Arn', 'Input'].map(key => properties.at('Target', key));
  const request = START.test(knownPart(arn)) ? valueOfJsonText(input, resolver) : undefined;
  return request ? [{ request, textPath: input.path }] : [];
}

/** What is known of a text: the Region and the partition of an ARN seldom are. */
function knownPart(text: Value): string {
  return (text.pieces() ?? []).filter(piece => typeof piece === 'string').join('');
}
