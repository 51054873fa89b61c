import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BLOCKS } from '../tools/doc-blocks';
import { anchorsOf, brokenLinks } from '../tools/doc-links';
import { pictureFiles } from '../tools/doc-pictures';
import { DOCUMENTS, PAGES, staleDocuments, stalePictures, withComputedBlocks } from '../tools/generate-docs';
import { PROMISES } from '../tools/promise-blocks';

test('every computed block of the documents is what the code computes now', () => {
  expect(staleDocuments()).toEqual([]); // npx projen generate
});

test('every picture of the README is what the code draws now, small, and with a text of its own there', () => {
  expect(stalePictures()).toEqual([]); // npx projen generate
  const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
  for (const { path, content } of pictureFiles()) {
    expect(readme).toMatch(new RegExp(`!\\[[^\\]]{20,}\\]\\(${path.replace(/\./g, '\\.')}\\)`));
    expect(content.length).toBeLessThan(10_000);
  }
});

test('the documents are found, and an unknown block fails', () => {
  expect(DOCUMENTS).toEqual(expect.arrayContaining(['README.md', 'docs/how-a-plan-is-found.md', 'docs/observe.md']));
  expect(() => withComputedBlocks('<!-- computed: nothing-of-ours -->\nx\n<!-- /computed -->')).toThrow('no block is called nothing-of-ours');
});

test('every block stands in a document', () => {
  const all = DOCUMENTS.map(name => readFileSync(join(__dirname, '..', name), 'utf8')).join('\n');
  for (const name of Object.keys(BLOCKS)) expect(all).toContain(`<!-- computed: ${name} -->`);
});

test('a wrong figure in a computed block is put right', () => {
  const text = '<!-- computed: heap-4g -->\nwrong\n<!-- /computed -->';
  expect(withComputedBlocks(text)).toContain('2101975449');
  expect(withComputedBlocks(text.replace('wrong\n', ''))).toContain('2101975449'); // nor does an empty one stay empty
});

test('the answer of a command line is computed, its exit code too, and no other program is run', () => {
  const shown = (line: string) => withComputedBlocks(`<!-- computed: ${line} -->\n<!-- /computed -->`);
  expect(shown('$ sized-emr simulate --maximum-disk 150GB --executors 10 | head -1')).toContain('executors 10 | head -1\nIt starts with 6 of 10 executors.\n```');
  expect(shown('$ sized-emr plan --input 5parsecs')).toContain('SZ1002');
  expect(shown('$ sized-emr plan --input 5parsecs')).toContain('(exit 2)');
  expect(() => shown('$ rm -r docs')).toThrow('documents show sized-emr only');
});

test('every promise names tests and tasks that there are', () => {
  const { scripts } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  for (const { promise, tests, judges } of PROMISES.flatMap(([, all]) => all)) {
    expect({ promise, missing: tests.filter(path => !existsSync(join(__dirname, '..', path))) }).toEqual({ promise, missing: [] });
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining([...judges]));
    expect(tests.length).toBeGreaterThan(0);
  }
});

test('no link of a page leads nowhere', () => {
  expect(PAGES.flatMap(page => brokenLinks(page, readFileSync(join(__dirname, '..', page), 'utf8')))).toEqual([]);
  expect(brokenLinks('docs/faq.md', '[a](nowhere.md) [b](checks.md#none) [c](#here) [d](checks.md#what-is-read)\n## Here')).toEqual([
    'docs/faq.md: nowhere.md', 'docs/faq.md: checks.md#none',
  ]);
  expect(anchorsOf('# "Can\'t acquire N bytes": why?\n## `A` and B')).toEqual(['cant-acquire-n-bytes-why', 'a-and-b']);
});

test('ARCHITECTURE.md and CONTRIBUTING.md name files that there are', () => {
  const root = join(__dirname, '..');
  const files = ['src', 'test', 'tools', 'projenrc'].flatMap(folder => readdirSync(join(root, folder), { recursive: true }).map(name => join(folder, String(name))));
  for (const page of ['ARCHITECTURE.md', 'CONTRIBUTING.md']) {
    const named = [...readFileSync(join(root, page), 'utf8').matchAll(/`([\w/-]+\.(?:test\.)?ts)`/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(3);
    expect({ page, missing: named.filter(name => !files.some(file => file === name || file.endsWith(`/${name}`))) }).toEqual({ page, missing: [] });
  }
});

test('docs/README.md leads to every page', () => {
  const index = readFileSync(join(__dirname, '..', 'docs', 'README.md'), 'utf8');
  expect(readdirSync(join(__dirname, '..', 'docs')).filter(name => name.endsWith('.md') && name !== 'README.md' && !index.includes(`(${name})`))).toEqual([]);
});
