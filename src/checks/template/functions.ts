import type { Followed, Resolver } from './resolver';
import { Form, Piece, Raw, Value } from './value';
import { childOf } from '../../core/simulation/template-node';

/** Follows one function: its argument, the whole call, and the template. */
type Follow = (argument: Raw, call: Raw, resolver: Resolver) => Followed;

/** Longer than any text that CloudFormation takes. */
const MOST_CHARACTERS = 1024 * 1024;

/** The functions whose value can be known. What is not here is unknown. Source: CloudFormation's intrinsic function reference (2026-11-20). */
export const FUNCTIONS: ReadonlyMap<string, Follow> = new Map<string, Follow>([
  ['Ref', ref],
  ['Fn::GetAtt', (argument, call) => unknown(call, Array.isArray(argument.value) ? argument.value[0] : String(argument.value).split('.')[0])],
  ['Fn::If', choose],
  ['Fn::FindInMap', findInMap],
  ['Fn::Sub', substitute],
  ['Fn::Join', join],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::ToJsonString', toJson],
]);

function unknown({ path }: Raw, from?: unknown): Followed {
  return { path, form: { kind: 'unknown', ...typeof from === 'string' ? { from } : {} } };
}

/** The arguments of a function that takes a list. */
function argumentsOf({ value, path }: Raw): Raw[] {
  return Array.isArray(value) ? value.map((one: unknown, index) => ({ value: one, path: `${path}/${index}` })) : [];
}

function ref({ value: name }: Raw, call: Raw, resolver: Resolver): Followed {
  if (name === 'AWS::NoValue') return { path: call.path, form: { kind: 'missing' } };
  if (typeof name !== 'string') return unknown(call);
  return { path: call.path, form: parameterForm(name, call.path, resolver) ?? { kind: 'unknown', from: name } };
}

/** A parameter's default, or the one value that it allows. */
function parameterForm(name: string, path: string, resolver: Resolver): Form | undefined {
  const parameter = resolver.section('Parameters', name);
  const type = childOf(parameter, 'Type').value;
  const allowed = childOf(parameter, 'AllowedValues').value;
  const value = childOf(parameter, 'Default').value ?? (Array.isArray(allowed) && allowed.length === 1 ? allowed[0] as unknown : undefined);
  if (typeof type !== 'string' || type.startsWith('AWS::SSM::Parameter::Value') || !['string', 'number', 'boolean'].includes(typeof value)) return undefined;
  if (type !== 'CommaDelimitedList' && !type.startsWith('List<')) return { kind: 'scalar', data: value as string | number | boolean };
  const items = String(value).split(',').map((item): Raw => ({ value: item.trim(), path }));
  return { kind: 'list', items };
}

function choose(argument: Raw, call: Raw, resolver: Resolver): Followed {
  const [condition, yes, no] = argumentsOf(argument);
  const holds = typeof condition?.value === 'string' ? resolver.conditions.holds(condition.value) : undefined;
  const branch = holds ? yes : no;
  return holds === undefined || !branch ? unknown(call) : resolver.follow(branch);
}

function findInMap(argument: Raw, call: Raw, resolver: Resolver): Followed {
  const keys = argumentsOf(argument).slice(0, 3).map(one => new Value(one, resolver).text());
  if (keys.length < 3 || keys.includes(undefined)) return unknown(call);
  const { value } = resolver.section('Mappings', ...keys as string[]);
  return value === undefined ? unknown(call) : resolver.follow({ value, path: call.path });
}

function substitute({ value, path }: Raw, call: Raw, resolver: Resolver): Followed {
  const [text, own] = Array.isArray(value) ? value as unknown[] : [value];
  if (typeof text !== 'string') return unknown(call);
  const variables = { value: own, path: `${path}/1` };
  const pieces = text.split(/(\$\{[^}]*\})/).map(part => isVariable(part) ? variable(part.slice(2, -1), variables, resolver) : [part]);
  return { path: call.path, form: textForm(pieces.flat()) };
}

function isVariable(part: string): boolean {
  return part.startsWith('${') && part.endsWith('}');
}

/** `${!Literal}` is text; `${Name.Attribute}` comes from the resource. */
function variable(name: string, own: Raw, resolver: Resolver): readonly Piece[] {
  if (name.startsWith('!')) return [`\${${name.slice(1)}}`];
  const stated = childOf(own, name);
  const raw: Raw = stated.value !== undefined ? stated : { value: name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name }, path: own.path };
  return new Value(raw, resolver).pieces() ?? [{}];
}

function join(argument: Raw, call: Raw, resolver: Resolver): Followed {
  const [separator, list] = argumentsOf(argument);
  const items = list && new Value(list, resolver).items();
  if (typeof separator?.value !== 'string' || !items) return unknown(call);
  const between = separator.value;
  const pieces = items.flatMap((item, index): readonly Piece[] => [...index > 0 ? [between] : [], ...item.pieces() ?? [{}]]);
  return { path: call.path, form: textForm(pieces) };
}

/** One text where all is known; else its pieces, texts that touch put together. */
function textForm(pieces: readonly Piece[]): Form {
  const joined: Piece[] = [];
  let length = 0;
  for (const piece of pieces) {
    const last = joined[joined.length - 1];
    length += typeof piece === 'string' ? piece.length : 1;
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
    else joined.push(piece);
    if (length > MOST_CHARACTERS) return { kind: 'unknown' };
  }
  const [first = '', ...others] = joined;
  return others.length === 0 && typeof first === 'string' ? { kind: 'scalar', data: first } : { kind: 'pieces', pieces: joined };
}

function select(argument: Raw, call: Raw, resolver: Resolver): Followed {
  const [index, list] = argumentsOf(argument);
  const place = index && new Value(index, resolver).whole();
  const chosen = place === undefined || !list ? undefined : new Value(list, resolver).items()?.[place];
  const data = chosen?.scalar();
  return data === undefined ? unknown(call, chosen?.from()) : { path: call.path, form: { kind: 'scalar', data } };
}

function split(argument: Raw, call: Raw, resolver: Resolver): Followed {
  const [separator, text] = argumentsOf(argument);
  const whole = text && new Value(text, resolver).text();
  if (typeof separator?.value !== 'string' || whole === undefined) return unknown(call);
  return { path: call.path, form: { kind: 'list', items: whole.split(separator.value).map((value): Raw => ({ value, path: call.path })) } };
}

/** JSON text of a value; what is unknown in it stays a hole in the text. */
function toJson(argument: Raw, call: Raw, resolver: Resolver): Followed {
  return { path: call.path, form: textForm(jsonPieces(new Value(argument, resolver))) };
}

function jsonPieces(value: Value): Piece[] {
  const items = value.isList ? value.items() : undefined;
  if (items) return ['[', ...items.flatMap((item, index) => [...index > 0 ? [','] : [], ...jsonPieces(item)]), ']'];
  if (value.isObject) {
    const keys = value.keys().filter(key => value.at(key).isStated);
    return ['{', ...keys.flatMap((key, index) => [`${index > 0 ? ',' : ''}${JSON.stringify(key)}:`, ...jsonPieces(value.at(key))]), '}'];
  }
  const data = value.scalar();
  if (data !== undefined) return [JSON.stringify(data)];
  const inner = (value.pieces() ?? [{}]).map(piece => typeof piece === 'string' ? JSON.stringify(piece).slice(1, -1) : piece);
  return ['"', ...inner, '"'];
}
