/**
 * A validator of JSON over bytes (RFC 8259): each function takes the place of a token and answers the place behind it, or BROKEN.
 * The bytes must end with a control character, such as a line feed, which no token may hold: so no loop looks for the end.
 */
export const BROKEN = -1;

export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
const CLOSE_ARRAY = 0x5d;
export const COMMA = 0x2c;
const COLON = 0x3a;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const LOWER_U = 0x75;
const SPACE = 0x20;

/** Whether a byte may stand in a string as it is. */
const PLAIN = new Uint8Array(256).fill(1, SPACE);
PLAIN[QUOTE] = 0;
PLAIN[BACKSLASH] = 0;

function bytesOf(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}

const ESCAPED = bytesOf('"\\/bfnrt');
const HEX = bytesOf('0123456789abcdefABCDEF');
const BLANK = bytesOf(' \t\r');

/** Blanks; a line feed ends the line. */
export function skipBlanks(b: Uint8Array, at: number): number {
  let i = at;
  while (BLANK[b[i]] === 1) i++;
  return i;
}

/** From a quote to behind its partner. */
export function skipString(b: Uint8Array, at: number): number {
  let i = at + 1;
  for (;;) {
    while ((PLAIN[b[i]] & PLAIN[b[i + 1]] & PLAIN[b[i + 2]] & PLAIN[b[i + 3]]) === 1) i += 4;
    while (PLAIN[b[i]] === 1) i++;
    if (b[i] === QUOTE) return i + 1;
    if (b[i] !== BACKSLASH) return BROKEN;
    const behind = skipEscape(b, i);
    if (behind === BROKEN) return BROKEN;
    i = behind;
  }
}

function skipEscape(b: Uint8Array, at: number): number {
  const letter = b[at + 1];
  if (ESCAPED[letter] === 1) return at + 2;
  if (letter !== LOWER_U) return BROKEN;
  for (let i = at + 2; i < at + 6; i++) if (HEX[b[i]] !== 1) return BROKEN;
  return at + 6;
}

/** At least one digit. */
function skipDigits(b: Uint8Array, at: number): number {
  let i = at;
  while (b[i] >= ZERO && b[i] <= NINE) i++;
  return i > at ? i : BROKEN;
}

export function skipNumber(b: Uint8Array, at: number): number {
  const first = b[at] === MINUS ? at + 1 : at;
  const whole = b[first] === ZERO ? first + 1 : skipDigits(b, first);
  if (whole === BROKEN || b[whole] !== POINT) return skipExponent(b, whole);
  return skipExponent(b, skipDigits(b, whole + 1));
}

function skipExponent(b: Uint8Array, at: number): number {
  if (at === BROKEN || (b[at] | 0x20) !== 0x65) return at; // e or E
  const sign = b[at + 1];
  return skipDigits(b, sign === PLUS || sign === MINUS ? at + 2 : at + 1);
}

const LITERALS = ['true', 'false', 'null'].map(word => Uint8Array.from(word, letter => letter.charCodeAt(0)));

function skipLiteral(b: Uint8Array, at: number): number {
  const word = LITERALS.find(one => one[0] === b[at])!;
  for (let i = 1; i < word.length; i++) if (b[at + i] !== word[i]) return BROKEN;
  return at + word.length;
}

/** What a byte begins, outside of strings. */
const enum Kind { none, string, number, literal, openObject, openArray }

const KINDS = new Uint8Array(256);
for (const [characters, kind] of [
  ['"', Kind.string], ['-0123456789', Kind.number], ['tfn', Kind.literal], ['{', Kind.openObject], ['[', Kind.openArray],
] as const) for (const character of characters) KINDS[character.charCodeAt(0)] = kind;

/** A string, a number, true, false or null. */
function skipScalar(b: Uint8Array, at: number, kind: Kind): number {
  switch (kind) {
    case Kind.string: return skipString(b, at);
    case Kind.number: return skipNumber(b, at);
    case Kind.literal: return skipLiteral(b, at);
    default: return BROKEN;
  }
}

/** Any value. */
export function skipValue(b: Uint8Array, at: number): number {
  const kind = KINDS[b[at]];
  return kind === Kind.openObject || kind === Kind.openArray ? skipContainer(b, at) : skipScalar(b, at, kind);
}

/** Containers that are open, 1 an object: a line may nest as deep as it is long. */
let open = new Uint8Array(256);

function opened(depth: number, isObject: number): void {
  if (depth === open.length) {
    const longer = new Uint8Array(2 * depth);
    longer.set(open);
    open = longer;
  }
  open[depth] = isObject;
}

/** A key with its colon and the blanks around it. */
export function skipKey(b: Uint8Array, at: number): number {
  if (b[at] !== QUOTE) return BROKEN;
  return behindColon(b, skipString(b, at));
}

/** From behind a key to the value. */
export function behindColon(b: Uint8Array, behindKey: number): number {
  if (behindKey === BROKEN) return BROKEN;
  const colon = skipBlanks(b, behindKey);
  return b[colon] === COLON ? skipBlanks(b, colon + 1) : BROKEN;
}

/** How many containers are open while a value is skipped. */
let depth = 0;

/** An object or an array with everything in it, without recursion. */
function skipContainer(b: Uint8Array, at: number): number {
  depth = 0;
  let i = enter(b, at);
  while (depth > 0 && i !== BROKEN) {
    const kind = KINDS[b[i]];
    if (kind === Kind.openObject || kind === Kind.openArray) i = enter(b, i);
    else i = leave(b, skipScalar(b, i, kind));
  }
  return i;
}

/** From the bracket that opens a container to its first value, or out of it where it is empty. */
function enter(b: Uint8Array, at: number): number {
  const isObject = b[at] === OPEN_OBJECT;
  const first = skipBlanks(b, at + 1);
  opened(depth++, isObject ? 1 : 0);
  if (b[first] === (isObject ? CLOSE_OBJECT : CLOSE_ARRAY)) return leave(b, first);
  return isObject ? skipKey(b, first) : first;
}

/** From behind a value to the next one, out of the containers that end between. */
function leave(b: Uint8Array, behind: number): number {
  if (behind === BROKEN) return BROKEN;
  let i = skipBlanks(b, behind);
  for (;;) {
    const isObject = open[depth - 1] === 1;
    if (b[i] === COMMA) {
      const next = skipBlanks(b, i + 1);
      return isObject ? skipKey(b, next) : next;
    }
    if (b[i] !== (isObject ? CLOSE_OBJECT : CLOSE_ARRAY)) return BROKEN;
    if (--depth === 0) return i + 1;
    i = skipBlanks(b, i + 1);
  }
}
