import { isObject, shown } from '../../core/problems/json-value';
import { Outcome, Problem, fails, ok, problem } from '../../core/problems/problem';
import { TemplateNode, childOf, keysOf } from '../../core/simulation/template-node';

/** Deeper than any template of CloudFormation, and shallow enough to be walked. */
const MOST_LEVELS = 200;

/** Loops and macros among the resources: what they make is only known at deployment. */
const MADE_AT_DEPLOYMENT = /^Fn::(ForEach::|Transform$)/;

/** A resource of a template. */
export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  readonly node: TemplateNode;
  readonly properties: TemplateNode;
}

/** A template of which every resource is an object with a type. */
export interface Template {
  readonly root: TemplateNode;
  readonly resources: ReadonlyMap<string, TemplateResource>;
}

/** Reads a template's resources. Fails with SZ1010 where it is none; `file` is what the problems name. */
export function readTemplate(value: unknown, file: string): Outcome<Template> {
  const wrong = (path: string, message: string) => problem('SZ1010', path ? `${file} ${path}` : file, message);
  if (!isObject(value)) return fails([wrong('', `got ${shown(value)}; a template of CloudFormation is expected`)]);
  if (levelsOf(value) > MOST_LEVELS) return fails([wrong('', `is nested more than ${MOST_LEVELS} levels deep; no template of CloudFormation is`)]);
  const root = { value, path: '' };
  const list = childOf(root, 'Resources');
  if (!isObject(list.value)) return fails([wrong(list.path, `got ${shown(list.value)}; an object of resources is expected`)]);
  const problems: Problem[] = [];
  const stated = keysOf(list).filter(key => !MADE_AT_DEPLOYMENT.test(key));
  const resources = stated.map(logicalId => resourceOf(logicalId, childOf(list, logicalId), wrong, problems));
  return problems.length ? fails(problems) : ok({ root, resources: new Map(resources.map(one => [one.logicalId, one])) });
}

function resourceOf(logicalId: string, node: TemplateNode, wrong: (path: string, message: string) => Problem, problems: Problem[]): TemplateResource {
  const type = childOf(node, 'Type');
  const properties = childOf(node, 'Properties');
  if (!isObject(node.value)) problems.push(wrong(node.path, `got ${shown(node.value)}; a resource is expected`));
  else if (typeof type.value !== 'string') problems.push(wrong(type.path, `got ${shown(type.value)}; the type of the resource is expected`));
  else if (properties.value !== undefined && !isObject(properties.value)) problems.push(wrong(properties.path, `got ${shown(properties.value)}; an object is expected`));
  return { logicalId, type: typeof type.value === 'string' ? type.value : '', node, properties };
}

/** How deep lists and objects stand in one another; without recursion, and no further than is of interest. */
function levelsOf(value: unknown): number {
  let level = 0;
  // what several places share, as aliases of YAML do, is looked at once a level
  for (let inner = new Set([value]); inner.size > 0 && level <= MOST_LEVELS + 1; level++) {
    inner = new Set([...inner].flatMap((one): unknown[] => typeof one === 'object' && one !== null ? Object.values(one) : []).filter(isComposite));
  }
  return level - 1;
}

function isComposite(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
