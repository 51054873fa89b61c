import { Reference } from './references';
import { ValueChange } from './value-changes';
import { UpdateKind } from '../../core/catalog/rows';
import { updateOf } from '../../core/catalog/updates';
import { TemplateResource } from '../template/read-template';

/** A property that changes, and what that does to its resource. */
export interface PropertyChange extends Pick<ValueChange, 'path' | 'before' | 'after'> {
  /** As the table of updates has it, else as it stands in the template. */
  readonly property: string;
  /** Undefined: the table does not have it. */
  readonly update: UpdateKind | undefined;
  readonly note?: string;
  readonly source: string;
  /** Why it changes although the templates say the same; null where they differ. */
  readonly because: string | null;
}

/** What values are made from: whether what is made from it changes for certain, and why. */
export interface Source {
  readonly name: string;
  readonly certain: boolean;
  readonly because: string;
}

/** A resource that both templates have, and all that changes of it. */
export interface ResourceChanges {
  readonly before: TemplateResource;
  readonly after: TemplateResource;
  /** By path. */
  readonly changes: Map<string, PropertyChange>;
}

const CONDITIONS = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html';
const PROPERTIES = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html';

/** The templates differ there. */
export function directChange(type: string, { property, path, before, after }: ValueChange): PropertyChange {
  return { ...described(type, property), path, before, after, because: null };
}

/** What the value is made from changes, for certain or perhaps. */
export function referredChange(type: string, { path, property }: Reference, { certain, because }: Pick<Source, 'certain' | 'because'>): PropertyChange {
  const facts = described(type, property);
  return { ...facts, update: facts.update === 'replaces' && !certain ? 'may-replace' : facts.update, path, before: undefined, after: undefined, because };
}

/** Where the condition of a resource becomes false, the resource is deleted. */
export function conditionChange({ node }: TemplateResource, before: unknown, after: unknown): PropertyChange {
  const facts = { property: 'Condition', update: 'may-replace' as const, note: 'where a condition is false there is no resource', source: CONDITIONS };
  return { ...facts, path: `${node.path}/Condition`, before, after, because: null };
}

function described(type: string, path: readonly string[]): Pick<PropertyChange, 'property' | 'update' | 'note' | 'source'> {
  return updateOf(type, path) ?? { property: path.join('.'), update: undefined, source: PROPERTIES };
}

/** What becomes of a resource that stays in the template, the mildest first. */
const FATES = ['stays', 'may-be-replaced', 'replaced'] as const;
export type Fate = typeof FATES[number];

/** By one change; what the table does not have may be anything. */
export function fateBy({ update }: PropertyChange): Fate {
  if (update === 'replaces') return 'replaced';
  return update === 'may-replace' || update === undefined ? 'may-be-replaced' : 'stays';
}

export function worseOf(a: Fate, b: Fate): Fate {
  return FATES.indexOf(a) < FATES.indexOf(b) ? b : a;
}

/** By all changes. */
export function fateOf({ changes }: ResourceChanges): Fate {
  return [...changes.values()].map(fateBy).reduce<Fate>(worseOf, 'stays');
}
