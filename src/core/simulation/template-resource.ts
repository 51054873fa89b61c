import { TemplateNode, childOf, keysOf } from './template-node';
import { nearestWord } from '../problems/nearest';
import { Problem, problem } from '../problems/problem';

/** A type of resource, and what people call it. */
export interface ResourceKind {
  readonly type: string;
  readonly name: string;
}

/** The logical ids of a type in a template. */
export function resourceIds(template: unknown, type: string): string[] {
  const resources = resourcesOf(template);
  return keysOf(resources).filter(id => childOf(childOf(resources, id), 'Type').value === type);
}

/** The resource of a type that is asked for, or the only one; else a problem. */
export function findResource(template: unknown, kind: ResourceKind, logicalId: string | undefined, problems: Problem[]): TemplateNode | undefined {
  const ids = resourceIds(template, kind.type);
  const wrong = wrongChoice(ids, kind, logicalId);
  if (wrong) problems.push(wrong);
  return wrong ? undefined : childOf(resourcesOf(template), logicalId ?? ids[0]);
}

function resourcesOf(template: unknown): TemplateNode {
  return childOf({ value: template, path: '' }, 'Resources');
}

function wrongChoice(ids: readonly string[], { type, name }: ResourceKind, logicalId: string | undefined): Problem | undefined {
  if (!ids.length) return problem('SZ1010', '/Resources', `no ${type} in this template`);
  if (logicalId !== undefined && !ids.includes(logicalId)) {
    return problem('SZ1005', 'resource', `got ${logicalId}; this template has ${ids.join(', ')}${nearestWord(logicalId, ids)}`);
  }
  return logicalId === undefined && ids.length > 1
    ? problem('SZ1001', 'resource', `left out; this template has ${ids.length} ${name}s: ${ids.join(', ')}`) : undefined;
}
