import { ANY_TEXT, SchemaRow } from './registry-schema';
import { demand } from './table';
import { SchemaNode } from '../../src/core/catalog/rows';

/** A shape of botocore's model, or a member of one. */
interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, Reference>>;
  readonly required?: readonly string[];
  readonly member?: Reference;
  readonly key?: Reference;
  readonly value?: Reference;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
}

interface Reference {
  readonly shape: string;
  /** Set by whoever sends the request, where it is left out. */
  readonly idempotencyToken?: boolean;
}

interface Model {
  readonly operations: Readonly<Record<string, { readonly input: Reference }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** A row for the request of an operation, and one for each structure below it, with names in capitals as Step Functions writes them. */
export function requestRows(service: string, operation: string, model: Model): SchemaRow[] {
  const rows = new Map<string, SchemaRow>();
  structure(model.operations[operation].input.shape, { prefix: `${service}.${operation}`, model, rows });
  return [...rows.values()].sort((a, b) => a.name < b.name ? -1 : 1);
}

interface Walk {
  readonly prefix: string;
  readonly model: Model;
  readonly rows: Map<string, SchemaRow>;
}

function structure(shape: string, walk: Walk): SchemaNode {
  const name = `${walk.prefix}.${shape}`;
  if (walk.rows.has(name)) return { $ref: name };
  walk.rows.set(name, { name }); // a configuration holds configurations
  const { members = {}, required = [] } = walk.model.shapes[shape];
  const properties = Object.fromEntries(Object.entries(members).map(([member, reference]) => [capital(member), nodeOf(reference, walk)]));
  const asked = required.filter(member => !members[member].idempotencyToken).map(capital);
  walk.rows.set(name, { name, type: 'object', properties, ...asked.length ? { required: asked } : {} });
  return { $ref: name };
}

function nodeOf({ shape }: Reference, walk: Walk): SchemaNode {
  const { type, min, max, member, key, value, pattern, enum: words } = walk.model.shapes[shape];
  const least = min || undefined;
  switch (type) {
    case 'structure': return structure(shape, walk);
    case 'list': return stated({ type: 'array', items: nodeOf(member!, walk), minItems: least, maxItems: max });
    case 'map': return stated({ type: 'object', patternProperties: { [formOf(walk.model.shapes[key!.shape].pattern) ?? '.*']: nodeOf(value!, walk) }, maxProperties: max });
    case 'string': return stated({ type: 'string', enum: words, minLength: least, maxLength: max, pattern: formOf(pattern) });
    case 'double': case 'float': return { type: 'number' };
    case 'integer': case 'long': return stated({ type: 'integer', minimum: min, maximum: max });
    default: demand(type === 'boolean', `${walk.prefix}: ${shape} is a ${type}, which is not read`);
  }
  return { type: 'boolean' };
}

function formOf(pattern: string | undefined): string | undefined {
  return pattern && !ANY_TEXT.test(pattern) ? `^(?:${pattern})$` : undefined;
}

function stated(node: SchemaNode): SchemaNode {
  return Object.fromEntries(Object.entries(node).filter(([, value]) => value !== undefined));
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
