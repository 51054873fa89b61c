import { isObject } from '../../core/problems/json-value';

/** An object's own fields by name: nothing is read of its prototype. */
export type Fields = Readonly<Record<string, unknown>>;

const NOTHING: Fields = Object.freeze(Object.create(null) as Fields);

/** A field that holds an object; an empty one where it does not. */
export function objectOf(fields: Fields, name: string): Fields {
  const value = own(fields, name);
  return isObject(value) ? value : NOTHING;
}

/** A field that holds a whole number. */
export function integerOf(fields: Fields, name: string): number | undefined {
  const value = own(fields, name);
  return Number.isSafeInteger(value) ? value as number : undefined;
}

export function textOf(fields: Fields, name: string): string | undefined {
  const value = own(fields, name);
  return typeof value === 'string' ? value : undefined;
}

/** A field that holds a list; an empty one where it does not. */
export function listOf(fields: Fields, name: string): readonly unknown[] {
  const value = own(fields, name);
  return Array.isArray(value) ? value as unknown[] : [];
}

/** Items of a list that are objects; none where the field holds no list. */
export function objectsOf(fields: Fields, name: string): readonly Fields[] {
  return listOf(fields, name).filter(isObject);
}

export function own(fields: Fields, name: string): unknown {
  return Object.prototype.hasOwnProperty.call(fields, name) ? fields[name] : undefined;
}
