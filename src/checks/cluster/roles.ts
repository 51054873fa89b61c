import { Cluster } from './cluster';
import { EMR_TAG } from '../../core/planning/run-job-flow';
import { isObject } from '../../core/problems/json-value';
import { Found, Rule, Subject, found } from '../rule';
import { TemplateResource } from '../template/read-template';
import { Value } from '../template/value';

const ROLE_TYPE = 'AWS::IAM::Role';
const PROFILE_TYPE = 'AWS::IAM::InstanceProfile';

/** Nodes get an instance profile, which is no role. */
export const jobFlowRole: Rule<Cluster> = {
  id: 'SZ6401',
  find: cluster => {
    const value = cluster.properties.at('JobFlowRole');
    if (value.text()?.includes(':role/')) return [found(value, `got ${value.text()}, the ARN of a role; give the name of an instance profile`)];
    const role = resourceOf(cluster, value, ROLE_TYPE);
    return role && !hasProfileOfItsName(cluster, role)
      ? [found(value, `got ${role.logicalId}, an ${ROLE_TYPE}; make an ${PROFILE_TYPE} with it and refer to that`)] : [];
  },
};

/** EMR itself takes a role. */
export const serviceRole: Rule<Cluster> = {
  id: 'SZ6402',
  find: cluster => {
    const value = cluster.properties.at('ServiceRole');
    const profile = resourceOf(cluster, value, PROFILE_TYPE);
    if (profile) return [found(value, `got ${profile.logicalId}, an ${PROFILE_TYPE}; refer to an ${ROLE_TYPE}`)];
    return value.text()?.includes(':instance-profile/') ? [found(value, `got ${value.text()}, the ARN of an instance profile; give a role`)] : [];
  },
};

/** The resource of a type that a value is taken from. */
function resourceOf({ template }: Subject, value: Value, type: string): TemplateResource | undefined {
  const resource = template.resources.get(value.from() ?? '');
  return resource?.type === type ? resource : undefined;
}

/** A profile may be called what the role is called: then either name will do. */
function hasProfileOfItsName(cluster: Cluster, role: TemplateResource): boolean {
  const roleName = valueOf(cluster, role).at('RoleName').text();
  return resourcesOf(cluster, [PROFILE_TYPE]).some(profile => {
    const name = valueOf(cluster, profile).at('InstanceProfileName');
    return name.from() === role.logicalId || (name.isStated && name.text() === roleName) || (name.isUnknown && name.from() === undefined);
  });
}

function resourcesOf({ template }: Subject, types: readonly string[]): TemplateResource[] {
  return [...template.resources.values()].filter(({ type }) => types.includes(type));
}

function valueOf({ properties }: Subject, resource: TemplateResource): Value {
  return properties.replacedBy(resource.properties);
}

/** Rules of groups are carried out with a role of their own. */
export const autoScalingRole: Rule<Cluster> = {
  id: 'SZ6403',
  find: ({ properties, groups }) => properties.at('AutoScalingRole').isMissing
    ? groups.map(({ value }) => value.at('AutoScalingPolicy')).filter(policy => policy.isObject)
      .map(policy => found(policy, 'got AutoScalingPolicy without AutoScalingRole of the cluster; give the role')) : [],
};

/** Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-managed-iam-policies.html (2026-11-20). */
const V2_POLICY = 'AmazonEMRServicePolicy_v2';
const V2_ROLE = 'EMR_DefaultRole_V2';

/** The second policy lets EMR touch what carries its tag. */
export const tagForManagedPolicy: Rule<Cluster> = {
  id: 'SZ6404',
  find: cluster => {
    const [role, tags] = ['ServiceRole', 'Tags'].map(key => cluster.properties.at(key));
    const because = v2Reason(cluster, role);
    return because === undefined || mayBeTagged(tags) ? []
      : [found(tags.isStated ? tags : cluster.properties, `got no tag ${EMR_TAG}: true on the cluster, and ${because}; add the tag`)];
  },
};

function mayBeTagged(tags: Value): boolean {
  const items = tags.items();
  if (!items) return true;
  return items.some(item => {
    const [key, value] = ['Key', 'Value'].map(name => item.at(name));
    return key.isUnknown || (key.text() === EMR_TAG && (value.isUnknown || value.text() === 'true'));
  });
}

