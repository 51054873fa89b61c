import { isObject } from '../../core/problems/json-value';
import { Outcome, Problem, fails, ok, problem, problemLine } from '../../core/problems/problem';
import { parseSize } from '../../core/workload/quantities';
import { readWorkload } from '../../core/workload/read';
import { Deviation, deviations } from '../../eventlog/demand/against';
import { severalRuns } from '../../eventlog/demand/several';
import { Observation, ObservationDocument } from '../../eventlog/observation';
import { observe } from '../../eventlog/observe';
import { readLog } from '../../eventlog/read-log';
import { observationHtml } from '../../report/html/observation-html';
import { observationText } from '../../report/observation-text';
import { observationSvg } from '../../report/svg/observation-pictures';
import { RunCommand } from '../command';
import { Arguments, hasFlag } from '../flag';
import { EXIT, Io } from '../io';
import { logSource } from '../log-source';
import { Options } from '../options';
import { allProblems, jsonText, refuse, tell, textOptions } from '../output';
import { Progress } from '../progress';
import { readJson } from '../read-file';
import { Forms, checkForms, deliver } from '../reports';

/** `sized-emr observe`. */
export const runObserve: RunCommand = async (args, io) => {
  const options = new Options(args);
  const input = inputOf(options);
  checkForms(options, ['--json'], ['-o', '--svg', '--html']);
  const usage = [...options.problems, ...usageProblems(args)];
  if (usage.length || args.problems.length) return refuse(allProblems(args, usage), io);
  const observed = await observations(args, io);
  const document = observed.ok ? against(together(observed.value, input), options.text('--against'), io) : observed;
  if (!document.ok) return refuse(document.problems, io);
  const written = delivered(document.value, options, io);
  if (!written.ok) return refuse(written.problems, io);
  tell([...document.value.warnings.map(({ id, message }) => problemLine({ id, path: '', message })), ...brokenLines(document.value), ...written.value], args, io);
  return document.value.against?.some(({ broken }) => broken) ? EXIT.findings : EXIT.fine;
};

function usageProblems({ positionals }: Arguments): Problem[] {
  const twice = positionals.filter((log, index) => positionals.indexOf(log) !== index);
  return [
    ...positionals.length ? [] : [problem('SZ1001', 'LOG', 'left out; an event log is expected')],
    ...twice.map(log => problem('SZ1007', log, 'is given twice; each log is one run')),
  ];
}

/** As given by flag. */
function inputOf(options: Options): string | undefined {
  const text = options.text('--input');
  if (text !== undefined && !parseSize(text)) options.wrong('SZ1002', '--input', 'a number and a unit are expected, such as 500GiB');
  return text;
}

/** Every log, one after the other, or everything that is wrong with them. */
async function observations(args: Arguments, io: Io): Promise<Outcome<Observation[]>> {
  const all: Observation[] = [];
  const problems: Problem[] = [];
  for (const log of args.positionals) {
    const one = await observation(log, args, io);
    if (one.ok) all.push(one.value);
    else problems.push(...one.problems);
  }
  return problems.length ? fails(problems) : ok(all);
}

async function observation(log: string, args: Arguments, io: Io): Promise<Outcome<Observation>> {
  const progress = new Progress(log, io, hasFlag(args, '--quiet'));
  const source = logSource(log, progress.watched(io.logs));
  if (!source.ok) return source;
  const reading = await readLog(source.value, io.logs.gunzip);
  progress.end();
  if (reading.facts.sparkEvents === 0) return fails([noEvent(log, reading.facts.warnings.all())]);
  return ok(observe(reading));
}

function noEvent(log: string, warnings: Observation['warnings']): Problem {
  const why = warnings.length ? `; ${warnings[0].message}` : '';
  return problem('SZ5001', log, `no event of Spark in it${why}`);
}

/** One run as it is; of several the facts of the largest, with what they say together. */
function together(all: readonly Observation[], input: string | undefined): ObservationDocument {
  const { runs, growth, workload, sameJob, largest } = severalRuns(all);
  const mixed = { id: 'SZ5109', line: null, message: `${all.length} logs of applications with different names; they are taken for runs of one job` } as const;
  return {
    ...all[largest],
    ...all.length > 1 ? { runs, growth } : {},
    workload: input === undefined ? workload : { ...workload, input },
    warnings: [...all.flatMap(({ warnings }) => warnings), ...sameJob ? [] : [mixed]],
  };
}

/** The document with how far it is from a workload file. */
function against(document: ObservationDocument, file: string | undefined, io: Io): Outcome<ObservationDocument> {
  if (file === undefined) return ok(document);
  const json = readJson(file, io);
  const stated = json.ok ? readWorkload(json.value) : json;
  if (!stated.ok) return fails(stated.problems.map(one => ({ ...one, path: one.path === file ? file : `${file} ${one.path}`.trim() })));
  const observed = readWorkload({ input: '1B', ...document.workload });
  if (!observed.ok) return observed;
  const fields = new Set(json.ok && isObject(json.value) ? Object.keys(json.value) : []);
  if (document.workload.input === undefined) fields.delete('input');
  return ok({ ...document, against: deviations(stated.value, fields, observed.value, outcomeOf(document)) });
}

function outcomeOf({ application: { startedAt, endedAt }, totals }: Observation): { wallSeconds: number | undefined; memoryBytesSpilled: number } {
  const wallSeconds = startedAt === null || endedAt === null ? undefined : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  return { wallSeconds, memoryBytesSpilled: totals.memoryBytesSpilled };
}

function brokenLines({ against: all = [] }: ObservationDocument): string[] {
  const line = ({ field, observed, bound }: Deviation) => problemLine(problem('SZ5301', field, `${observed} observed, and the plan holds ${bound}`));
  return all.filter(({ broken }) => broken).map(line);
}

const WITHOUT_INPUT = problem('SZ5003', '-o', 'the tasks of the run read nothing that Spark counts, and a workload must state its input; give --input SIZE');

function delivered(document: ObservationDocument, options: Options, io: Io): Outcome<string[]> {
  return options.has('-o') && document.workload.input === undefined ? fails([WITHOUT_INPUT]) : deliver(formsOf(document, io), options, io);
}

function formsOf(document: ObservationDocument, io: Io): Forms {
  return {
    text: () => observationText(document, textOptions(io)),
    printed: { '--json': () => jsonText(document) },
    files: { '-o': () => jsonText(document.workload), '--svg': () => observationSvg(document), '--html': () => observationHtml(document) },
  };
}
