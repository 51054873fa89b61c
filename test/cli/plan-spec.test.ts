import { flagsOf } from '../../src/cli/command';
import { COMMANDS } from '../../src/cli/command-table';
import { FILLED_BY_PROFILE, PLAN_SPEC, WORKLOAD_FLAGS } from '../../src/cli/commands/plan-spec';
import { fillWorkload } from '../../src/core/workload/demand';
import { WORKLOAD_FIELDS, flagOf } from '../../src/core/workload/fields';
import { readWorkload } from '../../src/core/workload/read';

test('every field of a workload is a flag, with the field\'s meaning', () => {
  const names = WORKLOAD_FLAGS.map(flag => flag.name);
  expect(names).toEqual(expect.arrayContaining(WORKLOAD_FIELDS.map(flagOf)));
});

test('the fields that the help says come from the profile are those that it fills in', () => {
  const assumed = [{ input: '20GiB' }, { input: '20GiB', language: 'python' }, { input: '20GiB', shuffle: '5GiB' }].flatMap(fields => {
    const workload = readWorkload(fields);
    return workload.ok ? fillWorkload(workload.value).assumptions.map(one => one.field) : [];
  });
  const ofFields = [...new Set(assumed)].filter(name => WORKLOAD_FIELDS.some(field => field.name === name && field.fallback === undefined));
  expect(ofFields.sort()).toEqual([...FILLED_BY_PROFILE].sort());
});

test.each(COMMANDS.map(({ spec }) => [spec.name, spec] as const))('no two flags of %s have one name', (_name, spec) => {
  const names = [...flagsOf(spec), ...spec.later ?? []].flatMap(flag => [flag.name, ...flag.short ? [flag.short] : []]);
  expect(new Set(names).size).toBe(names.length);
});

test('examples name only flags that exist', () => {
  for (const { spec } of COMMANDS) {
    for (const { line } of spec.examples) {
      for (const flag of line.match(/(?<= )-{1,2}[a-z][a-z-]*/g) ?? []) expect(flagsOf(spec).map(one => one.name)).toContain(flag);
    }
  }
  expect(PLAN_SPEC.examples.length).toBeGreaterThan(2);
});
