import { resolvedNode, schemaOf } from '../catalog/resource-schemas';
import { SchemaNode } from '../catalog/rows';
import { isObject } from '../problems/json-value';

/** The request of RunJobFlow in the service's own model. */
export const RUN_JOB_FLOW = 'EMR.RunJobFlow.RunJobFlowInput';

/** What a cluster must be tagged with so that EMR's managed policy lets it be used. Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-managed-iam-policies.html (2026-11-20). */
export const EMR_TAG = 'for-use-with-amazon-emr-managed-policies';

const ROLES = ['MASTER', 'CORE', 'TASK'];
/** Nodes of a kind: CloudFormation has a property for each role, the API one list whose members name their role. */
const KINDS = [{ list: 'InstanceGroups', one: 'instancegroup', role: 'InstanceRole' }, { list: 'InstanceFleets', one: 'instancefleet', role: 'InstanceFleetType' }];
/** The one property whose member of the API has another name. */
const PROPERTIES = 'configurationproperties';

type Members = Readonly<Record<string, unknown>>;

/**
 * The request of RunJobFlow that makes the same cluster as the properties of AWS::EMR::Cluster do, which may be in CDK's names or CloudFormation's.
 * Functions of CloudFormation stay what they are. What the API does not know keeps its name.
 */
export function runJobFlowRequest(properties: Members): Record<string, unknown> {
  return inRequest(properties, schemaOf(RUN_JOB_FLOW)!) as Record<string, unknown>;
}

function inRequest(value: unknown, node: SchemaNode): unknown {
  const { items, properties } = resolvedNode(node);
  if (Array.isArray(value)) return items ? value.map(one => inRequest(one, items)) : value;
  if (!isObject(value) || !properties || isFunction(value)) return value;
  const names = new Map(Object.keys(properties).map(name => [name.toLowerCase(), name]));
  const given = 'InstanceGroups' in properties ? withListedNodes(value) : value;
  return Object.fromEntries(Object.entries(given).filter(([, one]) => one !== undefined).map(([key, one]) => {
    const name = names.get(key.toLowerCase() === PROPERTIES ? 'properties' : key.toLowerCase());
    return name === undefined ? [key, one] : [name, inRequest(one, properties[name])];
  }));
}

function isFunction(value: Members): boolean {
  const [key, ...more] = Object.keys(value);
  return more.length === 0 && (key === 'Ref' || key?.startsWith('Fn::'));
}

/** The groups or fleets of all roles in one list. */
function withListedNodes(instances: Members): Members {
  const listed = KINDS.flatMap(({ list, one, role }) => {
    const nodes = ROLES.flatMap(word => nodesNamed(instances, word.toLowerCase() + one).map(node => ({ [role]: word, ...node })));
    return nodes.length ? [[list, nodes]] : [];
  });
  const others = Object.entries(instances).filter(([key]) => !KINDS.some(({ one }) => key.toLowerCase().includes(one)));
  return Object.fromEntries([...listed, ...others]) as Members;
}

/** One group, or a list of them: only the task role may have several. */
function nodesNamed(instances: Members, name: string): object[] {
  return Object.entries(instances).filter(([key, value]) => value !== undefined && [name, `${name}s`].includes(key.toLowerCase())).flatMap(([, value]) => value as object | object[]);
}
