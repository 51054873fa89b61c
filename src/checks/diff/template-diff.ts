import { DIFF_SCHEMA, TemplateDiff } from './diff';
import { Fate, PropertyChange, ResourceChanges, Source, conditionChange, directChange, fateBy, fateOf, referredChange, worseOf } from './property-changes';
import { Reference, referencesOf } from './references';
import { goneFindings, retypedFindings, isOfEmr } from './resources-gone';
import { sizeChanges } from './template-sizes';
import { updateFindings } from './update-findings';
import { changesBetween, isSame } from './value-changes';
import { Outcome, fails, ok } from '../../core/problems/problem';
import { childOf, keysOf } from '../../core/simulation/template-node';
import { Template, TemplateResource, readTemplate } from '../template/read-template';

/** What the files are called in problems. */
export interface TemplateNames {
  readonly old: string;
  readonly new: string;
}

/** Every change between two templates that replaces a resource of EMR, or that a STARTED application refuses, and what moved in the sizes. */
export function diffTemplates(oldTemplate: unknown, newTemplate: unknown, names: TemplateNames = { old: 'OLD', new: 'NEW' }): Outcome<TemplateDiff> {
  const [before, after] = [readTemplate(oldTemplate, names.old), readTemplate(newTemplate, names.new)];
  if (!before.ok || !after.ok) return fails([before, after].flatMap(one => one.ok ? [] : one.problems));
  return ok(compared(before.value, after.value));
}

function compared(before: Template, after: Template): TemplateDiff {
  const [old, young] = [before, after].map(({ resources }) => [...resources.values()].filter(({ type }) => isOfEmr(type)));
  const kept = young.filter(({ logicalId, type }) => before.resources.get(logicalId)?.type === type);
  const changes = new Map(kept.map(one => [one.logicalId, changesOf(before.resources.get(one.logicalId)!, one)]));
  spread(kept, changes, changedNames(before, after));
  const gone = goneFindings(before, after);
  return {
    schema: DIFF_SCHEMA,
    resources: { old: old.length, new: young.length },
    findings: [...retypedFindings(before, after), ...gone.findings, ...[...changes.values()].flatMap(updateFindings)],
    sizes: [
      ...kept.flatMap(one => sizeChanges(before.resources.get(one.logicalId)!, one)),
      ...gone.renamed.flatMap(([one, other]) => sizeChanges(one, other)),
    ],
    updatedInPlace: [...changes.values()].filter(one => fateOf(one) !== 'replaced').flatMap(one => [...one.changes.values()]).filter(one => one.update === 'in-place').length,
  };
}

function changesOf(before: TemplateResource, after: TemplateResource): ResourceChanges {
  const direct = changesBetween(before.properties, after.properties).map(one => directChange(after.type, one));
  const condition = (one: TemplateResource) => childOf(one.node, 'Condition').value;
  const conditional = isSame(condition(before), condition(after)) ? [] : [conditionChange(after, condition(before), condition(after))];
  return { before, after, changes: new Map([...direct, ...conditional].map(one => [one.path, one])) };
}

const NAMED_SECTIONS: readonly (readonly [section: string, prefix: string, word: string])[] = [
  ['Parameters', '', 'parameter'], ['Mappings', 'Mappings.', 'mapping'], ['Conditions', 'Conditions.', 'condition'],
];

/** Parameters, mappings and conditions that both templates have, and that differ. */
function changedNames({ root: old }: Template, { root: young }: Template): Source[] {
  return NAMED_SECTIONS.flatMap(([section, prefix, word]) => {
    const [before, after] = [childOf(old, section), childOf(young, section)];
    return keysOf(after).filter(key => !isSame(childOf(before, key).value, childOf(after, key).value))
      .map(key => ({ name: `${prefix}${key}`, certain: false, because: `the ${word} ${key} differs` }));
  });
}

/** A new resource has a new id: what refers to one that is replaced changes too, and may be replaced for it. */
function spread(resources: readonly TemplateResource[], changes: ReadonlyMap<string, ResourceChanges>, first: readonly Source[]): void {
  const dependents = dependentsByName(resources);
  const fates = new Map([...changes].map(([logicalId, changed]) => [logicalId, fateOf(changed)]));
  const queue = [...first, ...[...fates].flatMap(([logicalId, fate]) => sourceOf(logicalId, fate))];
  for (const source of queue) { // grows while it is walked
    for (const { resource: { logicalId }, reference } of dependents.get(source.name) ?? []) {
      const change = addReference(changes.get(logicalId)!, reference, source);
      const fate = change ? worseOf(fates.get(logicalId)!, fateBy(change)) : fates.get(logicalId)!;
      if (fate !== fates.get(logicalId)) queue.push(...sourceOf(logicalId, fate));
      fates.set(logicalId, fate);
    }
  }
}

function sourceOf(logicalId: string, fate: Fate): Source[] {
  if (fate === 'replaced') return [{ name: logicalId, certain: true, because: `${logicalId} is replaced` }];
  return fate === 'may-be-replaced' ? [{ name: logicalId, certain: false, because: `${logicalId} may be replaced` }] : [];
}

/** The change that comes of a reference, or a surer one; undefined where that place differs by itself or is known to change as surely. */
function addReference({ after: { type }, changes }: ResourceChanges, reference: Reference, { certain, because }: Source): PropertyChange | undefined {
  const here = changes.get(reference.path);
  const change = referredChange(type, reference, { certain, because });
  if (here && (here.because === null || here.update === change.update || !certain)) return undefined;
  changes.set(reference.path, change);
  return change;
}

interface Dependent {
  readonly resource: TemplateResource;
  readonly reference: Reference;
}

function dependentsByName(resources: readonly TemplateResource[]): ReadonlyMap<string, readonly Dependent[]> {
  const dependents = new Map<string, Dependent[]>();
  for (const resource of resources) {
    for (const reference of referencesOf(resource.properties)) {
      for (const name of reference.names) {
        const known = dependents.get(name);
        if (known) known.push({ resource, reference });
        else dependents.set(name, [{ resource, reference }]);
      }
    }
  }
  return dependents;
}
