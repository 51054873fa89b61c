import * as fs from 'fs';
import * as path from 'path';
import { flagsOf } from '../../src/cli/command';
import { COMMANDS } from '../../src/cli/command-table';
import { CLI_DOCS, commandLineDocs } from '../../tools/generate-cli-docs';

test('docs/command-line.md is what the program says (else run: npx tsx tools/generate-cli-docs.ts)', () => {
  expect(fs.readFileSync(path.join(__dirname, '..', '..', CLI_DOCS), 'utf8')).toBe(commandLineDocs());
});

test('every flag of every command is in it', () => {
  const docs = commandLineDocs();
  for (const flag of COMMANDS.flatMap(({ spec }) => flagsOf(spec))) expect(docs).toContain(flag.name);
});
