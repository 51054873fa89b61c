import fc from 'fast-check';
import { LEGAL_TEMPLATE } from './legal-templates';
import { findingsOf } from './rule-case';
import { checkTemplate } from '../../src/checks/check-template';
import { withFunctionsFollowed } from '../../src/checks/template/followed';

/** An application with one value put at a place. */
function withApplication(properties: unknown, sections: object = {}): unknown {
  return { ...sections, Resources: { App: { Type: 'AWS::EMRServerless::Application', Properties: properties } } };
}

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { a: value };
  return value;
}

describe('what is no template is one problem', () => {
  test.each<[string, unknown, RegExp]>([
    ['a list', [], /got \[\]/],
    ['a text', 'Resources', /got "Resources"/],
    ['null', null, /got null/],
    ['resources in a list', { Resources: [] }, /an object of resources is expected/],
    ['a resource that is none', { Resources: { App: 5 } }, /got 5; a resource is expected/],
    ['a type that is none', { Resources: { App: { Type: ['AWS::EMR::Cluster'] } } }, /the type of the resource is expected/],
    ['properties that are none', { Resources: { App: { Type: 'AWS::EMR::Cluster', Properties: 'x' } } }, /an object is expected/],
    ['100,000 levels', withApplication(nested(100_000)), /nested more than 200 levels/],
  ])('%s', (_, template, message) => {
    const checked = checkTemplate(template, 'a.json');
    expect(checked.ok).toBe(false);
    const problems = checked.ok ? [] : checked.problems;
    expect(problems.map(({ id }) => id)).toEqual(['SZ1010']);
    expect(problems[0].message).toMatch(message);
  });
});

describe('what is made to take time does not', () => {
  /** Each parameter, mapping or condition takes the one before it twice. */
  const doubling = (of: (previous: string) => unknown, first: unknown) => Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`C${index}`, index ? of(`C${index - 1}`) : first]),
  );

  test.each<[string, unknown]>([
    ['Ref in a circle', withApplication({ ReleaseLabel: { Ref: 'App' }, Name: { 'Fn::GetAtt': ['App', 'Name'] } })],
    ['conditions in a circle', withApplication({ Name: { 'Fn::If': ['C', 'a', 'b'] } }, { Conditions: { C: { 'Fn::Not': [{ Condition: 'D' }] }, D: { 'Fn::And': [{ Condition: 'C' }, { Condition: 'C' }] } } })],
    ['conditions that double', withApplication({ Name: { 'Fn::If': ['C59', 'a', 'b'] } }, { Conditions: doubling(one => ({ 'Fn::And': [{ Condition: one }, { Condition: one }] }), { 'Fn::Equals': ['a', 'a'] }) })],
    ['mappings that double', withApplication({ Name: { 'Fn::FindInMap': ['C59', 'a', 'b'] } }, {
      Mappings: doubling(one => ({ a: { b: { 'Fn::Join': ['', [{ 'Fn::FindInMap': [one, 'a', 'b'] }, { 'Fn::FindInMap': [one, 'a', 'b'] }]] } } }), { a: { b: 'x' } }),
    })],
    ['joins that double', withApplication({ Name: Array.from({ length: 60 }).reduce<unknown>(one => ({ 'Fn::Join': ['', [one, one]] }), 'x') })],
    ['a million items', withApplication({ Name: Array.from({ length: 1_000_000 }, () => 1) })],
    ['a text of 10 MB where a pattern is matched', withApplication({ ReleaseLabel: 'emr-'.repeat(2_500_000), MaximumCapacity: { Cpu: `${'1'.repeat(10_000_000)} vCPU` } })],
    ['submit parameters without an end', {
      Resources: {
        M: { Type: 'AWS::StepFunctions::StateMachine', Properties: { DefinitionString: `{"States":{"A":{"Resource":"arn:aws:states:::emr-serverless:startJobRun","Parameters":{"JobDriver":{"SparkSubmit":{"SparkSubmitParameters":"${'--conf '.repeat(500_000)}"}}}}}}` } },
      },
    }],
    ['states in states', {
      Resources: {
        M: { Type: 'AWS::StepFunctions::StateMachine', Properties: { Definition: Array.from({ length: 60 }).reduce<unknown>(one => ({ States: { A: { Type: 'Map', Iterator: one, ItemProcessor: one } } }), { States: {} }) } },
      },
    }],
  ])('%s', (_, template) => {
    const began = process.hrtime.bigint();
    checkTemplate(template, 'a.json');
    withFunctionsFollowed(template);
    expect(Number(process.hrtime.bigint() - began) / 1e9).toBeLessThan(20); // in truth well below 1 s; a busy machine is slower
  }, 60_000);
});

describe('names of JavaScript are names like others', () => {
  test('__proto__, constructor and hasOwnProperty', () => {
    const template: unknown = JSON.parse(JSON.stringify(LEGAL_TEMPLATE).replace('{"Resources":{', '{"__proto__":{"Parameters":{"X":{}}},"Resources":{"__proto__":{"Type":"AWS::EMR::Cluster"},'));
    expect(() => findingsOf(template)).not.toThrow();
    const odd = withApplication({ ReleaseLabel: { Ref: 'constructor' }, Name: { 'Fn::FindInMap': ['__proto__', 'constructor', 'name'] }, Type: { 'Fn::If': ['hasOwnProperty', 'a', 'b'] } });
    expect(() => findingsOf(odd)).not.toThrow();
    expect(({} as Record<string, unknown>).Parameters).toBeUndefined();
  });
});

test('whatever stands in the place of any value, nothing is thrown, and the template is not changed', () => {
  const places = placesOf(LEGAL_TEMPLATE);
  const junk = fc.oneof(
    fc.anything({ withNullPrototype: false, maxDepth: 2 }), fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom<unknown>({ Ref: 'App' }, { 'Fn::If': ['X'] }, { 'Fn::Sub': ['${a}', 1] }, { 'Fn::Join': 5 }, { 'Fn::Select': [9, []] }, { 'Fn::Transform': {} }, { 'Fn::ForEach::X': [] }, NaN, -1, 1e308, ''),
  );
  fc.assert(fc.property(fc.constantFrom(...places), junk, (place, value) => {
    const template = structuredClone(LEGAL_TEMPLATE) as Record<string, unknown>;
    const parent = place.slice(0, -1).reduce<any>((node, key) => node[key], template);
    parent[place[place.length - 1]] = value;
    const before = shape(template);
    const checked = checkTemplate(template, 'a.json');
    expect(checked.ok || checked.problems.every(({ id }) => id === 'SZ1010')).toBe(true);
    expect(shape(template)).toBe(before);
    for (const { path, message } of checked.ok ? checked.value.findings : []) {
      expect(path).toMatch(/^\/Resources\//);
      if (!Number.isNaN(value)) expect(message).not.toMatch(/undefined|NaN|\[object/);
    }
  }), { numRuns: Number(process.env.PROPERTY_RUNS ?? 400) });
}, 300_000);

function placesOf(value: unknown, path: readonly string[] = []): string[][] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, one]) => placesOf(one, [...path, key])) : [];
  return path.length ? [[...path], ...inner] : inner;
}

function shape(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => typeof one === 'bigint' || typeof one === 'function' || typeof one === 'symbol' ? String(one) : one) ?? 'undefined';
}
