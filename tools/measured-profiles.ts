import { join } from 'node:path';
import { Block, readData } from './catalog/table';
import { FailedRun, MeasuredRun, PROFILE_OF, Provenance } from '../judges/profiles/measured-run';
import { LowMidHigh, ProfileDefaults } from '../src/core/catalog/rows';
import { MIB, GIB } from '../src/core/units';

/** The table of measured runs, and what profiles take from it. */
export interface MeasuredProfiles {
  readonly provenance: Block<Provenance>;
  readonly changes: Block<{ readonly query: string; readonly change: string }>;
  readonly runs: Block<MeasuredRun>;
  /** Not there where nothing failed. */
  readonly failures?: Block<FailedRun>;
}

/** `data/measured-profiles.jsonc`. */
export function readMeasured(root: string = join(__dirname, '..')): MeasuredProfiles {
  return readData<MeasuredProfiles>(root, 'measured-profiles.jsonc');
}

/** What did not run to its end. */
export function failedRuns({ failures }: MeasuredProfiles): readonly FailedRun[] {
  return failures?.rows ?? [];
}

/** Runs that read less tell of the cost to start a stage, not of bytes; a fit goes over its rows many times, and needs fewer of them. */
export const LEAST_INPUT_BYTES = 32 * MIB;
export const LEAST_FIT_BYTES = 8 * MIB;
/** Shuffles of smaller partitions are no concern of memory: a few rows fall as they fall. */
export const LEAST_MEAN_READ_BYTES = MIB / 4;

/** Fewer runs are no ground for a percentile. */
export const LEAST_RUNS = 3;

/** Core-seconds of a run with the machine to itself: time on the clocks of its threads, and its share of garbage collection. */
export function quietCoreSeconds({ cpuSeconds, gcShare }: MeasuredRun): number {
  return cpuSeconds / (1 - Math.min(0.9, gcShare));
}

/** What a percentile is taken of, for one run; nothing where the run does not tell. */
export const FIGURES = {
  shuffleToInput: run => isLarge(run) ? run.shuffleBytes / run.inputBytes : undefined,
  shuffleTotalToShuffle: run => isLarge(run) && run.shuffleBytes >= MIB ? run.shuffleTotalBytes / run.shuffleBytes : undefined,
  shuffleExpansion: run => run.shuffleBytes >= MIB ? run.expansion ?? undefined : undefined,
  skew: run => isSized(run) && run.isRange === false ? run.skew ?? undefined : undefined,
  rangeSkew: run => isSized(run) && run.isRange === true ? run.skew ?? undefined : undefined,
  coreSecondsPerInputGiB: run => isLarge(run) ? quietCoreSeconds(run) / (run.inputBytes / GIB) : undefined,
  broadcastMiB: run => isLarge(run) ? run.broadcastBytes / MIB : undefined,
  collectMiB: run => isLarge(run) ? run.collectBytes / MIB : undefined,
  pythonMemoryPerTaskMiB: run => run.pythonWorkerMiB ?? undefined,
} as const satisfies Partial<Record<keyof ProfileDefaults, (run: MeasuredRun) => number | undefined>>;
export type MeasuredField = keyof typeof FIGURES;

function isLarge({ inputBytes, kind }: MeasuredRun): boolean {
  return inputBytes >= (kind === 'ml' ? LEAST_FIT_BYTES : LEAST_INPUT_BYTES);
}

function isSized({ meanReadBytes }: MeasuredRun): boolean {
  return (meanReadBytes ?? 0) >= LEAST_MEAN_READ_BYTES;
}

/** A figure over runs, ascending. */
export function figuresOf(field: MeasuredField, runs: readonly MeasuredRun[]): number[] {
  return runs.flatMap(run => FIGURES[field](run) ?? []).sort((a, b) => a - b);
}

/** Between the two values that the rank falls between, as spreadsheets have it. */
export function percentile(sorted: readonly number[], percent: number): number {
  const rank = percent / 100 * (sorted.length - 1);
  const [below, above] = [Math.floor(rank), Math.ceil(rank)];
  return sorted[below] + (sorted[above] - sorted[below]) * (rank - below);
}

/** Of a profile's runs, or of all, those in an executor that had run others before; a job counts once, at its largest scale. */
export function runsOf(profile: string | undefined, runs: readonly MeasuredRun[]): MeasuredRun[] {
  const ours = runs.filter(({ kind, isWarm }) => isWarm && (profile === undefined || PROFILE_OF[kind] === profile));
  return ours.filter(one => !ours.some(({ kind, name, scale }) => kind === one.kind && name === one.name && scale > one.scale));
}

/** Two digits: no more than such a table holds. */
export function twoDigits(value: number): number {
  return Number(value.toPrecision(2));
}

/** How a profile's default comes from the table: a percentile of its runs, or of all where no profile is named; core time has one for each end. */
export interface MeasuredRule {
  readonly field: MeasuredField;
  readonly profile?: string;
  readonly percentile: number | LowMidHigh;
  /** What the table is too mild to go below, of core time at its high end: provisional, `origins` says why. */
  readonly atLeast?: number;
}

/** The rules of data/profiles.jsonc. */
export function readRules(root: string = join(__dirname, '..')): readonly MeasuredRule[] {
  return readData<{ readonly measured: Block<MeasuredRule> }>(root, 'profiles.jsonc').measured.rows;
}

/** What a rule makes of runs. */
export function defaultFrom({ field, percentile: at, atLeast = 0 }: MeasuredRule, runs: readonly MeasuredRun[]): number | LowMidHigh {
  const figures = figuresOf(field, runs);
  const value = (percent: number) => twoDigits(percentile(figures, percent));
  if (typeof at === 'number') return Math.max(atLeast, value(at));
  return { low: value(at.low), mid: value(at.mid), high: Math.max(atLeast, value(at.high)) };
}

/** Where a figure of profiles.jsonc is not what its rule makes of the table. */
export function differences(rules: readonly MeasuredRule[], runs: readonly MeasuredRun[], profiles: readonly ProfileDefaults[]): string[] {
  return rules.flatMap(rule => profiles.filter(({ profile }) => rule.profile === undefined || rule.profile === profile).flatMap(one => {
    const [said, measured] = [one[rule.field], defaultFrom(rule, runsOf(rule.profile, runs))].map(value => JSON.stringify(value));
    return said === measured ? [] : [`${one.profile} ${rule.field}: ${said} is said, ${measured} measured`];
  }));
}
