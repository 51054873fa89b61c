import { severalRuns } from '../../../src/eventlog/demand/several';
import { Observation } from '../../../src/eventlog/observation';
import { observed, taskEnd } from '../log-fixture';

const MIB = 1024 * 1024;

/** A run that reads, shuffles and computes so much. */
async function run(inputMiB: number, shuffleMiB: number, seconds: number, name = 'job'): Promise<Observation> {
  const metrics = { 'Executor Run Time': 1000 * seconds, 'Input Metrics': { 'Bytes Read': inputMiB * MIB }, 'Shuffle Write Metrics': { 'Shuffle Bytes Written': shuffleMiB * MIB } };
  return observed({ 'Event': 'SparkListenerApplicationStart', 'App Name': name, 'App ID': `${inputMiB}`, 'Timestamp': 0 }, taskEnd(1, { metrics }));
}

test('one run is itself', async () => {
  const one = await run(100, 50, 100);
  const { workload, growth, sameJob, largest } = severalRuns([one]);
  expect({ workload, growth, sameJob, largest }).toEqual({ workload: one.workload, growth: [], sameJob: true, largest: 0 });
});

test('the workload is that of the largest, with the margin of the most demanding run per input byte', async () => {
  const { workload, largest } = severalRuns([await run(100, 50, 100), await run(200, 80, 180), await run(150, 60, 150)]);
  expect(largest).toBe(1);
  expect(workload).toMatchObject({ input: `${200 * MIB}B`, shuffle: `${80 * MIB}B`, growth: 1.25, observed: { runs: 3 } }); // 50/100 ÷ 80/200
});

test('no run asks for more than the margin times the largest, by its own input', async () => {
  const runs = await Promise.all([run(100, 51, 100), run(200, 80, 190), run(120, 60, 150)]);
  const { workload, runs: rows } = severalRuns(runs);
  for (const { inputBytes, figures } of rows) {
    const share = inputBytes! / (200 * MIB);
    expect(figures.shuffle!).toBeLessThanOrEqual(80 * MIB * share * (workload.growth as number));
    expect(figures.coreTime!).toBeLessThanOrEqual(190 * share * (workload.growth as number));
  }
});

test('growth with the input is an exponent, where inputs differ enough to tell', async () => {
  const squared = severalRuns([await run(100, 10, 100), await run(200, 40, 200)]).growth;
  expect(squared.find(({ field }) => field === 'shuffle')!.exponent).toBeCloseTo(2, 9);
  expect(squared.find(({ field }) => field === 'coreTime')!.exponent).toBeCloseTo(1, 9);
  expect(severalRuns([await run(100, 10, 100), await run(110, 40, 200)]).growth[0].exponent).toBeNull();
});

test('different names are told', async () => {
  expect(severalRuns([await run(1, 1, 1), await run(1, 1, 1, 'other')]).sameJob).toBe(false);
});
