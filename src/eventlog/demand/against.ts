import { profileDefaults } from '../../core/catalog/profiles';
import { NO_SKEW, stageNeedBytes } from '../../core/memory/stage-need';
import { MIB } from '../../core/units';
import { Field, WORKLOAD_FIELDS } from '../../core/workload/fields';
import { formatDuration, formatSize } from '../../core/workload/quantities';
import { Workload } from '../../core/workload/workload';

/** How far a run was from what was stated, in one field. */
export interface Deviation {
  readonly field: string;
  readonly stated: string;
  readonly observed: string;
  /** Observed ÷ stated; null where nothing was stated to divide by. */
  readonly ratio: number | null;
  /** What the plan holds: stated × growth where growth counts. */
  readonly bound: string;
  readonly broken: boolean;
}

/** What a run came to beside its workload. */
export interface RunOutcome {
  readonly wallSeconds: number | undefined;
  readonly memoryBytesSpilled: number;
}

/** Fields that growth multiplies, and those that it does not. */
const GROWS: ReadonlySet<string> = new Set(['input', 'largestInputFile', 'output', 'shuffle', 'shuffleTotal', 'hotKey', 'cache', 'broadcast', 'collect', 'coreTime']);
const HOLDS: ReadonlySet<string> = new Set(['skew', 'shuffleExpansion']);
const PAGE_BYTES = MIB;

/** Every field that was stated and observed. `fields`: the names that the file states; what it leaves to the profile is no bound. */
export function deviations(stated: Workload, fields: ReadonlySet<string>, observed: Workload, outcome: RunOutcome): Deviation[] {
  const growth = stated.growth ?? profileDefaults(stated.profile).growth;
  const compared = WORKLOAD_FIELDS.filter(({ name }) => fields.has(name) && (GROWS.has(name) || HOLDS.has(name)));
  return [
    ...compared.flatMap(field => fieldDeviation(field, stated, observed, GROWS.has(field.name) ? growth : 1)),
    ...stageDeviation(stated, observed, growth),
    ...timeDeviation(stated, fields, outcome),
    ...spillDeviation(fields, stated, outcome),
  ];
}

function fieldDeviation({ name, property, kind }: Field, stated: Workload, observed: Workload, growth: number): Deviation[] {
  const [said, seen] = [stated, observed].map(workload => (workload as unknown as Record<string, number | undefined>)[property]);
  return said === undefined || seen === undefined ? [] : [deviation({ field: name, said, seen, most: said * growth }, TEXTS[kind] ?? String)];
}

const TEXTS: Readonly<Record<string, (value: number) => string>> = {
  size: formatSize,
  duration: formatDuration,
  number: value => String(Math.round(1000 * value) / 1000),
};

interface Compared {
  readonly field: string;
  readonly said: number;
  readonly seen: number;
  readonly most: number;
}

function deviation({ field, said, seen, most }: Compared, text: (value: number) => string): Deviation {
  return { field, stated: text(said), observed: text(seen), ratio: said > 0 ? seen / said : null, bound: text(most), broken: seen > most };
}

/** What the fullest task needs by each, at the partitions of what was observed. */
function stageDeviation(stated: Workload, observed: Workload, growth: number): Deviation[] {
  if (stated.stages.length === 0 || observed.stages.length === 0) return [];
  const partitions = observed.skewPartitions ?? 1;
  const needOf = ({ stages }: Workload) => Math.max(...stages.map(stage => stageNeedBytes(stage, NO_SKEW, partitions, PAGE_BYTES)));
  const said = needOf(stated);
  return [deviation({ field: 'stages', said, seen: needOf(observed), most: said * growth }, formatSize)];
}

function timeDeviation(stated: Workload, fields: ReadonlySet<string>, { wallSeconds }: RunOutcome): Deviation[] {
  const { finishWithinSeconds: said } = stated;
  if (said === undefined || wallSeconds === undefined || !fields.has('finishWithin')) return [];
  return [deviation({ field: 'finishWithin', said, seen: wallSeconds, most: said }, formatDuration)];
}

function spillDeviation(fields: ReadonlySet<string>, { spill }: Workload, { memoryBytesSpilled }: RunOutcome): Deviation[] {
  if (!fields.has('spill') || spill !== 'never') return [];
  return [{ field: 'spill', stated: 'never', observed: formatSize(memoryBytesSpilled), ratio: null, bound: 'never', broken: memoryBytesSpilled > 0 }];
}
