import * as fc from 'fast-check';
import { nodeLogFiles } from '../../../src/cli/log-files';
import { unpacked } from '../../../src/eventlog/codecs/decode';
import { runFacts } from '../../../src/eventlog/facts/run-facts';
import { Templates } from '../../../src/eventlog/lines/templates';
import { readLog } from '../../../src/eventlog/read-log';
import { joined, logOf, readFixture, sourceOf } from '../log-fixture';

const { gunzip } = nodeLogFiles();

async function linesOf(name: string): Promise<string[]> {
  const { source } = await readFixture(name);
  const text = Buffer.from(await joined(unpacked(source.parts[0].open(), gunzip))).toString();
  return text.split('\n').filter(Boolean);
}

/** Facts, warnings and what stages take. */
async function everything(lines: readonly string[]) {
  const { facts, isWhole } = await readLog(sourceOf(logOf(lines)), gunzip);
  return { run: runFacts(facts, isWhole), warnings: facts.warnings.all(), stages: facts.sql.stages };
}

const EDIT = fc.record({ line: fc.nat(), at: fc.nat(), put: fc.constantFrom('', '0', '7', '"', ',', '}', ']', '\\', ' ', 'NaN', '-', '.5', ',"Task ID":3', ',"x":{}'), drop: fc.integer({ min: 0, max: 3 }) });

test('a log that is damaged anywhere reads alike whether lines are compared with those before or each is read alone', async () => {
  const lines = (await linesOf('failures-4.x.gz')).filter(line => /TaskEnd|TaskStart|Stage|Application|Environment/.test(line.slice(0, 60)));
  const many = [...lines, ...lines.map(line => line.replace(/"Task ID":(\d+)/g, (_all, id) => `"Task ID":${Number(id) + 1000}`))];
  await fc.assert(fc.asyncProperty(fc.array(EDIT, { minLength: 1, maxLength: 12 }), async edits => {
    const damaged = [...many];
    for (const { line, at, put, drop } of edits) {
      const k = line % damaged.length;
      const i = at % (damaged[k].length + 1);
      damaged[k] = damaged[k].slice(0, i) + put + damaged[k].slice(i + drop);
    }
    const compared = await everything(damaged);
    const alone = jest.spyOn(Templates.prototype, 'like').mockReturnValue(undefined);
    try {
      expect(compared).toEqual(await everything(damaged));
    } finally {
      alone.mockRestore();
    }
  }), { numRuns: 150 });
});
