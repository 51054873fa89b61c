import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ASSEMBLY = join(__dirname, '..', '.jsii');

export interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly default?: string;
}

export interface TypeRef {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly elementtype: TypeRef };
  readonly union?: { readonly types: TypeRef[] };
}

export interface Parameter {
  readonly name: string;
  readonly type: TypeRef;
  readonly docs?: Docs;
}

export interface Member {
  readonly name: string;
  readonly docs?: Docs;
  readonly type?: TypeRef;
  readonly static?: boolean;
  readonly optional?: boolean;
  readonly parameters?: Parameter[];
  readonly returns?: { readonly type: TypeRef };
}

export interface Type {
  readonly name: string;
  readonly fqn: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly abstract?: boolean;
  readonly datatype?: boolean;
  readonly docs?: Docs;
  readonly properties?: Member[];
  readonly methods?: Member[];
  readonly members?: Member[];
  readonly initializer?: Member;
}

/** The types that jsii wrote: the public API with its documentation. */
export function readTypes(): Type[] {
  if (!existsSync(ASSEMBLY)) throw new Error('.jsii is missing: compile first, with `npx projen compile`');
  return Object.values(JSON.parse(readFileSync(ASSEMBLY, 'utf8')).types);
}

/** Every type that a reference names. */
export function leavesOf(ref?: TypeRef): TypeRef[] {
  if (!ref) return [];
  if (ref.collection) return leavesOf(ref.collection.elementtype);
  return ref.union ? ref.union.types.flatMap(leavesOf) : [ref];
}

/** Methods, and the constructor under that name. */
export function callsOf(type: Type): Member[] {
  return [...type.methods ?? [], ...type.initializer ? [{ ...type.initializer, name: 'constructor' }] : []];
}

export function named(type: Type, member: Member): string {
  return `${type.name}.${member.name}`;
}
