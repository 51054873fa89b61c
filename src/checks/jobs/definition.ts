import { isObject } from '../../core/problems/json-value';
import { Resolver } from '../template/resolver';
import { Piece, UNKNOWN, Value } from '../template/value';

/** Stands for a hole inside a text: characters of the private use area, which no template has. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const MARK = /\uE000(\d+)\uE001/;

/**
 * JSON that stands in a template as text, such as the definition of a state machine. What the deployment puts into it stays unknown, with the resource
 * that it comes from. Undefined where it is no JSON.
 */
export function valueOfJsonText(text: Value, resolver: Resolver, substitutions?: Value): Value | undefined {
  const pieces = substitutions ? text.pieces()?.flatMap(piece => substituted(piece, substitutions)) : text.pieces();
  const value = pieces && jsonInPieces(pieces);
  return value === undefined ? undefined : new Value({ value, path: text.path }, resolver);
}

/** JSON of a text that has holes. Undefined where it is no JSON. */
export function jsonInPieces(pieces: readonly Piece[]): unknown {
  try {
    return withHoles(JSON.parse(markedText(pieces)), pieces);
  } catch {
    return undefined;
  }
}

/** `DefinitionSubstitutions`: every `${Name}` of the text. */
function substituted(piece: Piece, substitutions: Value): readonly Piece[] {
  if (typeof piece !== 'string') return [piece];
  return piece.split(/(\$\{[\w-]+\})/).flatMap(part => {
    const value = part.startsWith('${') && part.endsWith('}') ? substitutions.at(part.slice(2, -1)) : undefined;
    return value?.isStated ? value.pieces() ?? [{}] : [part];
  });
}

/** The text with a mark for every hole, in quotes where it stands outside of them. */
function markedText(pieces: readonly Piece[]): string {
  let quoted = false;
  return pieces.map((piece, index) => {
    if (typeof piece !== 'string') return quoted ? `${OPEN}${index}${CLOSE}` : `"${OPEN}${index}${CLOSE}"`;
    quoted = endsQuoted(piece, quoted);
    return piece;
  }).join('');
}

function endsQuoted(text: string, quoted: boolean): boolean {
  const marks = text.replace(/\\[\s\S]/g, '').match(/"/g) ?? [];
  return marks.length % 2 === 1 ? !quoted : quoted;
}

/** Texts with marks as functions again, so that they are followed as all others. */
function withHoles(value: unknown, pieces: readonly Piece[]): unknown {
  if (typeof value === 'string') return MARK.test(value) ? joined(value, pieces) : value;
  if (Array.isArray(value)) return value.map((one: unknown) => withHoles(one, pieces));
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withHoles(one, pieces)])) : value;
}

function joined(text: string, pieces: readonly Piece[]): unknown {
  const parts = text.split(/(\uE000\d+\uE001)/).map(part => {
    const index = MARK.exec(part)?.[1];
    if (index === undefined) return part;
    const hole = pieces[Number(index)];
    return typeof hole === 'object' && hole.from !== undefined ? { Ref: hole.from } : UNKNOWN;
  });
  return { 'Fn::Join': ['', parts] };
}

/** Fields of a state's request that are worked out while it runs: `Name.$` of JSONPath and `{% … %}` of JSONata are unknown. */
export function requestField(request: Value, name: string): Value {
  if (request.at(`${name}.$`).isStated) return unknownAt(request.at(name));
  const value = request.at(name);
  return value.text()?.trim().startsWith('{%') ? unknownAt(value) : value;
}

function unknownAt(value: Value): Value {
  return value.replacedBy({ value: UNKNOWN, path: value.path });
}
