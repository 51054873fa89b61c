import { withDefault, withDefaults } from '../../judges/profiles/defaults';
import { MeasuredRun, PROFILE_OF } from '../../judges/profiles/measured-run';
import { runTime, splitAsSpark, byDefaults, byObservation, verdictOf } from '../../judges/profiles/run-time';
import { allProfiles, profileDefaults } from '../../src/core/catalog/profiles';
import { GIB, MIB } from '../../src/core/units';
import { defaultFrom, differences, figuresOf, percentile, quietCoreSeconds, readMeasured, readRules, runsOf } from '../../tools/measured-profiles';

const { runs: { rows: RUNS }, failures, provenance: { rows: [{ jobs: JOBS }] } } = readMeasured();
const RULES = readRules();

function run(changes: Partial<MeasuredRun>): MeasuredRun {
  return { ...RUNS.find(({ kind, inputBytes }) => kind === 'tpch' && inputBytes > 64 * MIB)!, ...changes };
}

test('every measured default of a profile is what its rule makes of the table', () => {
  expect(differences(RULES, RUNS, allProfiles())).toEqual([]); // put into data/profiles.jsonc what was measured, then npx projen generate
});

test('a figure that differs from the table is found', () => {
  const wrong = allProfiles().map(one => one.profile === 'sql-analytics' ? { ...one, shuffleToInput: 0.123 } : one);
  expect(differences(RULES, RUNS, wrong)).toEqual([expect.stringMatching(/^sql-analytics shuffleToInput: 0.123 is said/)]);
  const slower = RUNS.map(one => ({ ...one, cpuSeconds: 3 * one.cpuSeconds }));
  expect(differences(RULES, slower, allProfiles()).some(line => line.includes('coreSecondsPerInputGiB'))).toBe(true);
});

const key = ({ kind, name, scale, isWarm }: Pick<MeasuredRun, 'kind' | 'name' | 'scale' | 'isWarm'>) => `${kind} ${name} ${scale} ${isWarm}`;

test('the table has all of TPC-H, a good part of TPC-DS and jobs of every profile, each once', () => {
  expect(new Set(RUNS.map(key)).size).toBe(RUNS.length);
  const atOne = (kind: string) => RUNS.filter(one => one.kind === kind && one.scale === 1 && one.isWarm).length;
  expect(atOne('tpch')).toBe(JOBS.tpch);
  expect(atOne('tpcds')).toBeGreaterThanOrEqual(JOBS.tpcds / 3);
  expect(new Set(RUNS.map(({ kind }) => PROFILE_OF[kind]))).toEqual(new Set(allProfiles().map(({ profile }) => profile)));
});

test('what failed is in the table with its reason, is no run, and is the exception', () => {
  expect(failures.rows.filter(({ failed }) => failed === '')).toEqual([]);
  expect(failures.rows.map(key).filter(one => RUNS.some(run_ => key(run_) === one))).toEqual([]);
  expect(failures.rows.length).toBeLessThan(RUNS.length / 20);
});

test('every row is a run that read something, wrote no more than it says, and had a core', () => {
  const wrong = RUNS.filter(one => !(one.inputBytes > 0 && one.shuffleBytes <= one.shuffleTotalBytes && one.cpuSeconds > 0 && one.gcShare < 1 && (one.skew ?? 1) >= 1));
  expect(wrong).toEqual([]);
});

test('percentiles lie between their neighbours', () => {
  expect([0, 25, 50, 90, 100].map(at => percentile([1, 2, 3, 4, 5], at))).toEqual([1, 2, 3, 4.6, 5]);
  expect(percentile([7], 90)).toBe(7);
});

test('small runs, shuffles that are read as they were written and cold executors tell of no default', () => {
  const small = run({ inputBytes: MIB });
  expect(figuresOf('coreSecondsPerInputGiB', [small])).toEqual([]);
  expect(figuresOf('skew', [run({ meanReadBytes: 100, isRange: false, skew: 9 }), run({ meanReadBytes: MIB, isRange: false, skew: null })])).toEqual([]);
  expect(runsOf('sql-analytics', [run({ isWarm: false })])).toEqual([]);
});

