import { CfnResource, Stack, Token, Validations } from 'aws-cdk-lib';
import { errorsOf, LIBRARY_NAME } from './construct-findings';
import { JAVA_OPTIONS_KEYS } from './user-settings';
import type { CheckOptions } from '../checks/check-template';
import { Release } from '../core/catalog/releases';
import { Outcome, Problem, problem, problemLine } from '../core/problems/problem';

/** Resources that a mixin of this library sized: a second one would undo what the first has proven. */
const SIZED = new WeakSet<CfnResource>();

/** A property of an L1 as plain data. Tokens and the L1's own resolvables cannot be computed with. */
export function literal<T>(value: unknown, path: string, problems: Problem[]): T | undefined {
  if (Token.isUnresolved(value)) {
    problems.push(problem('SZ1009', path, 'got a value that is only known at deployment; sizes are computed from it, so give the value itself'));
    return undefined;
  }
  return value as T | undefined;
}

/** SZ1007 for a resource that has been sized already. */
export function sizedAlready(resource: CfnResource): Problem[] {
  return SIZED.has(resource) ? [problem('SZ1007', 'resource', 'a mixin has sized it already; apply one, or use the L3 construct, which adds up workloads')] : [];
}

type FindRelease = (label: string, path: string) => Outcome<Release>;

/** A release label that is known at synth, looked up by the platform's own rule. */
export function releaseOf(label: string | undefined, find: FindRelease, problems: Problem[]): Release | undefined {
  const known = literal<string>(label, 'releaseLabel', problems);
  const found = known === undefined ? undefined : find(known, 'releaseLabel');
  if (found && !found.ok) problems.push(...found.problems);
  return found?.ok ? found.value : undefined;
}

/** Settings of somebody else that stay beside a plan's; options of the JVM are merged with the plan's. */
export function ownSettings(settings: Readonly<Record<string, string>>, sized: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !(key in sized) || JAVA_OPTIONS_KEYS.includes(key)));
}

/** What is told of a sized resource, and what is proven of it before a template is written. */
export interface SizingProof {
  readonly warnings: readonly { readonly id: string; readonly message: string }[];
  /** SZ2006 where the template would not grant what the plan promises. */
  readonly problems: (template: unknown) => readonly Problem[];
  /** What is known better than in the tables. */
  readonly options?: CheckOptions;
}

/** Warns, and makes synthesis prove the resource as it will be deployed: somebody may change it after the mixin. */
export function prove(resource: CfnResource, { warnings, problems, options }: SizingProof): void {
  SIZED.add(resource);
  for (const { id, message } of warnings) Validations.of(resource).addWarning(`${LIBRARY_NAME}:${id}`, message);
  const template = () => Stack.of(resource).resolve(resource._toCloudFormation()) as unknown;
  resource.node.addValidation({
    validate: () => {
      const found = problems(template()).map(problemLine);
      return found.length ? found : errorsOf(resource, options);
    },
  });
}

