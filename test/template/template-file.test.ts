import { checkTemplate } from '../../src/checks/check-template';
import { TemplateFile, parseTemplateText } from '../../src/template/template-file';

function fileOf(text: string): TemplateFile {
  const parsed = parseTemplateText(text, 'a.yaml');
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.value;
}

function valueOf(text: string): unknown {
  return fileOf(text).value;
}

function problemsOf(text: string): string[] {
  const parsed = parseTemplateText(text, 'a.yaml');
  return parsed.ok ? [] : parsed.problems.map(({ id, path, message }) => `${id} ${path} ${message}`);
}

const TEMPLATE = `
AWSTemplateFormatVersion: 2010-09-09
# a comment
Parameters:
  Large: { Type: String, Default: no, AllowedValues: [yes, no] }
Conditions:
  IsLarge: !Equals [!Ref Large, 'yes']
  Both: !And [!Condition IsLarge, !Not [!Or [!Equals [a, b], !Condition IsLarge]]]
Resources:
  App:
    Type: AWS::EMRServerless::Application
    Condition: IsLarge
    Properties:
      Type: Spark
      ReleaseLabel: emr-7.12.0
      Name: !Sub
        - \${Prefix}-app
        - Prefix: !FindInMap [Names, !Ref AWS::Region, Name]
      AutoStartConfiguration:
        Enabled: on
      MaximumCapacity:
        Cpu: !If [IsLarge, 42 vCPU, !Ref AWS::NoValue]
        Memory: &memory 168 GB
        Disk: *memory
      NetworkConfiguration:
        SubnetIds: !Split [',', !ImportValue subnets]
        SecurityGroupIds: [!GetAtt Group.GroupId, !GetAtt [Group, GroupId], !Select [0, !Cidr [10.0.0.0/16, 1, 8]]]
      Tags:
        - Key: script
          Value:
            Fn::Base64: !Join
              - ''
              - - |
                  #!/bin/bash
                - !ToJsonString { a: !Length [1, 2], b: !GetAZs '' }
                - !Transform { Name: Macro, Parameters: { Account: 012345678901 } }
`;

test('a template with short tags is what it is without them', () => {
  expect(valueOf(TEMPLATE)).toEqual({
    AWSTemplateFormatVersion: '2010-09-09',
    Parameters: { Large: { Type: 'String', Default: false, AllowedValues: [true, false] } },
    Conditions: {
      IsLarge: { 'Fn::Equals': [{ Ref: 'Large' }, 'yes'] },
      Both: { 'Fn::And': [{ Condition: 'IsLarge' }, { 'Fn::Not': [{ 'Fn::Or': [{ 'Fn::Equals': ['a', 'b'] }, { Condition: 'IsLarge' }] }] }] },
    },
    Resources: {
      App: {
        Type: 'AWS::EMRServerless::Application',
        Condition: 'IsLarge',
        Properties: {
          Type: 'Spark',
          ReleaseLabel: 'emr-7.12.0',
          Name: { 'Fn::Sub': ['${Prefix}-app', { Prefix: { 'Fn::FindInMap': ['Names', { Ref: 'AWS::Region' }, 'Name'] } }] },
          AutoStartConfiguration: { Enabled: true },
          MaximumCapacity: { Cpu: { 'Fn::If': ['IsLarge', '42 vCPU', { Ref: 'AWS::NoValue' }] }, Memory: '168 GB', Disk: '168 GB' },
          NetworkConfiguration: {
            SubnetIds: { 'Fn::Split': [',', { 'Fn::ImportValue': 'subnets' }] },
            SecurityGroupIds: [
              { 'Fn::GetAtt': ['Group', 'GroupId'] }, { 'Fn::GetAtt': ['Group', 'GroupId'] }, { 'Fn::Select': [0, { 'Fn::Cidr': ['10.0.0.0/16', 1, 8] }] },
            ],
          },
          Tags: [{
            Key: 'script',
            Value: {
              'Fn::Base64': {
                'Fn::Join': ['', [
                  '#!/bin/bash\n', { 'Fn::ToJsonString': { a: { 'Fn::Length': [1, 2] }, b: { 'Fn::GetAZs': '' } } },
                  { 'Fn::Transform': { Name: 'Macro', Parameters: { Account: '012345678901' } } },
                ]],
              },
            },
          }],
        },
      },
    },
  });
});