test('core time is what threads ran, and their share of garbage collection', () => {
  const one = run({ cpuSeconds: 9, gcShare: 0.1, inputBytes: GIB });
  expect(quietCoreSeconds(one)).toBeCloseTo(10, 9);
  expect(figuresOf('coreSecondsPerInputGiB', [one])[0]).toBeCloseTo(10, 9);
});

test('a floor holds at the high end alone', () => {
  const runs = [10, 20, 30].map(cpuSeconds => run({ cpuSeconds, gcShare: 0, inputBytes: GIB }));
  expect(defaultFrom({ field: 'coreSecondsPerInputGiB', percentile: { low: 0, mid: 50, high: 100 }, atLeast: 200 }, runs)).toEqual({ low: 10, mid: 20, high: 200 });
  expect(defaultFrom({ field: 'coreSecondsPerInputGiB', percentile: { low: 0, mid: 50, high: 100 } }, runs)).toEqual({ low: 10, mid: 20, high: 30 });
});

test('a default is written into the row of its profile, or into that of all', () => {
  const text = [
    '{ "profile": "streaming", "shuffleToInput": 0.2, "coreSecondsPerInputGiB": { "low": 1, "mid": 2, "high": 3 } }',
    '{ "shuffleTotalToShuffle": 2, "shuffleExpansion": 3.6 }',
    '{ "field": "shuffleExpansion", "percentile": 90 }',
  ];
  expect(withDefault(text.join('\n'), { field: 'shuffleExpansion', percentile: 90 }, 3.5).split('\n')).toEqual([text[0], text[1].replace('3.6', '3.5'), text[2]]);
  const rule = { field: 'coreSecondsPerInputGiB', profile: 'streaming', percentile: { low: 10, mid: 50, high: 90 } } as const;
  expect(withDefault(text.join('\n'), rule, { low: 4, mid: 5, high: 6 }).split('\n')).toEqual([text[0].replace('1, "mid": 2, "high": 3', '4, "mid": 5, "high": 6'), text[1], text[2]]);
});

test('a default that too few runs tell of stays as it is, and is said', () => {
  const text = '{ "profile": "streaming", "shuffleToInput": 0.2 }';
  const lines: string[] = [];
  const rule = { field: 'shuffleToInput', profile: 'streaming', percentile: 50 } as const;
  const stream = run({ kind: 'streaming', inputBytes: GIB, shuffleBytes: GIB / 2 });
  expect(withDefaults(text, [rule], [stream, { ...stream, name: 'b' }], line => lines.push(line))).toBe(text);
  expect(lines).toEqual([expect.stringContaining('streaming shuffleToInput: 2 runs tell of it')]);
  expect(withDefaults(text, [rule], [stream, stream, stream], line => lines.push(line))).toBe(text.replace('0.2', '0.5'));
});

describe('the run time of a workload on executors that it had', () => {
  const had = { executors: 1, slots: 2, partitions: 16 };

  test('of its input alone grows with the core time of its profile', () => {
    const sql = runTime(byDefaults(10 * GIB, profileDefaults('sql-analytics')), had);
    expect(sql.low).toBeLessThan(sql.mid);
    expect(sql.mid).toBeLessThan(sql.high);
    expect(sql.mid).toBeGreaterThan(10 * profileDefaults('sql-analytics').coreSecondsPerInputGiB.mid / 2);
  });

  test('as observed is at least its core time on all slots, and shorter in finer splits', () => {
    const demand = byObservation({ inputBytes: 64 * MIB, shuffleBytes: 0, shuffleTotalBytes: 0, coreTimeSeconds: 100 });
    expect(runTime(demand, had).mid).toBeGreaterThan(100);
    const finer = runTime(splitAsSpark(demand, 64 * MIB, 16), had).mid;
    expect(finer).toBeGreaterThan(50);
    expect(finer).toBeLessThan(60);
  });

  test('is judged by where the truth lies', () => {
    const predicted = { low: 1, mid: 2, high: 4 };
    expect(verdictOf([0.5, 1, 4, 5].map(seconds => ({ predicted, seconds })))).toEqual({ runs: 4, inside: 2, below: 1, above: 1, width: 4, truthToMid: 0.5 });
  });
});
