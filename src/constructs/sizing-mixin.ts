import { CfnResource, Stack, Token, Validations } from 'aws-cdk-lib';
import { errorsOf } from './construct-findings';
import type { CheckOptions } from '../checks/check-template';
import { Problem, problem, problemLine } from '../core/problems/problem';

/** Prefix of every warning's id. */
const WARNING_PREFIX = 'cdk-sized-emr';

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
export function claim(resource: CfnResource): Problem[] {
  if (SIZED.has(resource)) return [problem('SZ1007', 'resource', 'a mixin has sized it already; apply one, or use the L3 construct, which adds up workloads')];
  SIZED.add(resource);
  return [];
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
  for (const { id, message } of warnings) Validations.of(resource).addWarning(`${WARNING_PREFIX}:${id}`, message);
  const template = () => Stack.of(resource).resolve(resource._toCloudFormation()) as unknown;
  resource.node.addValidation({
    validate: () => {
      const found = problems(template()).map(problemLine);
      return found.length ? found : errorsOf(resource, options);
    },
  });
}

