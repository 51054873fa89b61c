import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from './markdown';
import { FIGURES, LEAST_RUNS, MeasuredField, MeasuredRule, defaultFrom, failedRuns, figuresOf, percentile, quietCoreSeconds, readMeasured, readRules, runsOf, twoDigits } from './measured-profiles';
import { FailedRun, MeasuredRun, PROFILE_OF } from '../judges/profiles/measured-run';
import type { RealTime } from '../judges/profiles/real-times';
import { Had, Verdict, byDefaults, byObservation, median, runTime, splitAsSpark, verdictOf } from '../judges/profiles/run-time';
import { allProfiles, profileDefaults } from '../src/core/catalog/profiles';
import { LowMidHigh, ProfileDefaults } from '../src/core/catalog/rows';
import { GIB } from '../src/core/units';
import { Demand, Range } from '../src/core/workload/demand';
import { formatCount, formatDuration, formatSize } from '../src/core/workload/quantities';

/** Every figure of docs/profiles.md. */
export const PROFILE_BLOCKS: Record<string, () => string> = {
  'profiles-provenance': provenance,
  'profiles-failed': failed,
  'profiles-measured': measured,
  'profiles-scale': scale,
  'profiles-cold': cold,
  'profiles-files': files,
  'profiles-time': time,
  'profiles-real-time': realTime,
};

const ROOT = join(__dirname, '..');

let table_: { readonly runs: readonly MeasuredRun[]; readonly rules: readonly MeasuredRule[] } | undefined;

function tableOfRuns(): { readonly runs: readonly MeasuredRun[]; readonly rules: readonly MeasuredRule[] } {
  return table_ ??= { runs: readMeasured().runs.rows, rules: readRules() };
}

