import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { LAYERS, PAGE_LAYERS } from '../projenrc/layering';

const ROOT = join(__dirname, '..');

/** Paths of all TypeScript files below a folder, from the root, with slashes. */
function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(entry => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/** What a file imports or exports from elsewhere, types included. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/^\s*(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\brequire\(['"]([^'"]+)['"]\)/gm)]
    .map(([, from, bare, required]) => from ?? bare ?? required);
}

/** The file or folder below src that a relative import names. */
function targetOf(file: string, specifier: string): string {
  return posix.join(posix.dirname(file), specifier);
}

function layerOf(path: string): string {
  return path.split('/')[1];
}

const sources = filesBelow('src').filter(file => layerOf(file) !== 'index.ts');
const relativeImports = sources.flatMap(file => importsOf(file).filter(name => name.startsWith('.')).map(name => ({ file, target: targetOf(file, name) })));
const packageImports = sources.flatMap(file => importsOf(file).filter(name => !name.startsWith('.')).map(name => ({ file, name })));

test('every folder below src is a layer', () => {
  expect([...new Set(sources.map(layerOf))].filter(layer => !(layer in LAYERS))).toEqual([]);
});

test('imports only go down', () => {
  const upward = relativeImports.filter(({ file, target }) => ![layerOf(file), ...LAYERS[layerOf(file)]].includes(layerOf(target)));
  expect(upward).toEqual([]);
});

test('no import leaves src', () => {
  expect(relativeImports.filter(({ target }) => !target.startsWith('src/'))).toEqual([]);
});

test('core, event logs, reports and checks import no package, and nothing of Node', () => {
  expect(packageImports.filter(({ file }) => ['core', 'eventlog', 'report', 'checks'].includes(layerOf(file)))).toEqual([]);
});

test('only the API and the constructs import the CDK', () => {
  const others = packageImports.filter(({ name }) => /^(aws-cdk-lib|constructs)(\/|$)/.test(name)).filter(({ file }) => !['api', 'constructs'].includes(layerOf(file)));
  expect(others).toEqual([]);
});

test('the command line imports neither the API nor the constructs, so that the CDK is not loaded', () => {
  expect(relativeImports.filter(({ file, target }) => layerOf(file) === 'cli' && ['api', 'constructs'].includes(layerOf(target)))).toEqual([]);
});

const page = filesBelow('web').filter(file => !file.startsWith('web/dist/'));
const pageImports = page.flatMap(file => importsOf(file).map(name => ({ file, name })));

test('the page imports what runs in a browser, and nothing of the command line', () => {
  const targets = pageImports.filter(({ name }) => name.startsWith('.')).map(({ file, name }) => ({ file, target: targetOf(file, name) }));
  expect(targets.length).toBeGreaterThan(10);
  const [own, ofSrc] = [targets.filter(({ target }) => target.startsWith('web/')), targets.filter(({ target }) => target.startsWith('src/'))];
  expect(targets.length).toBe(own.length + ofSrc.length);
  expect(ofSrc.filter(({ target }) => !PAGE_LAYERS.includes(layerOf(target)))).toEqual([]);
});

test('the page imports one package', () => {
  expect([...new Set(pageImports.filter(({ name }) => !name.startsWith('.')).map(({ name }) => name.split('/')[0]))]).toEqual(['preact']);
});

test('nothing of src imports the page', () => {
  expect(relativeImports.filter(({ target }) => target.startsWith('web/'))).toEqual([]);
});

test('src has at most two levels of folders', () => {
  expect(sources.filter(file => file.split('/').length > 4)).toEqual([]);
});

test('files are named in kebab case', () => {
  expect(sources.filter(file => !/^[a-z0-9]+(-[a-z0-9]+)*(\.generated)?\.ts$/.test(posix.basename(file)))).toEqual([]);
});

test('src/index.ts holds exports only', () => {
  const lines = readFileSync(join(ROOT, 'src/index.ts'), 'utf8').split('\n').filter(Boolean);
  expect(lines.filter(line => !/^export (type )?\* from '\.\/[a-z]+';$/.test(line))).toEqual([]);
});

test('a test of one layer stands in the folder that its source has', () => {
  const folders = new Set(sources.map(file => dirname(file)));
  const tests = filesBelow('test').filter(file => file.endsWith('.test.ts') && layerOf(file) in LAYERS);
  expect(tests.filter(file => !folders.has(dirname(file).replace(/^test/, 'src')))).toEqual([]);
});

test('every layer has tests', () => {
  const tested = new Set(filesBelow('test').filter(file => file.endsWith('.test.ts')).map(layerOf));
  expect([...new Set(sources.map(layerOf))].filter(layer => !tested.has(layer))).toEqual([]);
});
