import { createInterface } from 'node:readline';
import { run } from '../../src/cli/run';
import { ExecutorJvm, leastHeapMiB } from '../../src/core/memory/ledger';
import { nativeOverheadMiB } from '../../src/core/planning/container';
import { needBytes, storedBlocks, taskNeed } from '../../src/core/planning/memory-fit';
import { fillWorkload } from '../../src/core/workload/demand';
import { readWorkload } from '../../src/core/workload/read';

/**
 * Answers the judge's questions about the model, one JSON document a line: the command line itself, many times in one process,
 * and two figures that a plan has but does not print by themselves: the closed bound of a stage, and the least native memory beside a heap.
 */
interface CommandLine {
  readonly argv: readonly string[];
}

interface Bound {
  readonly bound: { readonly workload: unknown; readonly partitions: number; readonly jvm: ExecutorJvm };
}

interface Overhead {
  readonly overhead: { readonly heapMiB: number; readonly slots: number };
}

type Question = CommandLine | Bound | Overhead;

function answerCommand({ argv }: CommandLine): unknown {
  const written = { stdout: '', stderr: '' };
  const code = run(argv, {
    stdout: text => { written.stdout += text; },
    stderr: text => { written.stderr += text; },
    readFile: file => { throw new Error(`the judge states everything in flags; ${file} was asked for`); },
    writeFile: file => { throw new Error(`the judge writes no file; ${file} was asked for`); },
    get logs(): never { throw new Error('the judge of the model reads no logs'); },
    now: () => 0,
    readStdin: () => '',
    env: {},
    isTTY: false,
    columns: undefined,
    filesBelow: () => undefined,
    repository: () => '',
    version: () => '0',
  });
  return { code, ...written };
}

function answerBound({ bound: { workload, partitions, jvm } }: Bound): unknown {
  const read = readWorkload(workload);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { stated } = fillWorkload(read.value);
  const need = taskNeed(stated, { measured: false, hotMaySpill: false });
  return { heapMiB: leastHeapMiB(jvm, storedBlocks(stated, 1), pageBytes => needBytes(need, partitions, pageBytes)) };
}

function answerOf(question: Question): unknown {
  if ('argv' in question) return answerCommand(question);
  if ('bound' in question) return answerBound(question);
  return { overheadMiB: nativeOverheadMiB(question.overhead.heapMiB, question.overhead.slots) };
}

createInterface({ input: process.stdin }).on('line', line => {
  process.stdout.write(`${JSON.stringify(answerOf(JSON.parse(line) as Question))}\n`);
});
