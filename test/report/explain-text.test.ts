import * as fc from 'fast-check';
import { explainExecutor } from '../../src/core/memory/explain';
import { explainRegions, explainText } from '../../src/report/explain-text';

function explained(request: Parameters<typeof explainExecutor>[0]) {
  const outcome = explainExecutor(request);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

test('a 4 GB heap on EMR Serverless, as the notebook of the three surprises had it', () => {
  // 4096 MiB under ParallelGC: one survivor space of 455 MiB is left out, (3641 − 300) × 0.6 = 2004.6 MiB, which Spark's UI prints as 2 GiB.
  expect(explainText(explained({ executorMemory: '4g', executorCores: 2, javaVersion: 8, platform: 'serverless' }))).toMatchSnapshot();
});

test('the regions add up to the container, to the MiB', () => {
  const requests = fc.record({
    heapMiB: fc.integer({ min: 600, max: 60_000 }),
    collector: fc.constantFrom('g1' as const, 'parallel' as const, 'serial' as const),
    sparkVersion: fc.constantFrom('1.5.2', '1.6.3', '2.4.5', '3.5.6', '4.1.1'),
    javaVersion: fc.constantFrom(8, 17),
    pysparkMiB: fc.integer({ min: 0, max: 4000 }),
  });
  fc.assert(fc.property(requests, ({ heapMiB, pysparkMiB, ...rest }) => {
    const explanation = explained({ executorMemory: `${heapMiB}m`, pyspark: `${pysparkMiB}m`, executorCores: 2, ...rest });
    const regions = explainRegions(explanation);
    expect(regions.reduce((sum, region) => sum + region.mib, 0)).toBe(explanation.container.requestedMiB);
    expect(Math.min(...regions.map(region => region.mib))).toBeGreaterThanOrEqual(0);
  }));
});

test('every line is at most as wide as asked', () => {
  const explanation = explained({ executorMemory: '12g', executorCores: 8, platform: 'serverless', offHeap: '2g', pyspark: '1g' });
  for (const width of [76, 88, 100]) {
    for (const line of explainText(explanation, { width }).split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  }
});
