/** A case of judges/spark/least-heaps.jsonl: the step in which the real Spark stops spilling, and what the model says. */
export interface LeastHeap {
  readonly name: string;
  readonly spark: string;
  readonly java: number;
  readonly collector: string;
  readonly cores: number;
  readonly partitions: number;
  /** What was tried: heaps, or sizes of off-heap memory. */
  readonly dial?: 'offHeapMiB';
  /** The largest one tried that was not clean, none where every heap that Spark starts with was; the least that was. */
  readonly dirtyMiB?: number;
  readonly cleanMiB: number;
  /** By the exact rule from the stages; by the closed bound; from the shuffle's bytes and the profile's expansion. */
  readonly oursMiB: number;
  readonly boundMiB?: number;
  readonly shuffleMiB?: number;
}

/** Heap ÷ least clean heap of the measured step. */
const ratio = (heapMiB: number, { cleanMiB }: LeastHeap) => heapMiB / cleanMiB;
export const inStep = ({ oursMiB, dirtyMiB, cleanMiB }: LeastHeap) => oursMiB > (dirtyMiB ?? 0) && oursMiB <= cleanMiB;

const LEFT = 260;
const WIDTH = 760;
const TOP = 64;
const ROW = 18;
/** The scale is logarithmic, from here to there. */
const FROM = 0.4;
const TO = 9;
const TICKS = [0.4, 0.6, 0.8, 1, 1.3, 1.6, 2, 3, 5, 9];

const STYLE = `text{font:12px system-ui,sans-serif;fill:#24292f}.step{fill:#1a7f37}.ours{fill:#0969da}.bound{fill:none;stroke:#9a6700;stroke-width:1.5}
.shuffle{stroke:#cf222e;stroke-width:1.5}.grid{stroke:#d0d7de}.small{font-size:11px}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.step{fill:#3fb950}.ours{fill:#58a6ff}.bound{stroke:#d29922}.shuffle{stroke:#ff7b72}.grid{stroke:#30363d}}`;

function x(value: number): number {
  const held = Math.min(TO, Math.max(FROM, value));
  return Math.round(10 * (LEFT + (WIDTH - LEFT - 20) * Math.log(held / FROM) / Math.log(TO / FROM))) / 10;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

function dot(className: string, cx: number, cy: number): string {
  return `<circle class="${className}" cx="${cx}" cy="${cy}" r="4"/>`;
}

function cross(cx: number, cy: number): string {
  return `<path class="shuffle" d="M${cx - 4} ${cy - 4}l8 8m0-8l-8 8"/>`;
}

function rowOf(one: LeastHeap, index: number): string {
  const y = TOP + index * ROW + ROW / 2;
  const from = x(ratio(one.dirtyMiB ?? one.cleanMiB, one));
  return [
    `<text x="${LEFT - 8}" y="${y + 4}" text-anchor="end">${escaped(one.name)}</text>`,
    `<rect class="step" x="${from}" y="${y - 6}" width="${Math.round(10 * (x(1) - from)) / 10}" height="12" opacity=".5"/>`,
    ...one.shuffleMiB === undefined ? [] : [cross(x(ratio(one.shuffleMiB, one)), y)],
    ...one.boundMiB === undefined ? [] : [dot('bound', x(ratio(one.boundMiB, one)), y)],
    dot('ours', x(ratio(one.oursMiB, one)), y),
  ].join('');
}

function axis(bottom: number): string {
  return TICKS.map(tick => `<path class="grid" d="M${x(tick)} ${TOP - 6}V${bottom}"/><text class="small" x="${x(tick)}" y="${TOP - 12}" text-anchor="middle">${tick} ×</text>`).join('');
}

const LEGEND: readonly (readonly [string, (at: number) => string])[] = [
  ['measured step', at => `<rect class="step" x="${at - 6}" y="10" width="12" height="12" opacity=".5"/>`],
  ['exact rule', at => dot('ours', at, 16)],
  ['closed bound', at => dot('bound', at, 16)],
  ['shuffle × expansion', at => cross(at, 16)],
];

function legend(): string {
  return LEGEND.map(([text, mark], index) => {
    const at = 16 + index * 130;
    return `${mark(at)}<text x="${at + 10}" y="20">${text}</text>`;
  }).join('');
}

/** Every case a row: heap ÷ least heap at which the real Spark ran clean. */
export function leastHeapsPicture(rows: readonly LeastHeap[]): string {
  const bottom = TOP + rows.length * ROW;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + 12}" role="img" aria-labelledby="t d">`,
    '<title id="t">The least heap that does not spill: measured and predicted</title>',
    `<desc id="d">${rows.length} workloads run by the real Spark. The exact rule lies in the measured step in ${rows.filter(inStep).length} of them.</desc>`,
    `<style>${STYLE}</style>`,
    legend(), axis(bottom), ...rows.map(rowOf), '</svg>', '',
  ].join('\n');
}

