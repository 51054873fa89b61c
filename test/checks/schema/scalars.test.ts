import { hasForm } from '../../../src/checks/schema/scalars';
import { RESOURCE_SCHEMAS_JSON } from '../../../src/core/catalog/resource-schemas.generated';
import { findingsOf } from '../rule-case';

const PATTERNS = [...new Set([...RESOURCE_SCHEMAS_JSON.matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(([, text]) => JSON.parse(text) as string))];

/** Texts that begin as a pattern asks and never end so. */
const BEGINNINGS = ['', 'arn:aws:kms:', 'arn:aws:iam::', 'arn:aws:a:', 'https://', 'https://a', 'https://aps-workspaces.eu-west-1.amazonaws', 'a/', 'subnet-', 's3://'];
const REPEATED = ['a', 'a-', 'a.', 'ab/', ':', '1', 'aws.', '-', ' ', 'a:'];

test('no pattern of the catalog takes long, whatever it is tried on', () => {
  expect(PATTERNS.length).toBeGreaterThan(20);
  const started = performance.now();
  for (const pattern of PATTERNS) {
    for (const beginning of BEGINNINGS) {
      for (const part of REPEATED) hasForm(`${beginning}${part.repeat(1000)}\u0000`, pattern);
    }
  }
  expect(performance.now() - started).toBeLessThan(5000); // (.[0-9A-Za-z]{2,4})+ alone, as it is published, would take for ever
});

/** The ids for one property of an application. */
function idsFor(path: readonly string[], value: unknown): string[] {
  const Properties = { Type: 'Spark', ReleaseLabel: 'emr-7.12.0', ...[...path].reverse().reduce<unknown>((inner, key) => ({ [key]: inner }), value) as object };
  return findingsOf({ Resources: { App: { Type: 'AWS::EMRServerless::Application', Properties } } }).map(({ id }) => id).filter(id => id.startsWith('SZ65'));
}

test.each<[string, () => unknown]>([
  ['the same', () => 1], ['wrong', () => ({ a: 1 })], ['unknown keys', () => ({ Key: 'a', Value: 'b', C: 1 })],
])('a list of very many items, all %s, is told of in part', (_, item) => {
  const ids = idsFor(['Tags'], Array.from({ length: 200_000 }, item));
  expect(ids.length).toBeGreaterThan(999);
  expect(ids.length).toBeLessThan(5000);
});

test.each<[string, readonly string[], unknown, string[]]>([
  ['true', ['AutoStopConfiguration', 'Enabled'], true, []],
  ['"false"', ['AutoStopConfiguration', 'Enabled'], 'false', []],
  ['1 for true', ['AutoStopConfiguration', 'Enabled'], 1, ['SZ6503']],
  ['a number as text', ['AutoStopConfiguration', 'IdleTimeoutMinutes'], '15', []],
  ['15.0', ['AutoStopConfiguration', 'IdleTimeoutMinutes'], '15.0', []],
  ['15.5', ['AutoStopConfiguration', 'IdleTimeoutMinutes'], 15.5, ['SZ6503']],
  ['hexadecimal', ['AutoStopConfiguration', 'IdleTimeoutMinutes'], '0x10', ['SZ6503']],
  ['an empty text for a number', ['AutoStopConfiguration', 'IdleTimeoutMinutes'], '', ['SZ6503']],
  ['what is only known at deployment', ['AutoStopConfiguration', 'IdleTimeoutMinutes'], { 'Fn::ImportValue': 'idle' }, []],
  ['a dynamic reference', ['AutoStopConfiguration', 'IdleTimeoutMinutes'], '{{resolve:ssm:idle:1}}', []],
  ['a number for a text', ['Name'], 2026, []],
  ['a boolean for a text', ['Name'], true, []],
  ['a list for a text', ['Name'], ['a'], ['SZ6503']],
  ['a text with a hole', ['Name'], { 'Fn::Sub': 'bad name ${AWS::StackName}' }, []],
  ['a text for a list', ['Tags'], 'a=b', ['SZ6503']],
  ['a text for an object', ['MaximumCapacity'], '16 vCPU', ['SZ6503']],
  ['__proto__', ['MaximumCapacity'], JSON.parse('{"Cpu":"1","Memory":"1","__proto__":{"a":1}}'), ['SZ6501']],
])('%s', (_, path, value, ids) => {
  expect(idsFor(path, value)).toEqual(ids);
});