/** Why EMR will act by the second policy alone; undefined where it may have other rights. */
function v2Reason(cluster: Cluster, role: Value): string | undefined {
  const name = role.text()?.split('/').pop();
  if (name === V2_ROLE) return `ServiceRole is ${V2_ROLE}`;
  const resource = resourceOf(cluster, role, ROLE_TYPE);
  if (!resource || resourcesOf(cluster, [ROLE_TYPE, ...POLICY_TYPES]).some(one => launchesInstances(one.node.value))) return undefined;
  const policies = valueOf(cluster, resource).at('ManagedPolicyArns').items()?.map(lastPart) ?? [];
  return policies.length === 1 && policies[0] === V2_POLICY ? `${resource.logicalId} has ${V2_POLICY} alone` : undefined;
}

const POLICY_TYPES = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::ManagedPolicy'];

/** The name at the end of an ARN, whatever partition stands in it. */
function lastPart(arn: Value): string | undefined {
  const pieces = arn.pieces() ?? [];
  const last = pieces[pieces.length - 1];
  return typeof last === 'string' ? last.split('/').pop() : undefined;
}

/** Whether a statement somewhere in a role or policy allows what the second policy ties to the tag. */
function launchesInstances(value: unknown): boolean {
  const actions = isObject(value) && value.Action !== undefined ? [value.Action].flat() : [];
  if (actions.some(action => typeof action !== 'string' || /^(\*|ec2:(\*|Run.*|Create.*))$/i.test(action))) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(launchesInstances);
}

/** Attributes of Kerberos mean nothing without a security configuration that asks for it. */
export const kerberos: Rule<Cluster> = {
  id: 'SZ6405',
  find: ({ properties }) => properties.at('KerberosAttributes').isObject && properties.at('SecurityConfiguration').isMissing
    ? [found(properties.at('KerberosAttributes'), 'got KerberosAttributes without SecurityConfiguration; give one that has a KerberosConfiguration')] : [],
};

const GROUP_KEYS = ['EmrManagedMasterSecurityGroup', 'EmrManagedSlaveSecurityGroup'];

/** EMR takes both groups of its nodes, or makes both. */
export const securityGroups: Rule<Cluster> = {
  id: 'SZ6406',
  find: ({ instances }) => GROUP_KEYS.flatMap((key, index): Found[] => {
    const [own, other] = [instances.at(key), instances.at(GROUP_KEYS[1 - index])];
    return own.isStated && !own.isUnknown && other.isMissing || (own.from() !== undefined && other.isMissing)
      ? [found(own, `got ${key} without ${GROUP_KEYS[1 - index]}; give both, or neither`)] : [];
  }),
};

const S3 = /^s3[an]?:\/\//i;
/** What is not known yet may go on with it. */
const S3_START = /^(s3[an]?:\/\/|.{0,6}$)/i;

/** Logs go to S3. */
export const logs: Rule<Cluster> = {
  id: 'SZ6407',
  find: cluster => {
    const [uri, key] = ['LogUri', 'LogEncryptionKmsKeyId'].map(name => cluster.properties.at(name));
    if (uri.isStated) return notAPath(cluster, uri);
    return key.isStated && !key.isUnknown ? [found(key, 'got LogEncryptionKmsKeyId without LogUri: no logs are kept; give LogUri, or leave the key out')] : [];
  },
};

function notAPath(cluster: Cluster, uri: Value): Found[] {
  const [start, ...others] = (uri.pieces() ?? []).filter(piece => piece !== '');
  const bucket = resourceOf(cluster, uri, 'AWS::S3::Bucket');
  if (typeof start !== 'string') {
    return bucket && others.length === 0 ? [found(uri, `got ${bucket.logicalId}, the name of a bucket; a path is expected: s3://\${${bucket.logicalId}}/`)] : [];
  }
  return (uri.isUnknown ? S3_START : S3).test(start) ? [] : [found(uri, `got ${start}; the path of a bucket is expected: s3://bucket/prefix/`)];
}
