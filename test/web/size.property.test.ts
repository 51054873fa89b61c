import * as fc from 'fast-check';
import { flagName } from '../../src/core/workload/fields';
import { sizeAnswer } from '../../web/model/size-answer';
import { SIZE_FIELDS, Values, fieldOf } from '../../web/model/size-fields';
import { sizeRequest, valuesOf } from '../../web/model/size-request';
import { Source, sources, streams } from '../arbitraries/workload';
import { ran } from '../cli/fake-io';

/** What a person may choose beside the workload. */
const choices: fc.Arbitrary<Values> = fc.record({
  platform: fc.constantFrom('serverless', 'serverless', 'ec2'),
  release: fc.constantFrom('emr-7.12.0', 'emr-6.15.0', 'emr-spark-8.1.0'),
  architecture: fc.constantFrom('x86_64', 'arm64'),
  objective: fc.constantFrom('cost', 'cost', 'time'),
  executorCores: fc.constantFrom('', '', '4', '8'),
  partitions: fc.constantFrom('', '', '200'),
});

/** The same as flags: numbers and text are flags of the same name, and what is one list for the form is a flag each time. */
function flagsOf(values: Values): string[] {
  const LISTS: Readonly<Record<string, string>> = { instanceTypes: '--instance-type' };
  return Object.entries(values).filter(([, text]) => text !== '').flatMap(([name, text]) => {
    if (name === 'serverlessStorage') return ['--serverless-storage'];
    return LISTS[name] ? text.split(',').flatMap(one => [LISTS[name], one]) : [flagName(name), text];
  });
}

function values(source: Source, chosen: Values): Values {
  return { ...valuesOf(source), ...chosen };
}

test('the page\'s plan is the command line\'s, number for number', () => {
  fc.assert(fc.property(fc.oneof({ weight: 6, arbitrary: sources() }, { weight: 1, arbitrary: streams }), choices, (source, chosen) => {
    const all = values(source, chosen);
    const answer = sizeAnswer(all);
    const { exit, stdout, stderr } = ran(['plan', '--json', ...flagsOf(all)]);
    if (answer.ok) expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(answer.value)));
    else expect({ exit: exit > 0, ids: new Set(answer.problems.map(({ id }) => id)) }).toEqual({ exit: true, ids: new Set(stderr.match(/^SZ\d{4}/gm)) });
  }), { numRuns: 15 });
});

test('both platforms compared say the same as well', () => {
  const all: Values = { input: '2TiB', skew: '3', platform: 'any' };
  const answer = sizeAnswer(all);
  expect(answer.ok && JSON.parse(JSON.stringify(answer.value))).toEqual(JSON.parse(ran(['plan', '--json', ...flagsOf(all)]).stdout));
});

test('a workload goes into the form and comes out the same', () => {
  fc.assert(fc.property(sources(), source => {
    const { source: read, problems } = sizeRequest(valuesOf(source));
    expect(problems).toEqual([]);
    const asText = (value: unknown): unknown => typeof value === 'number' ? String(value) : value;
    const { today, ...rest } = source;
    const { today: readToday, ...readRest } = read;
    const texts = (all: object) => Object.fromEntries(Object.entries(all).map(([name, value]) => [name, asText(value)]));
    expect(readRest).toEqual(texts(rest));
    expect(readToday).toEqual(today === undefined ? undefined : texts(today as object));
  }));
});

const fieldName = fc.constantFrom(...SIZE_FIELDS.map(({ name }) => name));

test('whatever is typed into whatever field: a plan or problems, and never an exception', () => {
  fc.assert(fc.property(fc.dictionary(fieldName, fc.oneof(fc.string(), fc.constantFrom('1GiB', '10m', '4', '0', '-1', '1e400', '{}', '[{}]', '__proto__', '999999999TiB'))), typed => {
    const answer = sizeAnswer({ input: '1GiB', ...typed });
    if (!answer.ok) expect(answer.problems.every(({ id }) => /^SZ\d{4}$/.test(id))).toBe(true);
  }), { numRuns: 300 });
});

test('a problem of a single field is shown beside it', () => {
  const wrong: Values = { input: 'much', skew: '0.5', todayVcpu: 'x', todayWorkers: '3', todayDuration: '1h', stages: '[{"operator":"sort"}]', executorCores: '3.5', disk: '9.5', release: 'emr-1' };
  const answer = sizeAnswer(wrong);
  const beside = answer.ok ? [] : answer.problems.map(({ path }) => fieldOf(path)?.name);
  expect(new Set(beside)).toEqual(new Set(['input', 'skew', 'todayVcpu', 'stages', 'executorCores', 'disk', 'release']));
});

test('fields of the other platform are refused, as the command line refuses their flags', () => {
  const answer = sizeAnswer({ input: '1GiB', platform: 'ec2', warm: '2' });
  expect(answer.ok ? [] : answer.problems.map(({ id, path }) => [id, path])).toEqual([['SZ1013', 'warm']]);
  expect(sizeAnswer({ input: '1GiB', nodes: '2' })).toMatchObject({ ok: false, problems: [{ id: 'SZ1013', path: 'nodes' }] });
});
