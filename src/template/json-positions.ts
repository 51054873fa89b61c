import { Position } from '../checks/findings';
import { escapePointer } from '../checks/template/value';

/** Brackets, scalars and the quotes that open strings; what stands between them is of no interest. */
const TOKEN = /[{}[\]"]|[^\s{}[\],:"]+/g;

/** An object or list that is open. */
interface Open {
  readonly pointer: string;
  /** Undefined: an object. */
  index?: number;
  /** The pointer of the member whose value comes next. */
  member?: string;
}

/** Where each value of a JSON text stands; the text has to be JSON. Members of objects stand where their key does. */
export function jsonPositions(text: string): (pointer: string) => Position {
  const offsets = offsetsIn(text);
  const lines = lineStarts(text);
  return pointer => positionAt(lines, nearest(offsets, pointer));
}

function offsetsIn(text: string): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  const open: Open[] = [];
  for (const [token, index] of tokensIn(text)) {
    const top = open[open.length - 1];
    if (token === '}' || token === ']') open.pop();
    else if (top && top.index === undefined && top.member === undefined) offsets.set(nameMember(top, token), index);
    else beginValue(token, index, open, offsets);
  }
  return offsets;
}

/** Strings are run through by hand: on a long one full of escapes an expression runs out of stack. */
function* tokensIn(text: string): Generator<readonly [token: string, offset: number]> {
  const pattern = new RegExp(TOKEN);
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const { 0: token, index } = match;
    if (token === '"') pattern.lastIndex = stringEnd(text, index);
    yield [token === '"' ? text.slice(index, pattern.lastIndex) : token, index];
  }
}

function stringEnd(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (backslashesBefore(text, quote) % 2 === 1) quote = text.indexOf('"', quote + 1);
  return quote + 1;
}

function backslashesBefore(text: string, offset: number): number {
  let first = offset;
  while (text[first - 1] === '\\') first -= 1;
  return offset - first;
}

function nameMember(object: Open, key: string): string {
  object.member = `${object.pointer}/${escapePointer(JSON.parse(key) as string)}`;
  return object.member;
}

/** The value of a member stands where its key does. */
function beginValue(token: string, offset: number, open: Open[], offsets: Map<string, number>): void {
  const pointer = valuePointer(open[open.length - 1]);
  if (!offsets.has(pointer)) offsets.set(pointer, offset);
  if (token === '{') open.push({ pointer });
  if (token === '[') open.push({ pointer, index: 0 });
}

/** Of the value that begins; the next one has another. */
function valuePointer(top: Open | undefined): string {
  if (!top) return '';
  if (top.index !== undefined) return `${top.pointer}/${top.index++}`;
  const pointer = top.member!;
  top.member = undefined;
  return pointer;
}

function nearest(offsets: ReadonlyMap<string, number>, pointer: string): number {
  for (let above = pointer; above; above = above.slice(0, above.lastIndexOf('/'))) {
    const offset = offsets.get(above);
    if (offset !== undefined) return offset;
  }
  return offsets.get('') ?? 0;
}

/** Offsets at which lines begin. */
export function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}

/** The line that holds an offset, by halving. */
export function positionAt(starts: readonly number[], offset: number): Position {
  let [first, last] = [0, starts.length - 1];
  while (first < last) {
    const middle = Math.ceil((first + last) / 2);
    if (starts[middle] <= offset) first = middle;
    else last = middle - 1;
  }
  return { line: first + 1, column: offset - starts[first] + 1 };
}
