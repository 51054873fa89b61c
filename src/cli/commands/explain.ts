import { ExplainRequest, explainExecutor } from '../../core/memory/explain';
import { Outcome, Problem, fails, ok, problem } from '../../core/problems/problem';
import { parseSize } from '../../core/workload/quantities';
import { explainText } from '../../report/explain-text';
import { flagName } from '../callers-words';
import { RunCommand } from '../command';
import { Arguments, hasFlag } from '../flag';
import { EXIT } from '../io';
import { Options } from '../options';
import { allProblems, jsonText, refuse, textOptions } from '../output';
import { COLLECTORS, EXPLAIN_PLATFORMS, MANAGERS, ROLES } from './explain-spec';

/** `sized-emr explain`. */
export const runExplain: RunCommand = (args, io) => {
  const request = readRequest(args);
  if (!request.ok) return refuse(request.problems, io);
  const explained = explainExecutor(request.value);
  if (!explained.ok) return refuse(explained.problems.map(inFlags), io);
  io.stdout(hasFlag(args, '--json') ? jsonText(explained.value) : explainText(explained.value, textOptions(io)));
  return EXIT.fine;
};

function readRequest(args: Arguments): Outcome<ExplainRequest> {
  const options = new Options(args);
  const executorMemory = options.text('--executor-memory');
  const request: ExplainRequest = {
    executorMemory: executorMemory ?? '',
    executorCores: options.count('--executor-cores'),
    taskCpus: options.count('--task-cpus'),
    overhead: options.text('--overhead'),
    offHeap: options.text('--off-heap'),
    pyspark: options.text('--pyspark'),
    memoryFraction: options.number('--memory-fraction'),
    storageFraction: options.number('--storage-fraction'),
    platform: options.word('--platform', EXPLAIN_PLATFORMS),
    role: options.word('--role', ROLES),
    sparkVersion: options.text('--spark'),
    javaVersion: options.count('--java'),
    collector: options.word('--collector', COLLECTORS),
    manager: options.word('--manager', MANAGERS),
    machineMemoryBytes: machineMemory(options),
  };
  if (executorMemory === undefined) options.problems.push(problem('SZ1001', '--executor-memory', 'left out; such as 4g'));
  for (const word of args.positionals) options.problems.push(problem('SZ1006', word, 'explain reads no file; its request is in flags'));
  const problems = allProblems(args, [...options.problems, ...options.problems.length ? alsoWrong(request) : []]);
  return problems.length ? fails(problems) : ok(request);
}

/** What the model finds wrong with single values, beside what could not even be read. */
function alsoWrong(request: ExplainRequest): Problem[] {
  const explained = explainExecutor(request);
  return explained.ok || !request.executorMemory ? [] : explained.problems.filter(({ id }) => id === 'SZ1004' || id === 'SZ1008').map(inFlags);
}

function machineMemory(options: Options): number | undefined {
  const text = options.text('--machine-memory');
  const bytes = text === undefined ? undefined : parseSize(text);
  return text !== undefined && bytes === undefined ? options.wrong('SZ1002', '--machine-memory', 'a number and a unit are expected, such as 64GiB') : bytes;
}

const FLAG_OF: Readonly<Record<string, string>> = { sparkVersion: '--spark', javaVersion: '--java' };

function inFlags(one: Problem): Problem {
  return { ...one, path: FLAG_OF[one.path] ?? flagName(one.path) };
}
