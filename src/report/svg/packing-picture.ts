import { LINE, MARGIN, Picture, SMALL_PX, box, lines, text, textWidth, wrapped } from './picture';
import { element } from './xml';
import { mib, percent } from '../text-style';

/** Containers or parts of one that are alike. */
export interface PackedPart {
  /** Its ink. */
  readonly name: string;
  readonly mib: number;
  readonly count: number;
}

/** Nodes or workers that are filled alike. */
export interface PackedRow {
  readonly count: number;
  readonly label: string;
  readonly parts: readonly PackedPart[];
  /** Of one of them. */
  readonly idleMiB: number;
}

export interface PackingFacts {
  readonly title: string;
  /** Lines below the title. */
  readonly says: readonly string[];
  readonly rows: readonly PackedRow[];
}

const BAR_HEIGHT = 34;
/** Below a row's label: its bar, what is used, and room to the next row. */
const ROW_HEIGHT = BAR_HEIGHT + 46;
/** More kinds of nodes than this are counted, not drawn. */
const MOST_ROWS = 8;
/** Narrower tiles are drawn as one. */
const LEAST_TILE = 4;

/** Nodes or workers to one scale, with what lies on each and what stays idle. */
export function packingPicture({ title, says, rows }: PackingFacts, width: number): Picture {
  const words = says.flatMap(line => wrapped(line, width - 2 * MARGIN));
  const drawn = rows.slice(0, MOST_ROWS);
  const top = 34 + words.length * LINE + (words.length ? 6 : 0);
  const scale = (width - 2 * MARGIN - SHADOW * MOST_SHADOWS) / Math.max(1, ...drawn.map(sizeOf));
  const rest = rows.slice(MOST_ROWS).reduce((sum, { count }) => sum + count, 0);
  const { body, bottom } = packedRows(drawn, top, scale, width);
  return {
    key: 'packing',
    title,
    description: describe(title, says, rows),
    width,
    height: bottom + (rest ? LINE + 10 : 4),
    body: text(MARGIN, 25, title, { class: 'sz-title' }) + lines(MARGIN, 46, words)
      + body + (rest ? text(MARGIN, bottom + 12, `and ${rest} more, filled in other ways`, { class: 'sz-dim' }) : ''),
  };
}

const SHADOW = 4;
const MOST_SHADOWS = 2;

function sizeOf({ parts, idleMiB }: PackedRow): number {
  return usedOf(parts) + idleMiB;
}

function usedOf(parts: readonly PackedPart[]): number {
  return parts.reduce((sum, part) => sum + part.mib * part.count, 0);
}

function packedRows(rows: readonly PackedRow[], top: number, scale: number, width: number): { readonly body: string; readonly bottom: number } {
  let bottom = top;
  const body = rows.map(row => {
    const label = wrapped(`${row.count} × ${row.label}`, width - 2 * MARGIN);
    const y = bottom + 4 + label.length * LINE;
    const drawn = lines(MARGIN, bottom + 14, label) + packedBar(row, y, scale);
    bottom = y + ROW_HEIGHT;
    return drawn;
  }).join('');
  return { body, bottom };
}

function packedBar(row: PackedRow, y: number, scale: number): string {
  const size = { width: sizeOf(row) * scale, height: BAR_HEIGHT };
  const shadows = Array.from({ length: Math.min(MOST_SHADOWS, row.count - 1) }, (_, index) => shadow(y, size, SHADOW * (index + 1))).join('');
  return shadows + element('rect', { class: 'sz-idle', x: MARGIN, y, ...size, rx: 2 }) + tiles(row, y, scale)
    + text(MARGIN, y + BAR_HEIGHT + 24, useWords(row), { class: 'sz-small sz-dim' });
}

/** Of one that stands behind: its right and lower edges. */
function shadow(y: number, { width, height }: { readonly width: number; readonly height: number }, by: number): string {
  const right = Math.round((MARGIN + width + by) * 10) / 10;
  return element('path', { class: 'sz-line', d: `M${MARGIN + by} ${y + height + by}H${right}V${y + by}` });
}

function tiles({ parts }: PackedRow, y: number, scale: number): string {
  let x = MARGIN;
  return parts.filter(part => part.count > 0 && part.mib > 0).map(part => {
    const each = part.mib * scale;
    const [count, width] = each < LEAST_TILE ? [1, each * part.count] : [part.count, each];
    const left = x;
    x += count * width;
    return Array.from({ length: count }, (_, index) => tile(part, left + index * width, y, width)).join('');
  }).join('');
}

function tile({ name, mib: size }: PackedPart, x: number, y: number, width: number): string {
  const label = [`${name} ${mib(size)}`, name].find(words => textWidth(words, SMALL_PX) <= width - 6);
  return box(name, { x, y, width, height: BAR_HEIGHT })
    + (label ? text(x + width / 2, y + BAR_HEIGHT / 2 + 4, label, { 'text-anchor': 'middle', 'class': 'sz-small' }) : '');
}

function useWords(row: PackedRow): string {
  const used = usedOf(row.parts);
  return row.idleMiB > 0 ? `${mib(used)} used, ${mib(row.idleMiB)} idle (${percent(row.idleMiB / sizeOf(row))})` : `${mib(used)} used, nothing idle`;
}

function describe(title: string, says: readonly string[], rows: readonly PackedRow[]): string {
  return [`${title}.`, ...says, ...rows.map(row => `${row.count} × ${row.label}: ${useWords(row)}.`)].join(' ');
}
