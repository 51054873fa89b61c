import { DiffChange, DiffFinding, Effect } from './diff';
import { PropertyChange, ResourceChanges, fateOf } from './property-changes';
import { isSame } from './value-changes';
import { nameProperty } from '../../core/catalog/updates';
import { shown } from '../../core/problems/json-value';
import { ProblemId } from '../../core/problems/problem';
import { childOf } from '../../core/simulation/template-node';
import { TemplateResource } from '../template/read-template';

/** How a kind of update is reported. */
interface Report {
  readonly id: ProblemId;
  readonly effect: Effect;
  readonly message: (changed: ResourceChanges) => string;
}

const REPLACED: Report = { id: 'SZ6901', effect: 'replaced', message: replacedMessage };
const MAY_BE_REPLACED: Report = { id: 'SZ6902', effect: 'may-be-replaced', message: ({ after }) => `a new ${after.type} may be created, and this one deleted` };
const REFUSED: Report = {
  id: 'SZ6903',
  effect: 'refused-while-started',
  message: () => 'the application stays, and the deployment fails while it is STARTED: stop it first, or let its idle timeout do so',
};
const UNKNOWN: Report = { id: 'SZ6905', effect: 'may-be-replaced', message: ({ after }) => `not in the table of ${after.type}: look up what its update does` };

/** What is said of a resource that both templates have: of one that is replaced only that, since nothing else happens to it. */
export function updateFindings(changed: ResourceChanges): DiffFinding[] {
  const all = [...changed.changes.values()];
  const reported = fateOf(changed) === 'replaced' ? all.filter(one => one.update === 'replaces') : all;
  const properties = [...new Set(reported.map(one => one.property))];
  return properties.flatMap(property => finding(changed, reported.filter(one => one.property === property)));
}

function finding(changed: ResourceChanges, changes: readonly PropertyChange[]): DiffFinding[] {
  const [{ property, note, source }] = changes;
  const report = reportOf(changes);
  if (!report) return [];
  const { after: { logicalId, type } } = changed;
  const message = `${property}: ${report.message(changed)}${note ? ` (${note})` : ''}`;
  return [{ id: report.id, effect: report.effect, logicalId, type, property, message, source, changes: changes.map(written) }];
}

/** By the worst of them. */
function reportOf(changes: readonly PropertyChange[]): Report | undefined {
  const has = (update: PropertyChange['update']) => changes.some(one => one.update === update);
  if (has('replaces')) return REPLACED;
  if (has('may-replace')) return MAY_BE_REPLACED;
  if (has(undefined)) return UNKNOWN;
  return has('needs-stop') ? REFUSED : undefined;
}

function written({ path, before, after, because }: PropertyChange): DiffChange {
  return { path, before: before ?? null, after: after ?? null, because };
}

function replacedMessage({ before, after }: ResourceChanges): string {
  return `a new ${after.type} is created, ${keeps(after, 'UpdateReplacePolicy') ? 'and this one stays, outside of the stack (UpdateReplacePolicy)' : 'and this one deleted'}${sameName(before, after)}`;
}

/** Whether a policy keeps what the template no longer has. */
export function keeps({ node }: TemplateResource, policy: 'DeletionPolicy' | 'UpdateReplacePolicy'): boolean {
  return ['Retain', 'RetainExceptOnCreate'].includes(String(childOf(node, policy).value));
}

/** With one physical name there cannot be two. */
export function sameName(before: TemplateResource, after: TemplateResource): string {
  const property = nameProperty(after.type);
  const [old, young] = [before, after].map(({ properties }) => property === undefined ? undefined : childOf(properties, property).value);
  return young !== undefined && isSame(old, young) ? `; CloudFormation refuses that while its ${property} stays ${shown(young)}: change it as well, or leave it out` : '';
}
