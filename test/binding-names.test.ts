import { Member, readTypes, Type } from './assembly';
import { badBindingNames } from './binding-names';

function typeWith(properties: string[], methods: Member[] = [], name = 'Sized'): Type {
  return { name, fqn: `library.${name}`, kind: 'class', properties: properties.map(property => ({ name: property })), methods };
}

test('every name of the API reads well and compiles in Python, Java, Go and C#', () => {
  expect(badBindingNames(readTypes())).toEqual([]);
});

test.each([
  ['vCPUs', typeWith(['vCpu']), 'Sized.vCpu: falls apart in Python: v_cpu'],
  ['TiB, which no tool of jsii knows', typeWith(['diskTiB']), 'Sized.diskTiB: falls apart in Python: disk_ti_b'],
  ['an abbreviation in capitals', typeWith(['maxCPUAllowed']), 'Sized.maxCPUAllowed: more than one capital letter in a row'],
  ['the same in the name of a type', typeWith([], [], 'EMRRelease'), 'EMRRelease: more than one capital letter in a row'],
  ['a keyword', typeWith(['lambda']), 'Sized.lambda: a word of Python'],
  ['a parameter that is one', typeWith([], [{ name: 'read', parameters: [{ name: 'package', type: {} }] }]), 'Sized.read(package): a word of Java, Go'],
  ['a member with the name of its type', typeWith(['sized']), 'Sized.sized: has the name of its type, which C# does not take'],
  ['what every object has', typeWith(['type']), 'Sized.type: every object of Java or .NET has that already'],
  ['a getter beside its property', typeWith(['plan'], [{ name: 'getPlan' }]), 'Sized.getPlan: a getter of Java has the same name'],
  ['two names that Python makes one', typeWith(['heapMiB', 'heapMib']), 'Sized: two names are heap_mib in Python'],
])('%s', (_, type, message) => {
  expect(badBindingNames([type])).toContain(message);
});

test('MiB, GiB, abbreviations in small letters and constants are fine', () => {
  expect(badBindingNames([typeWith(['heapMiB', 'memoryGiBHourUsd', 's3Logs', 'vcpu', 'toHtml', 'EMR_7_12_0'])])).toEqual([]);
});
