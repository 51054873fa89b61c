import { Resolver } from './resolver';
import { isObject } from '../../core/problems/json-value';

/** What a value turned out to be once the functions of CloudFormation were followed. */
export type Form =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown'; readonly from?: string }
  | { readonly kind: 'scalar'; readonly data: string | number | boolean | null }
  | { readonly kind: 'pieces'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'list'; readonly items: readonly Raw[] }
  | { readonly kind: 'object'; readonly data: Readonly<Record<string, unknown>> };

/** A part of a text: known, or what only the deployment knows. */
export type Piece = string | Hole;

/** What only the deployment knows, and the resource or parameter it comes from. */
export interface Hole {
  readonly from?: string;
}

/** A value as it is written, and its JSON pointer. */
export interface Raw {
  readonly value: unknown;
  readonly path: string;
}

/**
 * A value of a template. Parameters stand for their defaults; functions are followed where what they give can be known. Of what is only known at
 * deployment every question is answered with undefined, so that a rule which asks says nothing.
 */
export class Value {
  readonly path: string;
  private readonly form: Form;

  constructor(raw: Raw, private readonly resolver: Resolver) {
    const resolved = resolver.follow(raw);
    this.path = resolved.path;
    this.form = resolved.form;
  }

  /** Left out, or `AWS::NoValue`. */
  get isMissing(): boolean {
    return this.form.kind === 'missing';
  }

  /** Only known at deployment, wholly or in part of its text. */
  get isUnknown(): boolean {
    return this.form.kind === 'unknown' || this.form.kind === 'pieces';
  }

  /** Stated, though perhaps not known. */
  get isStated(): boolean {
    return !this.isMissing;
  }

  /** The value of a key; of what has no keys it is missing, of what is unknown unknown. */
  at(...keys: readonly string[]): Value {
    const [key, ...others] = keys;
    return key === undefined ? this : this.child(key).at(...others);
  }

  /** The items of a list: none where it is left out. Undefined: unknown, or no list. */
  items(): Value[] | undefined {
    if (this.form.kind === 'missing') return [];
    return this.form.kind === 'list' ? this.form.items.map(item => new Value(item, this.resolver)).filter(item => !item.isMissing) : undefined;
  }

  /** The items of a list as far as it is known. */
  knownItems(): Value[] {
    return this.items() ?? [];
  }

  /** Of an object; none of anything else. */
  keys(): string[] {
    return this.form.kind === 'object' ? Object.keys(this.form.data) : [];
  }

  /** A text, or a number or boolean as CloudFormation writes it. Undefined: missing, unknown, or something else. */
  text(): string | undefined {
    return this.form.kind === 'scalar' && this.form.data !== null ? String(this.form.data) : undefined;
  }

  /** A whole number, also written as text, as CloudFormation takes it. */
  whole(): number | undefined {
    const text = this.text()?.trim() ?? '';
    return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
  }

  /** A boolean, also written as text. */
  flag(): boolean | undefined {
    const text = this.text()?.trim().toLowerCase();
    return text === 'true' ? true : text === 'false' ? false : undefined;
  }

  get isList(): boolean {
    return this.form.kind === 'list';
  }

  get isObject(): boolean {
    return this.form.kind === 'object';
  }

  /** A scalar as it is written; undefined of everything else. */
  scalar(): string | number | boolean | null | undefined {
    return this.form.kind === 'scalar' ? this.form.data : undefined;
  }

  /** The logical id of the resource that the value is taken from whole, by Ref or GetAtt. */
  from(): string | undefined {
    if (this.form.kind === 'unknown') return this.form.from;
    const [only, ...others] = this.form.kind === 'pieces' ? this.form.pieces.filter(piece => piece !== '') : [];
    return others.length === 0 && only !== undefined && typeof only !== 'string' ? only.from : undefined;
  }

  /** The text piece by piece, holes included. Undefined where it is no text at all. */
  pieces(): readonly Piece[] | undefined {
    if (this.form.kind === 'pieces') return this.form.pieces;
    if (this.form.kind === 'unknown') return [{ from: this.form.from }];
    const text = this.text();
    return text === undefined ? undefined : [text];
  }

  /** Plain JSON. Undefined where any part is unknown. */
  plain(): unknown {
    const { form } = this;
    if (form.kind === 'scalar') return form.data;
    if (form.kind === 'list') return allOrNothing(this.knownItems().map(item => item.plain()));
    return form.kind === 'object' ? this.plainObject() : undefined;
  }

  /** Another value in the same template. */
  replacedBy(raw: Raw): Value {
    return new Value(raw, this.resolver);
  }

  private plainObject(): unknown {
    const stated = this.keys().map(key => [key, this.at(key)] as const).filter(([, value]) => value.isStated);
    const values = stated.map(([key, value]) => [key, value.plain()] as const);
    return values.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(values);
  }

  private child(key: string): Value {
    const { form, path } = this;
    const own = form.kind === 'object' && Object.prototype.hasOwnProperty.call(form.data, key) ? form.data[key] : undefined;
    const raw: Raw = { value: own, path: `${path}/${escapePointer(key)}` };
    return this.isUnknown ? new Value({ ...raw, value: UNKNOWN }, this.resolver) : new Value(raw, this.resolver);
  }
}

/** A function of which nothing is known. */
export const UNKNOWN: unknown = Object.freeze({ 'Fn::ImportValue': '' });

/** Source: RFC 6901. */
export function escapePointer(key: string): string {
  return /[~/]/.test(key) ? key.replace(/~/g, '~0').replace(/\//g, '~1') : key;
}

function allOrNothing(values: readonly unknown[]): unknown {
  return values.some(value => value === undefined) ? undefined : values;
}

/** What a value that needs no function is. */
export function formOf({ value, path }: Raw): Form {
  if (value === undefined) return { kind: 'missing' };
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item: unknown, index) => ({ value: item, path: `${path}/${index}` })) };
  if (isObject(value)) return { kind: 'object', data: value };
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null ? { kind: 'scalar', data: value } : { kind: 'unknown' };
}