test.each([
  ['yes', true], ['Off', false], ['TRUE', true], ['y', 'y'], ['yEs', 'yEs'], ['"yes"', 'yes'], ['!!str yes', 'yes'], ['! yes', 'yes'],
  ['', null], ['~', null], ['null', null], ['\'\'', ''],
  ['12', 12], ['-3', -3], ['0', 0], ['1_000', 1000], ['012345678901', '012345678901'], ['0777', '0777'], ['0x1F', '0x1F'], ['12345678901234567890', '12345678901234567890'],
  ['1.5', 1.5], ['7.', 7], ['1.5e+3', 1500], ['1e3', '1e3'], ['9.9e+999', '9.9e+999'], ['.inf', '.inf'], ['7.12.0', '7.12.0'],
  ['2010-09-09', '2010-09-09'], ['2010-09-09T00:00:00Z', '2010-09-09T00:00:00Z'], ['12:30:45', '12:30:45'],
  ['!Ref yes', { Ref: 'yes' }], ['!Sub 12', { 'Fn::Sub': '12' }], ['!GetAtt A.Outputs.B', { 'Fn::GetAtt': ['A', 'Outputs.B'] }], ['!GetAtt A', { 'Fn::GetAtt': ['A'] }],
  ['!NewFunction [1]', { 'Fn::NewFunction': [1] }],
  ['{ yes: 1, 12: 2, ~: 3 }', { 'yes': 1, '12': 2, '~': 3 }],
  ['{ "<<": { b: 1, c: 2 }, b: 3 }', { b: 3, c: 2 }], ['{ <<: [{ a: 1 }, { a: 2, b: 3 }] }', { a: 1, b: 3 }],
  ['[&a [1], *a, &a [2], *a]', [[1], [1], [2], [2]]],
])('%s', (text, value) => {
  expect(valueOf(`a: ${text}`)).toEqual({ a: value });
});

test.each([
  ['a text in quotes that goes on at the indentation of its key', 'a:\n  b: "one,\n  two\n  three."\n  c: \'one\n\n  two\'\n  d: 1\n', { b: 'one, two three.', c: 'one\ntwo', d: 1 }],
  ['a list in brackets that goes on at the indentation of its key', 'a:\n  b: [\n  1, {\n c: 2,\nd: "3\n 4"\n} ]\n  e: [\n  ]\n', { b: [1, { c: 2, d: '3 4' }], e: [] }],
  ['a dash before a comma', 'a:\n  b: !Select [0, !Split [-, !Ref AWS::StackId]]\n  c: [a, -]\n  d: [-1, - ]\n', { b: { 'Fn::Select': [0, { 'Fn::Split': ['-', { Ref: 'AWS::StackId' }] }] }, c: ['a', '-'], d: [-1, '-'] }],
])('reads %s, as CloudFormation does', (_, text, a) => {
  expect(valueOf(text)).toEqual({ a });
});

test('__proto__ is a key like any other', () => {
  const value = valueOf('a: { __proto__: { b: 1 } }') as { a: object };
  expect(Object.keys(value.a)).toEqual(['__proto__']);
  expect(({} as Record<string, unknown>).b).toBeUndefined();
});

test.each([
  ['JSON', '{ "a": [1, "012"] }'],
  ['JSON with a comma too many and a comment', '{ "a": [1, "012",] } # deployed'],
  ['YAML in braces', '\n{ a: [1, "012"] }'],
  ['a document with its marks', '%YAML 1.1\n---\na: [1, "012"]\n...\n'],
  ['lines that end in CR and LF', 'a:\r\n  - 1\r\n  - "012"\r\n'],
])('reads %s', (_, text) => {
  expect(valueOf(text)).toEqual({ a: [1, '012'] });
});