function provenance(): string {
  const { provenance: { rows: [made], read }, runs, changes } = readMeasured();
  return [
    `Spark ${made.spark}, Java ${made.java}; ${made.machine}; ${made.generators}; last measured ${read}.`,
    `Changed for Spark in the texts of queries: ${changes.rows.length} queries (${count(changes.rows.map(({ change }) => change))}).`,
    `Settings: ${Object.entries(made.settings).map(([name, value]) => `\`${name}=${value}\``).join(', ')}.`,
    `${runs.rows.length} runs:`,
    coverage(),
  ].join('\n\n');
}

/** How many of a kind's jobs ran, and how. */
function coverage(): string {
  const measured_ = readMeasured();
  const { provenance: { rows: [{ jobs }] }, runs } = measured_;
  const failures = failedRuns(measured_);
  const keys = [...new Set([...runs.rows, ...failures].map(({ kind, scale: sf, isWarm }) => `${kind} ${sf} ${isWarm}`))];
  const rows = keys.map(key => {
    const [kind, sf, isWarm] = key.split(' ');
    const ofKey = (all: readonly Pick<FailedRun, 'kind' | 'scale' | 'isWarm'>[]) => all.filter(one => `${one.kind} ${one.scale} ${one.isWarm}` === key).length;
    const known = kind as MeasuredRun['kind'];
    return [kind, PROFILE_OF[known], sf, isWarm === 'true' ? 'warm' : 'new each', `${ofKey(runs.rows)} of ${jobs[known]}`, ofKey(failures)];
  });
  return table(['kind', 'tells of', 'scale', 'executor', 'ran', 'failed'], rows);
}

/** What was tried and did not run to its end. */
function failed(): string {
  const rows = failedRuns(readMeasured());
  if (rows.length === 0) return 'None.';
  return table(['job', 'scale', 'after, seconds', 'ended with'], rows.map(one => [`${one.kind} ${one.name}`, one.scale, Math.round(one.wallSeconds), one.failed.slice(0, 120).replaceAll('|', '\\|')]));
}

/** `tpch at 1 (22), …`. */
function count(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, times]) => `${name} (${times})`).join(', ');
}

const PERCENTILES = [10, 25, 50, 75, 90];

/** Every figure by profile, with the default and how it comes about. */
function measured(): string {
  const { runs, rules } = tableOfRuns();
  const profiles = [...allProfiles().map(({ profile }) => profile), undefined];
  const rows = (Object.keys(FIGURES) as MeasuredField[]).flatMap(field => profiles.flatMap(profile => {
    const figures = figuresOf(field, runsOf(profile, runs));
    if (figures.length < LEAST_RUNS) return [];
    const rule = rules.find(one => one.field === field && one.profile === profile);
    return [[field, profile ?? 'all', figures.length, ...PERCENTILES.map(at => twoDigits(percentile(figures, at))), defaultText(field, profile), ruleText(rule)]];
  }));
  return table(['field', 'profile', 'runs', ...PERCENTILES.map(at => `${at} %`), 'default', 'taken'], rows);
}

function defaultText(field: MeasuredField, profile: string | undefined): string {
  const values = allProfiles().filter(one => profile === undefined || one.profile === profile).map(one => rangeText(one[field]));
  return [...new Set(values)].join(', ');
}

function rangeText(value: number | LowMidHigh): string {
  return typeof value === 'number' ? `${value}` : `${value.low} / ${value.mid} / ${value.high}`;
}

function ruleText(rule: MeasuredRule | undefined): string {
  return rule ? `${rangeText(rule.percentile)} %` : '';
}

/** The same jobs at several scales. */
function scale(): string {
  const { runs } = tableOfRuns();
  const kinds = [...new Set(runs.map(({ kind }) => kind))];
  const rows = kinds.flatMap(kind => pairsOfScales(runs.filter(one => one.kind === kind)).map(({ from, to, pairs }) => {
    const both = (figure: (run: MeasuredRun) => number) => `${twoDigits(median(pairs.map(([small]) => figure(small))))} → ${twoDigits(median(pairs.map(([, large]) => figure(large))))}`;
    return [
      kind, `${from} → ${to}`, pairs.length, both(({ inputBytes }) => inputBytes / 2 ** 20), both(run => quietCoreSeconds(run) / (run.inputBytes / GIB)),
      both(({ shuffleBytes, inputBytes }) => shuffleBytes / inputBytes), both(({ expansion }) => expansion ?? 0), both(({ skew }) => skew ?? 1),
    ];
  }));
  return table(['kind', 'scale', 'same jobs', 'input, MiB', 'core-seconds a GiB', 'shuffle ÷ input', 'expansion', 'skew'], rows);
}

interface Pairs {
  readonly from: number;
  readonly to: number;
  readonly pairs: readonly (readonly [MeasuredRun, MeasuredRun])[];
}

function pairsOfScales(runs: readonly MeasuredRun[]): Pairs[] {
  const scales = [...new Set(runs.filter(({ isWarm }) => isWarm).map(one => one.scale))].sort((a, b) => a - b);
  return scales.slice(1).map((to, index) => {
    const at = (wanted: number) => new Map(runs.filter(one => one.scale === wanted && one.isWarm).map(one => [one.name, one]));
    const [small, large] = [at(scales[index]), at(to)];
    return { from: scales[index], to, pairs: [...small].flatMap(([name, run]) => large.has(name) ? [[run, large.get(name)!] as const] : []) };
  }).filter(({ pairs }) => pairs.length > 0);
}

/** What an executor costs that has compiled nothing yet. */
function cold(): string {
  const { runs } = tableOfRuns();
  const pairs = runs.filter(({ isWarm }) => !isWarm).flatMap(one => {
    const warm = runs.find(other => other.isWarm && other.kind === one.kind && other.name === one.name && other.scale === one.scale);
    return warm ? [[one, warm] as const] : [];
  });
  const rows = pairs.map(([first, later]) => [`${first.kind} ${first.name}`, first.cpuSeconds, later.cpuSeconds, twoDigits(first.cpuSeconds - later.cpuSeconds)]);
  return table(['job at scale 1', 'core-seconds, first in its executor', 'later in a warm one', 'more'], rows);
}

/** Of what files hold, how much is read. */
function files(): string {
  const { runs } = tableOfRuns();
  const rows = [...new Set(runs.map(({ kind }) => kind))].flatMap(kind => {
    const known = runs.filter(one => one.kind === kind && one.filesBytes > 0 && one.inputBytes > 0);
    const shares = known.map(({ inputBytes, filesBytes }) => inputBytes / filesBytes).sort((a, b) => a - b);
    return shares.length ? [[kind, shares.length, ...[10, 50, 90].map(at => twoDigits(percentile(shares, at)))]] : [];
  });
  return table(['kind', 'runs', '10 %', '50 %', '90 %'], rows);
}

const HAD: Had = { executors: 1, slots: 2, partitions: 16 };

interface Judged {
  readonly what: string;
  readonly from: string;
  readonly runs: readonly MeasuredRun[];
  /** The runs that the defaults are taken from, for one that is judged. */
  readonly othersOf: (run: MeasuredRun) => readonly MeasuredRun[];
}

function heldOut(): Judged[] {
  const runs = tableOfRuns().runs.filter(({ isWarm }) => isWarm);
  const of = (kind: string) => runs.filter(one => one.kind === kind);
  const leaveOneOut = (kind: string): Judged => ({
    what: kind,
    from: `all other jobs of ${PROFILE_OF[kind as MeasuredRun['kind']]}`,
    runs: of(kind),
    othersOf: run => runsOf(PROFILE_OF[run.kind], runs).filter(({ name }) => name !== run.name),
  });
  const suites: Judged[] = [['tpch', 'tpcds'], ['tpcds', 'tpch']].map(([what, from]) => ({ what, from, runs: of(what), othersOf: () => of(from) }));
  return [...suites, ...['etl', 'python', 'ml', 'interactive', 'streaming'].map(leaveOneOut)].filter(one => one.runs.length > 0);
}

/** Defaults that have not seen the run, by the rules of the profiles. */
function defaultsOf(others: readonly MeasuredRun[], profile: ProfileDefaults): ProfileDefaults {
  const rules = tableOfRuns().rules.filter(one => one.profile === undefined || one.profile === profile.profile);
  const usable = rules.filter(({ field }) => figuresOf(field, others).length >= LEAST_RUNS);
  return { ...profile, ...Object.fromEntries(usable.map(rule => [rule.field, defaultFrom(rule, others)])) };
}

/** How often the run time lies in what a plan says: by defaults from elsewhere, by the profile as it is, and by what was observed. */
function time(): string {
  const rows = heldOut().flatMap(({ what, from, runs, othersOf }) => {
    const large = runs.filter(run => FIGURES.coreSecondsPerInputGiB(run) !== undefined);
    if (large.length === 0) return [];
    const profile = profileDefaults(PROFILE_OF[large[0].kind]);
    return [
      [what, `the input, and defaults from ${from}`, ...cellsOf(large, quietSeconds, run => byDefaults(run.inputBytes, defaultsOf(othersOf(run), profile)))],
      [what, 'the input, and the profile as it is', ...cellsOf(large, quietSeconds, run => byDefaults(run.inputBytes, profile))],
      [what, 'what observe says of the run', ...cellsOf(large, ({ wallSeconds }) => wallSeconds, run => byObservation(observedOf(run)))],
    ];
  });
  return table(['runs', 'known', 'inside', 'shorter than low', 'longer than high', 'high ÷ low, median', 'truth ÷ mid, median', 'inside, were splits counted as Spark cuts them'], rows);
}

/** What a plan says of runs against what they took: with its own splits, and with those that Spark cut. */
function cellsOf(runs: readonly MeasuredRun[], secondsOf: (run: MeasuredRun) => number, demandOf: (run: MeasuredRun) => Demand): (string | number)[] {
  const verdict = (cut: (demand: Demand, run: MeasuredRun) => Demand) =>
    verdictOf(runs.map(run => ({ predicted: runTime(cut(demandOf(run), run), HAD), seconds: secondsOf(run) })));
  const finer = verdict((demand, { filesBytes, inputBytes }) => splitAsSpark(demand, filesBytes || inputBytes, HAD.partitions));
  return [...verdictCells(verdict(demand => demand)), `${finer.inside} of ${finer.runs}`];
}

/** What the run would have taken with the machine to itself: its wall time by the share of its core time in which its threads ran. */
function quietSeconds(run: MeasuredRun): number {
  return run.wallSeconds * Math.min(1, quietCoreSeconds(run) / run.coreSeconds);
}

function observedOf(run: MeasuredRun): Parameters<typeof byObservation>[0] {
  const { inputBytes, shuffleBytes, shuffleTotalBytes, coreSeconds } = run;
  return { inputBytes, shuffleBytes, shuffleTotalBytes, skew: run.skew ?? 1, skewPartitions: run.skewTasks ?? 1, coreTimeSeconds: coreSeconds };
}

function verdictCells({ runs, inside, below, above, width, truthToMid }: Verdict): (string | number)[] {
  return [`${inside} of ${runs}`, below, above, twoDigits(width), twoDigits(truthToMid)];
}

function realTime(): string {
  const all = JSON.parse(readFileSync(join(ROOT, 'judges', 'profiles', 'real-times.json'), 'utf8')) as RealTime[];
  const shown = (range: Range | null) => range ? `${formatDuration(Math.round(range.low))} to ${formatDuration(Math.round(range.high))}` : '';
  const rows = all.map(one => [
    one.log.replace(/^(eventlog_v2_spark-\w{4})\w+/, '$1…'), one.inputBytes === null ? 'none counted' : formatSize(one.inputBytes), formatCount(one.slots),
    one.seconds === null ? '' : formatDuration(Math.round(one.seconds)), shown(one.byDefaults), shown(one.byObservation),
  ]);
  return table(['log', 'input', 'slots', 'it took', 'by the profile sql-analytics and its input', 'by what was observed'], rows);
}
