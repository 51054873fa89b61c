import { RESOURCE_SCHEMAS_JSON } from './resource-schemas.generated';
import { SchemaNode } from './rows';

let schemas: ReadonlyMap<string, SchemaNode> | undefined;

/** Parsed when the first template asks: most programs that load this library check none. */
function allSchemas(): ReadonlyMap<string, SchemaNode> {
  schemas ??= new Map(Object.entries(JSON.parse(RESOURCE_SCHEMAS_JSON) as Record<string, SchemaNode>));
  return schemas;
}

/** Names of the resource types of EMR that the catalog has. */
export function schemaTypes(): string[] {
  return [...allSchemas().keys()].filter(name => name.includes('::'));
}

/** What the properties of a resource type, or a definition, must be. Undefined: there is none of that name. */
export function schemaOf(name: string): SchemaNode | undefined {
  return allSchemas().get(name);
}

const resolved = new WeakMap<SchemaNode, SchemaNode>();

/** A node with what it refers to; its own keywords win. */
export function resolvedNode(node: SchemaNode): SchemaNode {
  if (node.$ref === undefined) return node;
  const known = resolved.get(node);
  if (known) return known;
  const { $ref, ...own } = node;
  const whole = { ...resolvedNode(schemaOf($ref)!), ...own };
  resolved.set(node, whole);
  return whole;
}

/** The least and the largest number that a property takes, for one that has both. */
export function rangeOf(name: string, property: string): readonly [least: number, largest: number] {
  const { minimum, maximum } = schemaOf(name)!.properties![property];
  return [minimum!, maximum!];
}
