import { ExplainRequest, Explanation, explainExecutor } from '../../core/memory/explain';
import { slotsOf } from '../../core/memory/explain-request';
import { Outcome, Problem, fails, ok, problem } from '../../core/problems/problem';
import { WorkloadStory, workloadStory } from '../../core/simulation/workload-story';
import { parseSize } from '../../core/workload/quantities';
import { Workload } from '../../core/workload/workload';
import { explainText } from '../../report/explain-text';
import { explainHtml } from '../../report/html/explain-html';
import { storyText } from '../../report/story-text';
import { explainSvg } from '../../report/svg/explain-pictures';
import { flagName } from '../callers-words';
import { RunCommand } from '../command';
import { Arguments, hasFlag } from '../flag';
import { EXIT, Io } from '../io';
import { Options } from '../options';
import { allProblems, jsonText, refuse, tell, textOptions } from '../output';
import { checkForms, deliver } from '../reports';
import { runExplainInstanceType } from './explain-instance-type';
import { COLLECTORS, EXPLAIN_PLATFORMS, MANAGERS, ROLES } from './explain-spec';
import { workloadOf } from './workload-source';

/** `sized-emr explain`. */
export const runExplain: RunCommand = (args, io) => {
  if (hasFlag(args, '--instance-type')) return runExplainInstanceType(args, io);
  const asked = readQuestion(args, io);
  if (!asked.ok) return refuse(asked.problems, io);
  const { request, played } = asked.value;
  const explained = explainExecutor(request);
  if (!explained.ok) return refuse(explained.problems.map(inFlags), io);
  const told = played && workloadStory(request, explained.value, played.workload, played);
  if (told && !told.ok) return refuse(told.problems.map(inFlags), io);
  return answer({ explanation: explained.value, slots: request.role === 'driver' ? undefined : slotsOf(request), story: told?.value }, args, io);
};

/** What is known of a configuration. */
interface Answer {
  readonly explanation: Explanation;
  /** Tasks at once; a driver runs none. */
  readonly slots: number | undefined;
  readonly story?: WorkloadStory;
}

/** In every form asked for; findings where a workload's story breaks what the workload asks for. */
function answer({ explanation, slots, story }: Answer, args: Arguments, io: Io): number {
  const delivered = deliver({
    text: () => story ? storyText(story, textOptions(io)) : explainText(explanation, textOptions(io)),
    printed: { '--json': () => jsonText({ ...explanation, story }) },
    files: { '--svg': () => explainSvg(explanation, slots), '--html': () => explainHtml(explanation, slots, story) },
  }, new Options(args), io);
  if (!delivered.ok) return refuse(delivered.problems, io);
  tell(delivered.value, args, io);
  return !story || isFine(story) ? EXIT.fine : EXIT.findings;
}

/** A workload to play, and what it does not say. */
interface Played {
  readonly workload: Workload;
  readonly partitions?: number;
  readonly executors?: number;
}

interface Question {
  readonly request: ExplainRequest;
  readonly played?: Played;
}

/** Blocks that have disk may leave memory, and a workload may allow to spill; cache without disk must stay, and tasks must live. */
function isFine({ failedTasks, lostBytes, spilledBytes, spill }: WorkloadStory): boolean {
  return failedTasks === 0 && lostBytes === 0 && (spilledBytes === 0 || spill === 'allowed');
}

/** The configuration, and the workload to play against it. */
function readQuestion(args: Arguments, io: Io): Outcome<Question> {
  const options = new Options(args);
  const file = options.text('--for');
  checkForms(options, ['--json'], ['--svg', '--html']);
  const counts = { partitions: options.count('--partitions'), executors: options.count('--executors') };
  for (const flag of ['--partitions', '--executors']) {
    if (file === undefined && options.has(flag)) options.problems.push(problem('SZ1007', flag, 'belongs to --for, which is left out'));
  }
  const workload = file === undefined ? undefined : workloadOf({ positionals: [file], flags: new Map(), problems: [] }, io);
  const request = readRequest(args, [...options.problems, ...workload && !workload.ok ? workload.problems : []]);
  if (!request.ok) return request;
  return ok({ request: request.value, played: workload?.ok ? { workload: workload.value, ...counts } : undefined });
}

function readRequest(args: Arguments, others: readonly Problem[]): Outcome<ExplainRequest> {
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
  if (options.has('--release')) options.problems.push(problem('SZ1007', '--release', 'goes with --instance-type; leave it out, or give --spark'));
  for (const word of args.positionals) options.problems.push(problem('SZ1006', word, 'explain reads a workload after --for; its configuration is in flags'));
  const found = [...options.problems, ...others];
  const problems = allProblems(args, [...found, ...found.length ? alsoWrong(request) : []]);
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
