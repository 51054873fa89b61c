import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { PAGES } from './generate-docs';
import { flagsOf } from '../src/cli/command';
import { COMMANDS } from '../src/cli/command-table';
import { LATER_FLAGS } from '../src/cli/flag';
import { PROGRAM } from '../src/cli/help';

/** Compiles every TypeScript snippet of the documents and looks at their command lines. README.md is compiled by jsii-rosetta as well, which wants it for the other languages. */
const ROOT = join(__dirname, '..');
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node'],
  typeRoots: [join(ROOT, 'node_modules', '@types')],
  baseUrl: ROOT,
  paths: { 'cdk-sized-emr': ['src'] },
};

const OF_THE_PROGRAM = ['--help', '--version', 'help'];

/** A fenced block of a document. */
export interface Snippet {
  readonly document: string;
  /** Of its first line, from 1. */
  readonly line: number;
  readonly text: string;
}

/** The blocks of a document in one of these languages. */
export function snippetsOf(document: string, text: string, languages: readonly string[]): Snippet[] {
  const found = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  return found.filter(([, language]) => languages.includes(language))
    .map(match => ({ document, line: text.slice(0, match.index).split('\n').length + 1, text: match[2] }));
}

function fileOf({ document, line }: Snippet): string {
  return join(ROOT, `.doc-${document.replace(/\W/g, '-')}-${line}.ts`);
}

/** What the compiler says of each, `document:line: message`. */
export function compileErrors(snippets: readonly Snippet[]): string[] {
  const byFile = new Map(snippets.map(one => [fileOf(one), one]));
  const host = ts.createCompilerHost(OPTIONS);
  const { readFile, fileExists, getSourceFile } = host;
  const sourceOf = (file: string) => byFile.has(file) ? `${byFile.get(file)!.text}\nexport {};\n` : undefined;
  host.readFile = file => sourceOf(file) ?? readFile(file);
  host.fileExists = file => byFile.has(file) || fileExists(file);
  host.getSourceFile = (file, options, ...rest) => {
    const source = sourceOf(file);
    return source === undefined ? getSourceFile(file, options, ...rest) : ts.createSourceFile(file, source, options);
  };
  const program = ts.createProgram([...byFile.keys()], OPTIONS, host);
  return [...byFile].flatMap(([file, snippet]) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)).map(({ start = 0, messageText }) => {
    const line = snippet.line + snippet.text.slice(0, start).split('\n').length - 1;
    return `${snippet.document}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  }));
}

/** Commands and flags that the program does not have, `document:line: word`. */
export function unknownWords(snippets: readonly Snippet[]): string[] {
  return snippets.flatMap(({ document, line, text }) => commandLines(text).flatMap(({ offset, words: [name, ...rest] }) => {
    const command = COMMANDS.find(({ spec }) => spec.name === name);
    const known = command ? [...flagsOf(command.spec), ...LATER_FLAGS].map(flag => flag.name) : OF_THE_PROGRAM;
    const said = command ? rest.map(word => word.split('=')[0]).filter(word => word.startsWith('--')) : [name];
    return said.filter(word => !known.includes(word)).map(word => `${document}:${line + offset}: ${PROGRAM} has no ${word}`);
  }));
}

/** `sized-emr …` at the start of lines, after a prompt or npx. */
function commandLines(text: string): { readonly offset: number; readonly words: string[] }[] {
  return text.replace(/\\\n\s*/g, ' ').split('\n').flatMap((line, offset) => {
    const words = new RegExp(`^(?:\\$ )?(?:npx )?${PROGRAM} ([^#|>]*)`).exec(line)?.[1].trim().split(/\s+/);
    return words?.[0] ? [{ offset, words }] : [];
  });
}

/** All that is wrong with the code of the documents. */
export function codeProblems(): string[] {
  const all = (languages: readonly string[]) => PAGES.flatMap(name => snippetsOf(name, readFileSync(join(ROOT, name), 'utf8'), languages));
  return [...compileErrors(all(['ts', 'typescript']).filter(({ document }) => document !== 'RULES.md')), ...unknownWords(all(['sh', 'text', 'bash', '']))];
}

function main(): void {
  const problems = codeProblems();
  for (const problem of problems) console.error(problem);
  if (problems.length) process.exitCode = 1;
  else console.log('the code of the documents compiles');
}

if (require.main === module) main();
