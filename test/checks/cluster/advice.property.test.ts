import fc from 'fast-check';
import { Finding } from '../../../src/checks/findings';
import { knownInstanceTypes } from '../../../src/core/catalog/instance-types';
import { CORE, spark } from '../cluster-patches';
import { Patch, findingsOf, patched } from '../rule-case';

const MEMORY = spark('spark.executor.memory');
const OVERHEAD = spark('spark.executor.memoryOverhead');
const INSTANCES = spark('spark.executor.instances');
const NAMES = [...knownInstanceTypes().values()].filter(({ since }) => since.includes('emr-7.0.0')).map(({ instanceType }) => instanceType);

/** Executors of any size on nodes of any type. */
const cluster = fc.record({
  type: fc.constantFrom(...NAMES),
  count: fc.integer({ min: 1, max: 40 }),
  heapMiB: fc.integer({ min: 450, max: 100 * 1024 }),
  overheadMiB: fc.option(fc.integer({ min: 384, max: 8192 }), { nil: undefined }),
  mode: fc.constantFrom('client', 'cluster'),
  concurrentSteps: fc.integer({ min: 1, max: 3 }),
  instances: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
}).map(({ type, count, heapMiB, overheadMiB, mode, concurrentSteps, instances }): Patch => ({
  [`${CORE}/InstanceType`]: type,
  [`${CORE}/InstanceCount`]: count,
  [MEMORY]: `${heapMiB}m`,
  [OVERHEAD]: overheadMiB === undefined ? undefined : `${overheadMiB}m`,
  [spark('spark.executor.cores')]: '1',
  [spark('spark.submit.deployMode')]: mode,
  [spark('spark.dynamicAllocation.enabled')]: `${instances === undefined}`,
  [INSTANCES]: instances === undefined ? undefined : `${instances}`,
  '/Cluster/Properties/StepConcurrencyLevel': concurrentSteps,
}));

/** What the message of a rule says to write, and where. */
const ADVICE: Readonly<Record<string, { readonly at: string; readonly value: RegExp }>> = {
  SZ6301: { at: MEMORY, value: /; use (\d+m) or less/ },
  SZ6305: { at: INSTANCES, value: /; use (\d+)(?=,|$)/ },
  SZ6306: { at: MEMORY, value: /; use (\d+m) for/ },
  SZ6307: { at: OVERHEAD, value: /; give spark\.executor\.memoryOverhead (\d+m)/ },
  SZ6308: { at: MEMORY, value: /; use (\d+m) to leave it room/ },
};

function advised({ id, message }: Finding): Patch {
  const advice = ADVICE[id];
  const value = advice?.value.exec(message)?.[1];
  return value === undefined ? {} : { [advice.at]: value };
}

test('what a message says to write is the end of that finding', () => {
  const seen = new Set<string>();
  fc.assert(fc.property(cluster, patch => {
    for (const finding of findingsOf(patched(patch))) {
      const cure = advised(finding);
      if (Object.keys(cure).length === 0) continue;
      seen.add(finding.id);
      expect(findingsOf(patched({ ...patch, ...cure })).filter(({ id }) => id === finding.id).map(({ message }) => `${finding.message} → ${message}`)).toEqual([]);
    }
  }), { numRuns: 1000 });
  expect([...seen].sort()).toEqual(Object.keys(ADVICE));
});
