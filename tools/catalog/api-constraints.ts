import { ANY_TEXT, SchemaRow } from './registry-schema';
import { SchemaNode } from '../../src/core/catalog/rows';

/** What the service's model says of a property, as keywords of a schema. */
export interface ApiRow extends SchemaNode {
  /** A type or definition. */
  readonly name: string;
  readonly property: string;
}

/** A shape of botocore's model. */
interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
}

interface Model {
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** Row → shape, where the names differ. */
const SHAPES: Readonly<Record<string, string>> = {
  'AWS::EMR::Cluster': 'RunJobFlowInput',
  'AWS::EMR::InstanceFleetConfig': 'InstanceFleetConfig',
  'AWS::EMR::InstanceGroupConfig': 'InstanceGroupConfig',
  'AWS::EMR::Step': 'StepConfig',
  'AWS::EMR::Studio': 'CreateStudioInput',
  'AWS::EMRServerless::Application': 'CreateApplicationRequest',
  'EMRServerless.AutoStopConfiguration': 'AutoStopConfig',
  'EMRServerless.ConfigurationObject': 'Configuration',
};

const MEMBERS: Readonly<Record<string, string>> = { ConfigurationProperties: 'Properties', StepProperties: 'Properties', LogTypeMap: 'logTypes' };

/** What the model of a service says and the schemas do not. */
export function apiRows(service: string, { shapes }: Model, rows: readonly SchemaRow[]): ApiRow[] {
  const own = rows.filter(({ name }) => name.startsWith(`AWS::${service}::`) || name.startsWith(`${service}.`));
  return own.flatMap(row => {
    const members = shapes[SHAPES[row.name] ?? row.name.split('.').pop()!]?.members;
    if (!members) return [];
    const properties = Object.entries(row.properties ?? {});
    return properties.flatMap(([property, node]) => propertyRow({ name: row.name, property }, node, memberShape(property, members, shapes), rows));
  });
}

function memberShape(property: string, members: NonNullable<Shape['members']>, shapes: Model['shapes']): Shape | undefined {
  const wanted = (MEMBERS[property] ?? property).toLowerCase();
  const member = Object.keys(members).find(name => name.toLowerCase() === wanted);
  return member === undefined ? undefined : shapes[members[member].shape];
}

function propertyRow(at: { name: string; property: string }, node: SchemaNode, shape: Shape | undefined, rows: readonly SchemaRow[]): ApiRow[] {
  if (!shape) return [];
  const stated: SchemaNode = { ...rows.find(row => row.name === node.$ref), ...node };
  const added = Object.entries(constraintsOf(shape, stated)).filter(([, value]) => value !== undefined);
  const isStated = ['enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems'].some(keyword => keyword in stated);
  return added.length && !isStated ? [{ ...at, ...Object.fromEntries(added) }] : [];
}

function constraintsOf({ type, min, max, pattern, enum: words }: Shape, { type: expected }: SchemaNode): SchemaNode {
  const least = min || undefined;
  switch (expected) {
    case 'string': return { enum: words, minLength: least, maxLength: max, pattern: pattern && !ANY_TEXT.test(pattern) ? `^(?:${pattern})$` : undefined };
    case 'array': return { minItems: least, maxItems: max };
    case 'object': return { maxProperties: type === 'map' ? max : undefined };
    case 'integer': case 'number': return { minimum: min, maximum: max };
    default: return {};
  }
}
