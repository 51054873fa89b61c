import * as fc from 'fast-check';
import { diffOf } from './template-fixture';
import { diffTemplates } from '../../../src/checks/diff/template-diff';
import { propertyUpdates, typesWithUpdates, PropertyUpdate } from '../../../src/core/catalog/updates';

const SETTINGS = { numRuns: Number(process.env.PROPERTY_RUNS ?? 200), seed: Number(process.env.PROPERTY_SEED ?? 6901) };

const ids = fc.stringMatching(/^[A-Z][a-z]{0,5}$/);
const values: fc.Arbitrary<unknown> = fc.oneof(fc.jsonValue({ maxDepth: 3 }), ids.map(Ref => ({ Ref })), ids.map(name => ({ 'Fn::GetAtt': [name, 'Arn'] })));

/** A property that the table has, in its type. */
const knownProperties = fc.constantFrom(...typesWithUpdates()).chain(type => fc.constantFrom(...propertyUpdates(type)).map(update => ({ type, update })));

const resources = fc.constantFrom(...typesWithUpdates()).chain(type => fc.dictionary(fc.constantFrom(...propertyUpdates(type).map(({ property }) => property.split('.')[0])), values)
  .map(Properties => ({ Type: type, Properties })));
const templates = fc.dictionary(ids, resources, { maxKeys: 6 }).map(Resources => ({ Resources }));

/** An object with one value at a path. */
function at(path: string, value: unknown): object {
  return path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;
}

test('a template differs in nothing from itself, whatever the order of its keys', () => {
  fc.assert(fc.property(templates, template => {
    const turned = { Resources: Object.fromEntries(Object.entries(template.Resources).reverse()) };
    expect(diffOf(template, turned)).toMatchObject({ findings: [], sizes: [], updatedInPlace: 0 });
  }), SETTINGS);
});

const ID_OF: Readonly<Record<PropertyUpdate['update'], string | undefined>> = { 'replaces': 'SZ6901', 'may-replace': 'SZ6902', 'needs-stop': 'SZ6903', 'in-place': undefined };

test('any single property that changes is named by what its change does, and none that is updated in place', () => {
  fc.assert(fc.property(templates, ids, knownProperties, values, values, (template, id, { type, update }, one, other) => {
    fc.pre(JSON.stringify(one) !== JSON.stringify(other) && !(id in template.Resources) && !JSON.stringify(template).includes(`"${id}"`));
    const withValue = (value: unknown) => ({ Resources: { ...template.Resources, [id]: { Type: type, Properties: at(update.property, value) } } });
    const found = diffOf(withValue(one), withValue(other)).findings;
    fc.pre(found.every(({ changes }) => changes.every(({ path }) => path.startsWith(`/Resources/${id}/`))));
    // a deeper property of the table may be among the values
    const expected = ID_OF[update.update];
    expect(found.filter(({ property }) => property === update.property).map(finding => finding.id)).toEqual(expected ? [expected] : []);
    for (const { logicalId, changes } of found) expect([logicalId, ...changes.map(({ because }) => because)]).toEqual([id, ...changes.map(() => null)]);
  }), SETTINGS);
});

test('a resource that is taken out of a template is named', () => {
  fc.assert(fc.property(templates, template => {
    for (const gone of Object.keys(template.Resources)) {
      const { [gone]: _gone, ...Resources } = template.Resources;
      expect(diffOf(template, { Resources }).findings.filter(({ logicalId }) => logicalId === gone)).toMatchObject([{ id: 'SZ6904', effect: 'removed' }]);
      expect(diffOf({ Resources }, template).findings.filter(({ logicalId }) => logicalId === gone)).toEqual([]);
    }
  }), SETTINGS);
});

test('whatever JSON is given, the answer is a diff or problems of one line', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
    const outcome = diffTemplates({ Resources: one }, other);
    if (!outcome.ok) for (const { id, message } of outcome.problems) expect(`${id} ${message}`).toMatch(/^SZ1010 .+$/);
  }), SETTINGS);
});
