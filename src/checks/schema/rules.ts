import { Violation, ViolationKind } from './violation';
import { violationsOf } from './violations';
import { schemaOf, schemaTypes } from '../../core/catalog/resource-schemas';
import { nearestWord } from '../../core/problems/nearest';
import { ProblemId } from '../../core/problems/problem';
import { Found, Rule, Subject, found } from '../rule';

/** Whether a resource is EMR's own. */
export function isOfEmr(type: string): boolean {
  return /^AWS::EMR(Serverless)?::/.test(type);
}

const IDS: Readonly<Record<ViolationKind, ProblemId>> = {
  unknown: 'SZ6501',
  missing: 'SZ6502',
  type: 'SZ6503',
  word: 'SZ6504',
  form: 'SZ6505',
  range: 'SZ6506',
  length: 'SZ6507',
  count: 'SZ6508',
  repeated: 'SZ6509',
  readOnly: 'SZ6510',
};

/** All rules look at one walk over the resource. */
const walked = new WeakMap<Subject, readonly Violation[]>();

function violationsIn(subject: Subject): readonly Violation[] {
  const known = walked.get(subject);
  if (known) return known;
  const { properties, resource } = subject;
  const schema = schemaOf(resource.type);
  const stated = properties.isMissing ? properties.replacedBy({ value: {}, path: resource.node.path }) : properties;
  const violations = schema ? violationsOf(stated, schema) : [];
  walked.set(subject, violations);
  return violations;
}

/** A type that is not in the catalog may be new; one letter beside a type that is there, it is not. */
function misspeltType({ resource: { type, node } }: Subject): Found[] {
  const near = schemaOf(type) ? '' : nearestWord(type, schemaTypes());
  return near ? [found(`${node.path}/Type`, `got ${type}, which is no type that is known${near}`)] : [];
}

/** What holds for every resource of EMR. */
export const RESOURCE_RULES: readonly Rule<Subject>[] = [
  ...Object.entries(IDS).map(([kind, id]): Rule<Subject> => ({ id, find: subject => violationsIn(subject).filter(one => one.kind === kind) })),
  { id: 'SZ6511', find: misspeltType },
];