function cell(heapMiB: number | undefined, one: LeastHeap): string {
  return heapMiB === undefined ? '' : `${heapMiB} (${ratio(heapMiB, one).toFixed(2)})`;
}

function worst(rows: readonly LeastHeap[], heapOf: (one: LeastHeap) => number | undefined): string {
  const known = rows.filter(one => heapOf(one) !== undefined).map(one => ({ one, value: ratio(heapOf(one)!, one) }));
  const most = known.reduce((a, b) => b.value > a.value ? b : a);
  const mean = known.reduce((sum, { value }) => sum + value, 0) / known.length;
  return `${mean.toFixed(2)} × on the mean, ${most.value.toFixed(2)} × at most (${most.one.name})`;
}

/** Where the shuffle's bytes alone would have been too little. */
export function tooLittle(rows: readonly LeastHeap[]): string[] {
  return rows.filter(one => one.shuffleMiB !== undefined && one.shuffleMiB <= (one.dirtyMiB ?? 0)).map(({ name }) => name);
}

const HEAD = '| workload | Spark | Java | collector | cores | partitions | spills or fails at | clean at | exact rule | closed bound | shuffle × expansion |';

/** The page with the picture, the figures and the table. */
export function leastHeapsPage(rows: readonly LeastHeap[]): string {
  const within = rows.filter(inStep).length;
  return [
    '<!-- Generated from judges/spark/least-heaps.jsonl by tools/generate-least-heaps.ts. Change nothing here: run npx projen generate -->',
    '# The least heap that does not spill, measured',
    '',
    `The real Spark ran ${rows.length} workloads at falling heaps, in steps of 16 MiB, until one spilled, failed or lost a cached block. `
    + 'What is written here is the heap in MiB (of off-heap workloads the off-heap memory), and in brackets its ratio to the least clean one of the step.',
    '',
    '![Heap by rule, divided by the least heap that was clean](least-heaps.svg)',
    '',
    `- Exact rule, from the stages: in the measured step in ${within} of ${rows.length} cases (${Math.round(100 * within / rows.length)} %); ${worst(rows, ({ oursMiB }) => oursMiB)}.`,
    `- Closed bound, from records and row width: ${worst(rows, ({ boundMiB }) => boundMiB)}.`,
    `- Shuffle bytes and the profile's expansion alone: ${worst(rows, ({ shuffleMiB }) => shuffleMiB)}; too little for ${tooLittle(rows).join(' and ')}: `
    + 'rows that repeat themselves compress more than any expansion that can be assumed, and a shuffle\'s bytes do not tell.',
    '',
    'Measured anew by `bash judges/spark/run.sh --measure`, held against Spark by `npm run judge:spark`.',
    '',
    HEAD,
    HEAD.replace(/[^|]+/g, ' --- '),
    ...rows.map(one => `| ${[one.name, one.spark, one.java, one.collector, one.cores, one.partitions, one.dirtyMiB ?? 'none', one.cleanMiB,
      cell(one.oursMiB, one), cell(one.boundMiB, one), cell(one.shuffleMiB, one)].join(' | ')} |`),
    '',
  ].join('\n');
}
