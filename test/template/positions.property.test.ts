import * as fc from 'fast-check';
import { TemplateFile, parseTemplateText } from '../../src/template/template-file';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 300);

/** Numbers that YAML 1.1 writes as JSON does. */
const numbers = fc.oneof(fc.integer(), fc.integer({ min: -9999, max: 9999 }).map(value => value / 8));
const { tree: values } = fc.letrec(tie => ({
  tree: fc.oneof({ maxDepth: 5 }, fc.string(), fc.string({ unit: 'binary' }), numbers, fc.boolean(), fc.constant(null), tie('list'), tie('object')),
  list: fc.array(tie('tree'), { maxLength: 4 }),
  object: fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('a/b', 'c~d', '__proto__', 'yes', '12')), tie('tree'), { maxKeys: 4, noNullPrototype: true }),
}));

function fileOf(text: string): TemplateFile {
  const parsed = parseTemplateText(text, 'a');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

function pointersOf(value: unknown, pointer = ''): string[] {
  if (typeof value !== 'object' || value === null) return [pointer];
  return [pointer, ...Object.entries(value).flatMap(([key, inner]) => pointersOf(inner, `${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`))];
}

/** What begins at a place of the text. */
function textAt(text: string, { line, column }: { line: number; column: number }): string {
  return text.split('\n')[line - 1].slice(column - 1);
}

test('JSON is read the same as JSON and as YAML, and every value stands at the same place in it', () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), values, { noNullPrototype: true }), fc.constantFrom(0, 1, 3), (value, indent) => {
    const text = JSON.stringify(value, null, indent);
    const [json, yaml] = [fileOf(text), fileOf(`# read as YAML\n${text}`)];
    expect(JSON.stringify(json.value)).toBe(JSON.stringify(value));
    expect(JSON.stringify(yaml.value)).toBe(JSON.stringify(value));
    for (const pointer of pointersOf(JSON.parse(text))) {
      const { line, column } = json.positionOf(pointer);
      expect(yaml.positionOf(pointer)).toEqual({ line: line + 1, column });
      const key = /\/([^/]*)$/.exec(pointer)?.[1].replace(/~1/g, '/').replace(/~0/g, '~');
      if (key && !/^\d+$/.test(key)) expect(textAt(text, { line, column }).startsWith(JSON.stringify(key))).toBe(true);
    }
  }), { numRuns: RUNS });
});

test('a pointer to nothing has the place of what is nearest above it', () => {
  const text = '{\n "a": [\n  { "b": 1 } ] }';
  for (const file of [fileOf(text), fileOf(`${text} # YAML`)]) {
    expect(file.positionOf('/a/0/c/d')).toEqual({ line: 3, column: 3 });
    expect(file.positionOf('/x')).toEqual({ line: 1, column: 1 });
    expect(file.positionOf('')).toEqual({ line: 1, column: 1 });
  }
});

test('short tags are gone through, and aliases followed', () => {
  const { positionOf } = fileOf('a: !If\n  - c\n  - &x { d: 1,\n      e: 2 }\nb: *x\nf: !GetAtt A.B\n');
  expect(positionOf('/a/Fn::If/1/e')).toEqual({ line: 4, column: 7 });
  expect(positionOf('/b/e')).toEqual({ line: 4, column: 7 });
  expect(positionOf('/b')).toEqual({ line: 5, column: 1 });
  expect(positionOf('/f/Fn::GetAtt/1')).toEqual({ line: 6, column: 1 });
});

test.each([['quotes', '\\"'], ['backslashes', '\\\\'], ['line breaks', '\\n1']])('a long text of %s takes no stack', (_, part) => {
  expect(fileOf(`{"a": "${part.repeat(2_000_000)}",\n"b": 1}`).positionOf('/b')).toEqual({ line: 2, column: 1 });
});
