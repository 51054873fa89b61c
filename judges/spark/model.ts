import { createInterface } from 'node:readline';
import { run } from '../../src/cli/run';
import { ExecutorJvm, leastHeapMiB } from '../../src/core/memory/ledger';
import { NO_SKEW, stageBoundBytes } from '../../src/core/memory/stage-need';
import { readStage } from '../../src/core/workload/read';
import { Stage } from '../../src/core/workload/stage';

/**
 * Answers the judge's questions about the model, one JSON document a line: the command line itself, many times in one process,
 * and the closed bound of a stage, which the command line only uses for releases whose Spark nobody has measured.
 */
interface CommandLine {
  readonly argv: readonly string[];
}

interface Bound {
  readonly bound: { readonly stages: readonly unknown[]; readonly partitions: number; readonly jvm: ExecutorJvm };
}

function answerCommand({ argv }: CommandLine): unknown {
  const written = { stdout: '', stderr: '' };
  const code = run(argv, {
    stdout: text => { written.stdout += text; },
    stderr: text => { written.stderr += text; },
    readFile: file => { throw new Error(`the judge states everything in flags; ${file} was asked for`); },
    writeFile: file => { throw new Error(`the judge writes no file; ${file} was asked for`); },
    readStdin: () => '',
    env: {},
    isTTY: false,
    columns: undefined,
    version: () => '0',
  });
  return { code, ...written };
}

function answerBound({ bound: { stages, partitions, jvm } }: Bound): unknown {
  const read = stages.map((source, index) => readStage(source, `stages[${index}]`));
  const known = read.map(reading => (reading as { value: unknown }).value as Stage);
  const needBytes = (pageBytes: number) => Math.max(...known.map(stage => stageBoundBytes(stage, NO_SKEW, partitions, pageBytes)));
  return { heapMiB: leastHeapMiB(jvm, { mustStayBytes: 0, evictableBytes: 0 }, needBytes) };
}

createInterface({ input: process.stdin }).on('line', line => {
  const question = JSON.parse(line) as CommandLine | Bound;
  process.stdout.write(`${JSON.stringify('argv' in question ? answerCommand(question) : answerBound(question))}\n`);
});
