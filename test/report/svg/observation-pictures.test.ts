import '../../property-seed';
import * as fc from 'fast-check';
import { expectApart, wellFormed } from './well-formed';
import { RunMemory } from '../../../src/eventlog/observation';
import { stagesPicture } from '../../../src/report/svg/observation-pictures';
import { WIDTHS, inlineSvg } from '../../../src/report/svg/picture';

const MIB = 2 ** 20;
const STAGE = { stageId: 3, tasks: 10, tasksThatSpilled: 4, taskHeldBytes: 100 * MIB, taskSpilledBytes: 300 * MIB, memoryBytesSpilled: 900 * MIB, diskBytesSpilled: 200 * MIB };
const CLEAN = { stageId: 5, tasks: 1, tasksThatSpilled: 0, taskHeldBytes: 50 * MIB, taskSpilledBytes: 0, memoryBytesSpilled: 0, diskBytesSpilled: 0 };

function drawn(memory: RunMemory, width: number = WIDTHS.wide) {
  return stagesPicture({ memory }, width);
}

test('each stage has what its fullest task held and spilled, to scale, beside the share', () => {
  const { body, description } = drawn({ taskShareBytes: 200 * MIB, stages: [STAGE, CLEAN] });
  expect(description).toBe('Memory of a task, stage by stage. Where all slots are taken, a task is sure of 200 MiB. 1 stage spilled. '
    + 'Stage 3, 10 tasks: the fullest held 100 MiB; 4 spilled 900 MiB, 200 MiB on disk. Stage 5, 1 task: the fullest held 50 MiB.');
  const bars = wellFormed(`<g>${body}</g>`).filter(({ name, attributes }) => name === 'rect' && attributes.height === '18').map(({ attributes }) => [attributes.class, attributes.width]);
  expect(bars).toEqual([['sz-task', '182'], ['sz-spill', '546'], ['sz-task', '91']]); // 400 MiB are 728 units
  expect(body).toContain('d="M380 '); // 16 + 200 / 400 × 728
});

test('what the log does not hold is said, not drawn', () => {
  const none = drawn({ taskShareBytes: 200 * MIB, stages: [] });
  expect(none.description).toContain('names no execution memory');
  expect(none.body).not.toMatch(/rect|path/);
  const old = drawn({ taskShareBytes: null, stages: [{ ...STAGE, taskHeldBytes: null }] });
  expect(old.description).toContain('What a task is sure of is not in the log.');
  expect(old.description).toContain('what they held is not in the log; 4 spilled');
  expect(old.body).not.toContain('sz-dashed');
  expect(old.body).not.toContain('>held<');
});

test('any of it is well-formed, within its box, and no text lies on another one', () => {
  const bytes = fc.integer({ min: 0, max: 2 ** 45 });
  const stage = fc.record({
    stageId: fc.integer({ min: 0, max: 1e6 }),
    tasks: fc.integer({ min: 1, max: 1e6 }),
    tasksThatSpilled: fc.integer({ min: 0, max: 1e6 }),
    taskHeldBytes: fc.option(bytes),
    taskSpilledBytes: bytes,
    memoryBytesSpilled: bytes,
    diskBytesSpilled: bytes,
  });
  fc.assert(fc.property(fc.record({ taskShareBytes: fc.option(bytes), stages: fc.array(stage, { maxLength: 12 }) }), fc.constantFrom(...Object.values(WIDTHS)), (memory, width) => {
    const picture = drawn(memory, width);
    expect(() => wellFormed(inlineSvg(picture))).not.toThrow();
    expect(picture.body).not.toMatch(/NaN|undefined|Infinity|null/);
    for (const { attributes } of wellFormed(`<g>${picture.body}</g>`).filter(({ name }) => name === 'rect')) {
      expect(Number(attributes.x) + Number(attributes.width)).toBeLessThanOrEqual(width - 15.8);
    }
    expectApart(picture);
  }), { numRuns: 60 });
});
