import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import * as fc from 'fast-check';
import { checkTemplate } from '../../src/checks/check-template';
import { FINDINGS_SCHEMA, Finding, Findings, SEVERITIES } from '../../src/checks/findings';
import { PROBLEM_TABLE } from '../../src/core/problems/problem-table';
import { SarifOptions, sarifLog } from '../../src/report/sarif';

/** Written in draft 4, of which it uses what later drafts read alike, but for the name of itself. */
const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(join(__dirname, 'sarif-schema', 'sarif-schema-2.1.0.json'), 'utf8')) as Record<string, unknown>;
const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
const OPTIONS: SarifOptions = { version: '1.2.3', repository: 'https://example.com/sized-emr' };

interface Log {
  readonly version: string;
  readonly runs: readonly [{
    readonly tool: { readonly driver: { readonly name: string; readonly version: string; readonly informationUri: string; readonly rules: readonly Record<string, unknown>[] } };
    readonly results: readonly Result[];
    readonly properties: object;
  }];
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: object;
  readonly locations: readonly [{
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region?: object };
    readonly logicalLocations: readonly object[];
  }];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

function findingsOf(template: object, file: string): Findings {
  const checked = checkTemplate(template, file);
  if (!checked.ok) throw new Error('no template');
  return { schema: FINDINGS_SCHEMA, checked: { templates: 1, resources: checked.value.resources }, findings: checked.value.findings };
}

/** As a program that reads the file sees it. */
function logOf(findings: Findings, options: SarifOptions = OPTIONS): Log {
  const log: unknown = JSON.parse(JSON.stringify(sarifLog(findings, options)));
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return log as Log;
}

const BROKEN = { Resources: { Step: { Type: 'AWS::EMR::Step', Properties: { Name: 'a', ActionOnFailure: 'NOTHING' } } } };

test('the judge refuses what is no log', () => {
  expect(validate({ version: '2.1.0', runs: [{ tool: { driver: { name: 'a' } }, results: [{ level: 'fatal' }] }] })).toBe(false);
});

test('each finding names its rule, its value and its file', () => {
  const { runs: [{ tool, results, properties }] } = logOf(findingsOf(BROKEN, './cdk.out/My Stack.template.json'));
  expect(tool.driver).toMatchObject({ name: 'sized-emr', version: '1.2.3', informationUri: 'https://example.com/sized-emr' });
  expect(properties).toEqual({ checked: { templates: 1, resources: 1 } });
  expect(results.map(({ ruleId, level, ruleIndex }) => [ruleId, level, tool.driver.rules[ruleIndex].id])).toEqual([
    ['SZ6502', 'error', 'SZ6502'], ['SZ6502', 'error', 'SZ6502'], ['SZ6504', 'error', 'SZ6504'],
  ]);
  expect(results[2].message).toEqual({ text: expect.stringContaining('got "NOTHING"; use') as string });
  expect(results[2].locations).toEqual([{
    physicalLocation: { artifactLocation: { uri: 'cdk.out/My%20Stack.template.json' } },
    logicalLocations: [{ name: 'Step', fullyQualifiedName: '/Resources/Step/Properties/ActionOnFailure', kind: 'resource' }],
  }]);
});

test('all rules about templates are there, each with where it is explained', () => {
  const { rules } = logOf(findingsOf({ Resources: {} }, 'a.json')).runs[0].tool.driver;
  expect(rules.map(({ id }) => id)).toEqual(Object.keys(PROBLEM_TABLE).filter(id => /^SZ6/.test(id)).sort());
  expect(rules.find(({ id }) => id === 'SZ6001')).toEqual({
    id: 'SZ6001',
    shortDescription: { text: PROBLEM_TABLE.SZ6001.title },
    fullDescription: { text: PROBLEM_TABLE.SZ6001.explanation },
    help: { text: `${PROBLEM_TABLE.SZ6001.explanation}\n${PROBLEM_TABLE.SZ6001.fix}\nSource: ${PROBLEM_TABLE.SZ6001.source}` },
    helpUri: 'https://example.com/sized-emr/blob/main/RULES.md#sz6001',
    defaultConfiguration: { level: 'error' },
  });
});

test('a place is given where it is known, and changes no fingerprint', () => {
  const findings = findingsOf(BROKEN, 'a.yaml');
  const positionOf = (template: string, pointer: string) => pointer.endsWith('ActionOnFailure') && template === 'a.yaml' ? { line: 7, column: 9 } : undefined;
  const [plain, placed] = [logOf(findings).runs[0].results, logOf(findings, { ...OPTIONS, positionOf }).runs[0].results];
  expect(placed.map(({ locations: [{ physicalLocation }] }) => physicalLocation.region)).toEqual([undefined, undefined, { startLine: 7, startColumn: 9 }]);
  expect(placed.map(({ partialFingerprints }) => partialFingerprints)).toEqual(plain.map(({ partialFingerprints }) => partialFingerprints));
});

test.each([
  ['a.json', 'a.json'],
  ['.\\cdk.out\\a.json', 'cdk.out/a.json'],
  ['../b/ü#%?.json', '../b/%C3%BC%23%25%3F.json'],
  ['/tmp/a b.json', 'file:///tmp/a%20b.json'],
  ['C:\\out\\a.json', 'file:///C:/out/a.json'],
  ['a:b.json', 'a%3Ab.json'],
  ['\uD800.json', '%EF%BF%BD.json'],
])('%s is the URI %s', (file, uri) => {
  expect(logOf(findingsOf(BROKEN, file)).runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
});

const finding: fc.Arbitrary<Finding> = fc.record({
  id: fc.constantFrom(...Object.keys(PROBLEM_TABLE).filter(id => id.startsWith('SZ6'))),
  severity: fc.constantFrom(...SEVERITIES),
  template: fc.oneof(fc.constant('a.json'), fc.string({ unit: 'binary' })),
  resource: fc.string(),
  path: fc.oneof(fc.constant('/Resources/A'), fc.string()),
  message: fc.string({ unit: 'binary' }),
  fix: fc.string(),
  source: fc.string(),
});

test('any findings make a legal log in which no two have the same fingerprint', () => {
  fc.assert(fc.property(fc.array(finding, { maxLength: 5 }), fc.nat(), (findings, line) => {
    const log = logOf({ schema: FINDINGS_SCHEMA, checked: { templates: 1, resources: 1 }, findings }, { ...OPTIONS, positionOf: () => ({ line: line + 1, column: 1 }) });
    const fingerprints = log.runs[0].results.map(({ partialFingerprints }) => partialFingerprints['sizedEmr/v1']);
    expect(new Set(fingerprints).size).toBe(findings.length);
  }), { numRuns: 200 });
});
