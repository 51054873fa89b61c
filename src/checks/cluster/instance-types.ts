import { Cluster } from './cluster';
import { once } from './once';
import { allowedTypes, findInstanceType } from '../../core/catalog/instance-lookup';
import { InstanceType } from '../../core/catalog/instance-types';
import { similarNames } from '../../core/catalog/nearest-instances';
import { Found, Rule, found } from '../rule';
import { Value } from '../template/value';

/** A group, or one type of a fleet: what stands around the name of its type. */
export interface TypedMember {
  readonly value: Value;
  readonly role: Cluster['groups'][number]['role'];
  readonly type: Value;
}

/** Every type that a cluster names. */
export const typedMembers = once(({ groups, fleets }: Cluster): readonly TypedMember[] => {
  const ofFleets = fleets.flatMap(({ role, value }) => value.at('InstanceTypeConfigs').knownItems().map(item => ({ role, value: item })));
  return [...groups, ...ofFleets].map(({ role, value }) => ({ role, value, type: value.at('InstanceType') }));
});

const SIZE = /^(nano|micro|small|medium|large|\d{0,3}xlarge|metal(-\d{1,3}xl)?)$/;
/** Burstable ones. Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-supported-instance-types.html (2026-11-20). */
const NEVER_ON_EMR = /^t\d/;

/** From this generation on families still get new sizes. */
const GROWING_GENERATION = 7;

/** Names that are no type of EMR, for certain: no form of a name, a size that its family does not have, a family that EMR does not take. */
export const typeThere: Rule<Cluster> = {
  id: 'SZ6205',
  find: cluster => unknownNames(cluster).filter(({ name }) => !mayExist(name, cluster)).map(({ type, name }) => (
    found(type, `got ${name || 'nothing'}, which EMR does not have; use ${insteadOf(name, cluster).join(', ')}`)
  )),
};

/** Names like it; the smallest of general purpose where nothing like it is on EMR. */
function insteadOf(name: string, { release, instanceTypes }: Cluster): readonly string[] {
  const allowed = allowedTypes({ release, catalog: instanceTypes() });
  return similarNames(NEVER_ON_EMR.test(name) ? 'm5.xlarge' : name, allowed);
}

/** A family, or a size of a young one, that EMR's list did not have: nothing is known of it. */
export const typeKnown: Rule<Cluster> = {
  id: 'SZ6206',
  find: cluster => unknownNames(cluster).filter(({ name }) => mayExist(name, cluster)).map(({ type, name }) => (
    found(type, `got ${name}, which is not in EMR's list as this version knows it; memory and executors on it are not checked`)
  )),
};

function unknownNames(cluster: Cluster): { readonly type: Value; readonly name: string }[] {
  return typedMembers(cluster).flatMap(({ type }) => {
    const name = type.text();
    return name === undefined || cluster.instanceTypes().has(name) ? [] : [{ type, name }];
  });
}

/** Whether it may have come since: EMR takes no burstable types, and none of a single large or of bare metal in new families. */
function mayExist(name: string, { instanceTypes }: Cluster): boolean {
  const [family, size, ...others] = name.split('.');
  const [, generation] = /^[a-z]+(\d+)[a-z0-9-]*$/.exec(family) ?? [];
  if (others.length > 0 || generation === undefined || !SIZE.test(size ?? '') || NEVER_ON_EMR.test(family)) return false;
  const isKnownFamily = [...instanceTypes().values()].some(type => type.family === family);
  return !isKnownFamily || (Number(generation) >= GROWING_GENERATION && size.endsWith('xlarge'));
}

/** Types that the release does not have yet. */
export const typeOnRelease: Rule<Cluster> = {
  id: 'SZ6207',
  find: cluster => lookedUp(cluster).flatMap(({ type, outcome }) => outcome.ok ? [] : [found(type, outcome.problems[0].message)]),
};

/** Types for which EMR has defaults only from a later release on. */
export const typeAdvised: Rule<Cluster> = {
  id: 'SZ6208',
  find: cluster => lookedUp(cluster).flatMap(({ type, outcome }) => outcome.ok ? outcome.warnings.map(({ message }) => found(type, `got ${message}`)) : []),
};

function lookedUp(cluster: Cluster) {
  const { release } = cluster;
  const catalog = cluster.instanceTypes();
  return typedMembers(cluster).flatMap(({ type }) => {
    const name = type.text();
    if (release === undefined || name === undefined || !catalog.has(name)) return [];
    return [{ type, outcome: findInstanceType(name, { release, catalog }) }];
  });
}

/** An image is for one architecture. */
export const imageForTypes: Rule<Cluster> = {
  id: 'SZ6212',
  find: cluster => {
    const image = cluster.properties.at('CustomAmiId');
    const id = image.text();
    if (id === undefined) return [];
    const members = typedMembers(cluster).filter(({ value }) => value.at('CustomAmiId').isMissing);
    return twoArchitectures(typesOf(members, cluster), image, id);
  },
};

function typesOf(members: readonly TypedMember[], { instanceTypes }: Cluster): InstanceType[] {
  return members.flatMap(({ type }): InstanceType[] => {
    const known = instanceTypes().get(type.text() ?? '');
    return known ? [known] : [];
  });
}

function twoArchitectures(types: readonly InstanceType[], image: Value, id: string): Found[] {
  const arm = types.find(({ architecture }) => architecture === 'arm64');
  const x86 = types.find(({ architecture }) => architecture === 'x86_64');
  return arm && x86 ? [found(image, `got ${id} for ${x86.instanceType} (x86_64) and ${arm.instanceType} (arm64); give each group or type its own CustomAmiId`)] : [];
}
