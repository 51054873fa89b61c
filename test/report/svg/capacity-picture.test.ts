import '../../property-seed';
import * as fc from 'fast-check';
import { expectApart, wellFormed } from './well-formed';
import { ServerlessSimulation, simulateServerless } from '../../../src/core/simulation/serverless';
import { simulationHtml } from '../../../src/report/html/simulation-html';
import { capacityPicture } from '../../../src/report/svg/capacity-picture';
import { WIDTHS, inlineSvg } from '../../../src/report/svg/picture';
import { simulationPictures, simulationSvg } from '../../../src/report/svg/simulation-picture';

const WORKER = { vCpu: 4, memoryGiB: 16, diskGiB: 20 };
const JOB: ServerlessSimulation = { driver: WORKER, executor: WORKER, allocation: { dynamic: true, initial: 3, minimum: 0, maximum: 9 } };

function drawn(more: Partial<ServerlessSimulation>, width: number = WIDTHS.wide) {
  return capacityPicture(simulateServerless({ ...JOB, ...more }).timeline!, width);
}

test('it says when workers are there, how much of the limits they hold, and who waits', () => {
  const { description, body } = drawn({ maximumCapacity: { cpu: 40 }, concurrentRuns: 5, maxConcurrentRuns: 1, runSeconds: 600 });
  expect(description).toBe('Capacity over time. The first workers of a run are there after 1m, all that it may ask for after 1m 30s. 4 runs wait in the queue. '
    + 'vCPUs: up to 40 of 40. GB of memory: up to 160, no limit. GB of disk: up to 200, no limit. runs: up to 1 at a time, up to 4 in the queue.');
  expect(body.match(/sz-dashed/g)).toHaveLength(2); // the limit of vCPUs, and what the line means
  expect(body).toContain('>50m</text>'); // five runs, one after the other
});

test('what stays warm and idle is told and drawn', () => {
  const { description, body } = drawn({ pool: [{ key: 'Executor', count: 12, worker: WORKER }], runSeconds: 600 });
  expect(description).toContain('vCPUs: up to 52, no limit; 12 stay idle.');
  expect(body).toContain('warm workers that no run uses');
});

test('a limit far above what is held is told, not drawn', () => {
  const { description, body } = drawn({ maximumCapacity: { cpu: 4000, memoryGiB: 4000, diskGiB: 9000 } });
  expect(description).toContain('up to 40 of 4,000');
  expect(body.match(/sz-dashed/g)).toHaveLength(1);
});

test('a simulation has it in its file and on its page, one that fails at once has not', () => {
  const keys = (more: Partial<ServerlessSimulation>) => simulationPictures(simulateServerless({ ...JOB, ...more }), WIDTHS.wide).map(({ key }) => key);
  expect(keys({})).toEqual(['packing', 'capacity']);
  expect(keys({ unplaceable: 'no worker' })).toEqual(['packing']);
  const played = simulateServerless({ ...JOB, maximumCapacity: { cpu: 12 } });
  expect(simulationSvg(played)).toContain('Capacity over time');
  const page = simulationHtml(played);
  expect(page).toContain('Capacity over time');
  expect(page).toContain('ApplicationMaxCapacityExceededException');
  expect(() => wellFormed(page.slice(page.indexOf('<body>'), page.indexOf('</body>') + 7))).not.toThrow();
});

test('any of it is well-formed, within its box, and no text lies on another one', () => {
  const cases = fc.record({
    runs: fc.integer({ min: 1, max: 9 }),
    scheduler: fc.integer({ min: 1, max: 9 }),
    maximum: fc.integer({ min: 3, max: 4000 }),
    warm: fc.integer({ min: 0, max: 50 }),
    runSeconds: fc.option(fc.integer({ min: 1, max: 90_000 }), { nil: undefined }),
    cpu: fc.option(fc.integer({ min: 16, max: 100_000 }), { nil: undefined }),
  });
  fc.assert(fc.property(cases, fc.constantFrom(...Object.values(WIDTHS)), ({ runs, scheduler, maximum, warm, runSeconds, cpu }, width) => {
    const { timeline } = simulateServerless({
      ...JOB, maximumCapacity: { cpu }, concurrentRuns: runs, maxConcurrentRuns: scheduler, runSeconds, allocation: { ...JOB.allocation, maximum }, pool: [{ key: 'Driver', count: warm, worker: WORKER }],
    });
    if (!timeline) return;
    const picture = capacityPicture(timeline, width);
    const svg = inlineSvg(picture);
    expect(() => wellFormed(svg)).not.toThrow();
    expect(svg).not.toMatch(/NaN|undefined|Infinity|null/);
    expect(svg.length).toBeLessThan(12_000);
    expectApart(picture);
  }), { numRuns: 60 });
});
