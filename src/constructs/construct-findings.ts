import { CfnElement, Stack, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { CheckOptions } from '../checks/check-template';
import type { Finding } from '../checks/findings';

/** What stands before an id where it is acknowledged: `cdk-sized-emr::SZ6001` of a rule, `cdk-sized-emr:SZ3202` of a warning. */
export const LIBRARY_NAME = 'cdk-sized-emr';

/** Findings about the resources of a construct as its stack will have them, those apart that somebody acknowledged on it or above it. */
function findingsOf(construct: IConstruct, options: CheckOptions, more: readonly CfnElement[]): Finding[] {
  const elements = [...construct.node.findAll().filter(CfnElement.isCfnElement), ...more];
  const checked = rules().checkTemplate(fragmentOf(elements), construct.node.path, options);
  return checked.ok ? checked.value.findings.filter(({ id }) => !isAcknowledged(construct, id)) : [];
}

/** What stands in the way of deploying a construct, and elements that are of it but not of the template. */
export function errorsOf(construct: IConstruct, options: CheckOptions = {}, more: readonly CfnElement[] = []): string[] {
  return findingsOf(construct, options, more).filter(({ severity }) => severity === 'error')
    .map(({ id, path, message }) => `${id} ${path}: ${message} (acknowledge ${LIBRARY_NAME}::${id} if you know better)`);
}

/** Whether a rule is acknowledged at a construct or above it. */
export function isAcknowledged(construct: IConstruct, id: string): boolean {
  return construct.node.scopes.some(scope => scope.node.metadata.some(({ type, data }) => (
    type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY && Object.keys((data ?? {}) as object).includes(`${LIBRARY_NAME}::${id}`)
  )));
}

type Fragment = Record<string, Record<string, unknown>>;

/** The part of the template that some elements are, section by section. */
function fragmentOf(elements: readonly CfnElement[]): Fragment {
  const fragment: Fragment = { Resources: {} };
  for (const element of elements) {
    const part = Stack.of(element).resolve(element._toCloudFormation()) as Fragment;
    for (const [section, members] of Object.entries(part)) fragment[section] = { ...fragment[section], ...members };
  }
  return fragment;
}

/** Loaded where it is needed, so that an app that only imports the library starts quickly. */
export function rules(): typeof import('../checks/check-template') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('../checks/check-template') as typeof import('../checks/check-template');
}
