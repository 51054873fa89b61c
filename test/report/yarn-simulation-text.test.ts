import { simulateYarn, YarnSimulationRequest } from '../../src/core/simulation/yarn';
import { yarnSimulationText } from '../../src/report/yarn-simulation-text';

function text(more: Partial<YarnSimulationRequest>, options = {}): string {
  return yarnSimulationText(simulateYarn({
    groups: [{ type: 'm5.xlarge', count: 3, memoryMiB: 12_288, vCores: 4 }],
    master: { memoryMiB: 896, vCores: 1 },
    containers: [{ count: 3, memoryMiB: 11_392, vCores: 4 }],
    rules: { minimumAllocationMiB: 32, calculator: 'default' },
    ...more,
  }), options);
}

test('says that all start, and node by node what is used', () => {
  expect(text({}).split('\n')[0]).toBe('It starts with all 3 executors.');
  expect(text({})).toMatch(/1 {2}m5\.xlarge {2}1 executor and the master {2}12,288 MiB used +0 MiB idle, 0 %\n/);
  expect(text({})).toMatch(/2 {2}m5\.xlarge {2}1 executor +11,392 MiB used +896 MiB idle, 7 %\n/);
});

test('says how many nodes would hold all', () => {
  expect(text({ containers: [{ count: 7, memoryMiB: 11_392, vCores: 4 }] })).toContain('enough for all      7 nodes of m5.xlarge\n');
});

test('says who refuses what, and shows no nodes then', () => {
  const refused = text({ containers: [{ count: 7, memoryMiB: 20_000, vCores: 4 }], notes: ['a note'] });
  expect(refused.split('\n')[0]).toBe('It does not start: 0 of 7 executors.');
  expect(refused).toMatch(/ {4}Invalid resource request!/);
  expect(refused).toMatch(/an executor +refused\n/);
  expect(refused).not.toContain('Nodes\n');
  expect(refused).toContain('-  a note');
});

test('keeps to its width, and colours only where it may', () => {
  for (const line of text({ containers: [{ count: 7, memoryMiB: 20_000, vCores: 4 }] }, { width: 60 }).split('\n')) expect(line.length).toBeLessThanOrEqual(60);
  expect(text({}, { colour: true })).toContain('\u001b[32mIt starts');
  expect(text({})).not.toContain('\u001b');
});
