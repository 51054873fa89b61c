import { table } from './table';
import { Ink, Style, mib, percent } from './text-style';

/** One region of a process's memory. */
export interface Region {
  readonly name: string;
  readonly mib: number;
  readonly meaning: string;
  /** What it is part of: neighbours of one group get a brace together. */
  readonly group?: string;
}

/** Each region's sign, distinct without colour. */
const LOOKS: Readonly<Record<string, { readonly sign: string; readonly ink: Ink }>> = {
  'reserved': { sign: '·', ink: 'dim' },
  'survivor': { sign: '╌', ink: 'dim' },
  'user': { sign: '░', ink: 'cyan' },
  'storage': { sign: '▒', ink: 'blue' },
  'execution': { sign: '▓', ink: 'green' },
  'shuffle': { sign: '▓', ink: 'green' },
  'unroll': { sign: '▚', ink: 'blue' },
  'off-heap': { sign: '▤', ink: 'magenta' },
  'Python': { sign: '▥', ink: 'red' },
  'overhead': { sign: '█', ink: 'yellow' },
  'unused': { sign: ' ', ink: 'dim' },
};
const UNKNOWN = { sign: '▢', ink: 'dim' } as const;
const INDENT = '  ';
/** Of the bar, whatever the report's width, so that two bars compare. */
const BAR_WIDTH = 80;

/** The regions drawn in proportion, with a legend in MiB. */
export function memoryBar(regions: readonly Region[], style: Style): string[] {
  const there = regions.filter(region => region.mib > 0);
  const cells = shareOut(there.map(region => region.mib), Math.min(BAR_WIDTH, style.width - INDENT.length - 2));
  const bar = there.map((region, index) => style.paint(look(region).sign.repeat(cells[index]), look(region).ink)).join('');
  return [`${INDENT}▕${bar}▏`, `${INDENT} ${braces(there, cells, style)}`, '', ...legend(there, style)];
}

/** `╰── heap 26,880 MiB ──╯` under the regions of each group; as much of it as there is room for. */
function braces(regions: readonly Region[], cells: readonly number[], style: Style): string {
  const groups: { name: string; mib: number; cells: number }[] = [];
  regions.forEach(({ group = '', mib: size }, index) => {
    const last = groups[groups.length - 1];
    if (last?.name === group) Object.assign(last, { mib: last.mib + size, cells: last.cells + cells[index] });
    else groups.push({ name: group, mib: size, cells: cells[index] });
  });
  return style.paint(groups.map(brace).join(''), 'dim').trimEnd();
}

function brace({ name, mib: size, cells }: { name: string; mib: number; cells: number }): string {
  if (!name || cells < 2) return ' '.repeat(cells);
  const label = [` ${name} ${mib(size)} `, ` ${name} `, ''].find(text => text.length <= cells - 2)!;
  const left = Math.floor((cells - 2 - label.length) / 2);
  return `╰${'─'.repeat(left)}${label}${'─'.repeat(cells - 2 - label.length - left)}╯`;
}

function legend(regions: readonly Region[], style: Style): string[] {
  const total = regions.reduce((sum, region) => sum + region.mib, 0);
  const rows = regions.map(region => [look(region).sign, region.name, mib(region.mib), percent(region.mib / total), region.meaning]);
  return table(rows, [{ ink: row => look(regions[row]).ink }, {}, { align: 'right' }, { align: 'right' }, { ink: 'dim' }], style);
}

function look(region: Region) {
  return LOOKS[region.name] ?? UNKNOWN;
}

/** `cells` whole cells shared in proportion: at least one for each, the largest remainders first. */
export function shareOut(parts: readonly number[], cells: number): number[] {
  const total = parts.reduce((sum, part) => sum + part, 0);
  const exact = parts.map(part => part / total * cells);
  const shares = exact.map(share => Math.max(1, Math.floor(share)));
  const left = () => cells - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = parts.map((_, index) => index).sort((a, b) => (exact[b] - shares[b]) - (exact[a] - shares[a]) || a - b);
  for (let turn = 0; left() > 0; turn++) shares[byRemainder[turn % parts.length]]++;
  while (left() < 0) shares[shares.indexOf(Math.max(...shares))]--; // the ones given to tiny regions come from the largest
  return shares;
}
