import { formatSize } from '../../core/workload/quantities';
import { readWorkload } from '../../core/workload/read';
import { Workload } from '../../core/workload/workload';
import { Observation } from '../observation';

/** One run of several, in bytes and seconds. */
export interface RunRow {
  readonly log: string;
  readonly applicationId: string | null;
  readonly inputBytes: number | null;
  readonly figures: Readonly<Partial<Record<GrowingField, number>>>;
}

/** How one figure goes with the input, over several runs. */
export interface GrowthRow {
  readonly field: GrowingField;
  readonly leastPerInputByte: number;
  readonly mostPerInputByte: number;
  /** The exponent e of figure ∝ input^e between the smallest and the largest input; null where these are too close to tell. */
  readonly exponent: number | null;
}

/** What several runs of one job say together. */
export interface SeveralRuns {
  readonly runs: readonly RunRow[];
  readonly growth: readonly GrowthRow[];
  /** Of the run with the largest input; `growth` in it is the margin. */
  readonly workload: Readonly<Record<string, unknown>>;
  readonly sameJob: boolean;
  /** Which of the runs has the largest input. */
  readonly largest: number;
}

const GROWING = { output: 'outputBytes', shuffle: 'shuffleBytes', shuffleTotal: 'shuffleTotalBytes', broadcast: 'broadcastBytes', collect: 'collectBytes', coreTime: 'coreTimeSeconds' } as const;
type GrowingField = keyof typeof GROWING;
const FIELDS = Object.keys(GROWING) as GrowingField[];
/** Inputs that differ by less say nothing about growth. */
const LEAST_INPUT_RATIO = 1.2;
/** Figures that are this small are noise: a margin of them would be a margin of nothing. */
const LEAST_FIGURE: Readonly<Record<string, number>> = { coreTime: 10 };
const LEAST_BYTES = 1024 * 1024;

interface Run extends RunRow {
  readonly observation: Observation;
}

/** The workload that holds for the largest of several runs: its own, with the margin that the most demanding run per input byte asks for. */
export function severalRuns(observations: readonly Observation[]): SeveralRuns {
  const runs = observations.map(rowOf);
  const sized = runs.filter(({ inputBytes }) => inputBytes !== null && inputBytes > 0);
  const largest = [...sized.length ? sized : runs].sort((a, b) => (b.inputBytes ?? 0) - (a.inputBytes ?? 0))[0];
  const margin = marginOf(largest, sized);
  const because = `${runs.length} runs; growth is the most that a figure per input byte was above that of the largest, ${formatSize(largest.inputBytes ?? 0)}`;
  const observed = largest.observation.workload.observed as object;
  return {
    runs: runs.map(({ observation, ...row }) => row),
    growth: FIELDS.flatMap(field => growthRow(field, sized) ?? []),
    workload: {
      ...largest.observation.workload,
      ...runs.length > 1 ? { growth: margin, observed: { ...observed, runs: runs.length, because } } : {},
    },
    largest: runs.indexOf(largest),
    sameJob: new Set(observations.map(({ application }) => application.name)).size === 1,
  };
}

function rowOf(observation: Observation): Run {
  const { workload, application } = observation;
  const read = readWorkload({ input: '1B', ...workload });
  const values: Partial<Workload> = read.ok ? read.value : {};
  const figures = Object.fromEntries(FIELDS.flatMap(field => values[GROWING[field]] === undefined ? [] : [[field, values[GROWING[field]]]]));
  const { log } = workload.observed as { readonly log: string };
  return { log, applicationId: application.id, inputBytes: workload.input === undefined ? null : values.inputBytes ?? null, figures, observation };
}

function perByte(run: Run, field: GrowingField): number | undefined {
  const value = run.figures[field];
  return value === undefined || value < (LEAST_FIGURE[field] ?? LEAST_BYTES) ? undefined : value / run.inputBytes!;
}

/** Rounded up to hundredths. */
function marginOf(largest: Run, runs: readonly Run[]): number {
  const ratios = FIELDS.flatMap(field => {
    const own = perByte(largest, field);
    return own === undefined ? [] : runs.flatMap(run => (perByte(run, field) ?? 0) / own);
  });
  return Math.ceil(100 * Math.max(1, ...ratios) - 1e-9) / 100;
}

function growthRow(field: GrowingField, runs: readonly Run[]): GrowthRow | undefined {
  const known = runs.filter(run => perByte(run, field) !== undefined).sort((a, b) => a.inputBytes! - b.inputBytes!);
  if (known.length < 2) return undefined;
  const shares = known.map(run => perByte(run, field)!);
  const [first, last] = [known[0], known[known.length - 1]];
  const inputRatio = last.inputBytes! / first.inputBytes!;
  const exponent = inputRatio < LEAST_INPUT_RATIO ? null : Math.log(last.figures[field]! / first.figures[field]!) / Math.log(inputRatio);
  return { field, leastPerInputByte: Math.min(...shares), mostPerInputByte: Math.max(...shares), exponent };
}
