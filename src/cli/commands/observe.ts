import { Outcome, Problem, fails, ok, problem, problemLine } from '../../core/problems/problem';
import { parseSize } from '../../core/workload/quantities';
import { Observation } from '../../eventlog/observation';
import { observe } from '../../eventlog/observe';
import { readLog } from '../../eventlog/read-log';
import { observationText } from '../../report/observation-text';
import { RunCommand } from '../command';
import { Arguments, hasFlag } from '../flag';
import { EXIT, Io } from '../io';
import { logSource } from '../log-source';
import { Options } from '../options';
import { allProblems, jsonText, refuse, tell, textOptions } from '../output';
import { messageOf } from '../read-file';

/** `sized-emr observe`. */
export const runObserve: RunCommand = async (args, io) => {
  const options = new Options(args);
  const input = inputOf(options);
  const usage = [...options.problems, ...usageProblems(args)];
  if (usage.length || args.problems.length) return refuse(allProblems(args, usage), io);
  const observed = await observation(args, io);
  if (!observed.ok) return refuse(observed.problems, io);
  const document = withInput(observed.value, input);
  const written = writeTo(options.text('-o'), document, io);
  if (!written.ok) return refuse(written.problems, io);
  tell([...document.warnings.map(({ id, message }) => problemLine({ id, path: '', message })), ...written.value], args, io);
  io.stdout(hasFlag(args, '--json') ? jsonText(document) : observationText(document, textOptions(io)));
  return EXIT.fine;
};

function usageProblems({ positionals }: Arguments): Problem[] {
  return positionals.length ? [] : [problem('SZ1001', 'LOG', 'left out; an event log is expected')];
}

/** As given by flag, in bytes. */
function inputOf(options: Options): string | undefined {
  const text = options.text('--input');
  if (text !== undefined && !parseSize(text)) options.wrong('SZ1002', '--input', 'a number and a unit are expected, such as 500GiB');
  return text;
}

async function observation({ positionals: [log] }: Arguments, io: Io): Promise<Outcome<Observation>> {
  const source = logSource(log, io.logs);
  if (!source.ok) return source;
  const reading = await readLog(source.value, io.logs.gunzip);
  if (reading.facts.sparkEvents === 0) return fails([noEvent(log, reading.facts.warnings.all())]);
  return ok(observe(reading));
}

function noEvent(log: string, warnings: Observation['warnings']): Problem {
  const why = warnings.length ? `; ${warnings[0].message}` : '';
  return problem('SZ5001', log, `no event of Spark in it${why}`);
}

function withInput(document: Observation, input: string | undefined): Observation {
  return input === undefined ? document : { ...document, workload: { ...document.workload, input } };
}

/** Writes the workload; answers what to tell. */
function writeTo(file: string | undefined, { workload }: Observation, io: Io): Outcome<string[]> {
  if (file === undefined) return ok([]);
  if (workload.input === undefined) return fails([problem('SZ5003', '-o', 'the tasks of the run read nothing that Spark counts, and a workload must state its input; give --input SIZE')]);
  try {
    io.writeFile(file, jsonText(workload));
    return ok([`wrote ${file}`]);
  } catch (error) {
    return fails([problem('SZ1010', file, `cannot be written: ${messageOf(error)}`)]);
  }
}