test.each([
  ['a key twice', 'A: 1\nB: { c: 1, c: 2 }\nA: 2\n', ['line 2, column 12: the key "c" stands there twice', 'line 3, column 1: the key "A" stands there twice']],
  ['two documents', 'a: 1\n---\nb: 2\n', ['line 2, column 1: a second document begins; a template is one']],
  ['a name before it is given', 'a: *b\nc: &b 1\n', ['line 1, column 4: *b stands for nothing that was named before']],
  ['a value inside itself', 'a: &a [*a]\n', ['line 1, column 8: *a stands for nothing that was named before']],
  ['two tags', 'a: !Base64 !Sub b\n', ['line 1, column 12: A node can have at most one tag']],
  ['a tag of YAML that is no JSON', 'a: !!binary aGk=\nb: !!set { c }\n', ['line 1, column 13: the tag "tag:yaml.org,2002:binary" is none that CloudFormation reads', 'line 2, column 10: the tag "tag:yaml.org,2002:set" is none that CloudFormation reads']],
  ['a tag of another program', 'a: !<x:y> b\n', ['line 1, column 11: the tag "x:y" is none that CloudFormation reads']],
  ['an object as a key', '? [a]\n: b\n', ['line 1, column 3: a key is a text']],
  ['a text merged', 'a: { <<: b }\n', ['line 1, column 6: << takes an object, or a list of them']],
  ['indentation that fits nothing', 'a:\n    b: 1\n  c: 2\n', ['line 3, column 1: All mapping items must start at the same column']],
  ['tabs', 'a:\n\tb: 1\n', ['line 2, column 1: Tabs are not allowed as indentation']],
  ['a directive', '%TAG ! tag:a,2000:\n---\na: 1\n', ['line 1, column 1: the directive %TAG ! tag:a,2000: is not read']],
])('%s is refused with its place', (_, text, messages) => {
  expect(problemsOf(text)).toEqual(messages.map(message => `SZ1010 a.yaml is not YAML that CloudFormation reads: ${message}`));
});

test('what is neither JSON nor YAML is said to be neither', () => {
  expect(problemsOf('{ "Resources": ')).toEqual([expect.stringMatching(/^SZ1010 a\.yaml is neither JSON nor YAML: line 1, column 16: .+$/)]);
});

const BOMB = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]', ...Array.from({ length: 30 }, (_, level) => `a${level + 1}: &a${level + 1} [${Array(10).fill(`*a${level}`).join(', ')}]`)].join('\n');

test.each([
  ['100 MB', 'a: ' + 'x'.repeat(100_000_000), /has 100000003 characters; at most 8388608 are read/],
  ['100 MB of JSON', `{"a": "${'x'.repeat(100_000_000)}"}`, /has 100000009 characters/],
  ['more YAML than CloudFormation takes', '# x\n'.repeat(300_000), /has 1200000 characters; at most 1048576 of YAML are read/],
  ['aliases of aliases', BOMB, /line 5, column 45: aliases stand for more than 100000 values/],
  ['lists in lists', '['.repeat(1_000_000), /line 1, column 201: is nested more than 200 levels deep/],
  ['lists in lists by dashes', '- '.repeat(500_000), /nested more than 200 levels deep/],
  ['objects in objects', '{ a: '.repeat(200_000), /nested more than 200 levels deep/],
  ['objects in objects by lines', Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'), /nested more than 200 levels deep/],
  ['keys that are keys', '? '.repeat(500_000), /nested more than 200 levels deep/],
  ['documents', '---\n'.repeat(250_000), /line 2, column 1: a second document begins/],
  ['brackets that close nothing', ']'.repeat(1_000_000), /line 1, column 1: Unexpected flow-seq-end/],
  ['directives', '%a\n'.repeat(300_000), /line 1, column 1: the directive %a is not read/],
  ['one key again and again', 'a: 1\n'.repeat(100_000), /line 2, column 1: the key "a" stands there twice/],
  ['binary', '\u0000\u0001\u0002PK\u0003\u0004: [', /line 1, column/],
])('%s ends in few lines and little time', (_, text, message) => {
  const started = performance.now();
  const problems = problemsOf(text);
  expect(performance.now() - started).toBeLessThan(8000);
  expect(problems[0]).toMatch(message);
  expect(problems.length).toBeLessThanOrEqual(20);
  for (const problem of problems) {
    expect(problem.length).toBeLessThan(400);
    expect(problem).not.toContain('\n');
  }
});

test('many keys are no trouble', () => {
  const value = valueOf(Array.from({ length: 70_000 }, (_, index) => `key${index}: v`).join('\n')) as object;
  expect(Object.keys(value)).toHaveLength(70_000);
});

test('what is found in a template of YAML has its line', () => {
  const { value, positionOf } = fileOf(TEMPLATE.replace('ReleaseLabel: emr-7.12.0', 'ReleaseLabl: emr-7.12.0'));
  const checked = checkTemplate(value, 'a.yaml');
  const lines = checked.ok ? checked.value.findings.filter(({ id }) => id.startsWith('SZ65')).map(({ id, path }) => `${id} ${positionOf(path).line}:${positionOf(path).column}`) : [];
  expect(lines).toContain('SZ6502 13:5');
  expect(lines).toContain('SZ6501 15:7');
});
