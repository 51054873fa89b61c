import { compileErrors, snippetsOf, unknownWords } from '../../tools/check-doc-code';

const PAGE = [
  '# A page',
  '```ts',
  'const sizes: { readonly input: number } = { input: 1 };',
  'export const more = sizes.inputs;',
  '```',
  'text',
  '```sh',
  'npx sized-emr plan --input 5GiB --finish-by 9   # a comment --with a flag',
  '$ sized-emr types --family m7g | head -3',
  'sized-emr plans',
  'cat template.json | other --flag',
  '```',
].join('\n');

test('a snippet that does not compile is told with its place', () => {
  expect(compileErrors(snippetsOf('page.md', PAGE, ['ts']))).toEqual([expect.stringMatching(/^page\.md:4: Property 'inputs' does not exist/)]);
  expect(compileErrors(snippetsOf('page.md', PAGE.replace('inputs', 'input'), ['ts']))).toEqual([]);
}, 60_000);

test('a command or a flag that the program does not have is told with its place', () => {
  expect(unknownWords(snippetsOf('page.md', PAGE, ['sh']))).toEqual(['page.md:8: sized-emr has no --finish-by', 'page.md:10: sized-emr has no plans']);
});
