import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { appOf, stackOf } from './app-fixture';
import { SizingFeedback } from '../../src';

const ENV = { account: '111122223333', region: 'us-east-1' };

/** The policies that a document prints, by the name that stands before them. */
function printed(document: string): Map<string, unknown> {
  const text = readFileSync(join(__dirname, '..', '..', 'docs', document), 'utf8');
  return new Map([...text.matchAll(/<!-- policy: ([\w-]+) -->\n```json\n([\s\S]*?)\n```/g)].map(([, name, json]) => [name, JSON.parse(json)]));
}

/** As CloudFormation puts it together; resources by their logical id, without what CDK puts behind it. */
function plain(value: any): any {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if (value['Fn::Join']) return plain(value['Fn::Join'][1]).join(value['Fn::Join'][0]);
  if (value.Ref === 'AWS::Partition') return 'aws';
  if (value.Ref ?? value['Fn::GetAtt']) return `\${${[value.Ref ?? value['Fn::GetAtt']].flat().join('.').replace(/[0-9A-F]{8}(?=\.|$)/, '')}}`;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

/** Statements of the policy whose logical id begins so. */
function statements(stack: Stack, id: string): unknown {
  const found = Object.entries<any>(Template.fromStack(stack).findResources('AWS::IAM::Policy')).find(([name]) => name.startsWith(id));
  return plain(found![1].Properties.PolicyDocument.Statement);
}

test('docs/updating.md prints what the function of updates may do, word for word', () => {
  const { stack } = appOf({ stopForUpdate: true, stopOnDelete: true }, stackOf(ENV));
  expect(Object.fromEntries(printed('updating.md'))).toEqual({ updates: statements(stack, 'AppUpdatesPolicy') });
});

test('docs/feedback.md prints what the function and the state machine of a feedback may do, word for word', () => {
  const stack = stackOf(ENV);
  new SizingFeedback(stack, 'Feedback', { logs: { bucket: Bucket.fromBucketName(stack, 'Logs', 'logs'), prefix: 'emr/logs' } });
  expect(Object.fromEntries(printed('feedback.md'))).toEqual({ reader: statements(stack, 'FeedbackPolicy'), machine: statements(stack, 'FeedbackMachinePolicy') });
});
