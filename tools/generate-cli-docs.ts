import { join } from 'node:path';
import { cliAnswer } from './cli-answer';
import { runGenerator } from './generated-files';
import { CommandSpec, Example } from '../src/cli/command';
import { COMMANDS } from '../src/cli/command-table';
import { Flag } from '../src/cli/flag';
import { EXIT_CODES, PROGRAM, flagMeaning, flagText } from '../src/cli/help';

const ROOT = join(__dirname, '..');
/** Where the page stands. */
export const CLI_DOCS = 'docs/command-line.md';

/** Command lines whose answer the page shows, by command. Plans are left out: they move with prices. */
const SHOWN: Readonly<Record<string, string>> = {
  explain: 'explain --executor-memory 4g --executor-cores 2 --java 8 --platform serverless',
  simulate: 'simulate --maximum-cpu 100 --maximum-memory 500GB --maximum-disk 150GB --executors 10',
  check: 'check jobs.template.json',
  diff: 'diff deployed.template.json new.template.json',
  types: 'types --family m7g --release emr-7.12.0',
};

/** The files that they read. */
const FILES: Readonly<Record<string, string>> = {
  'deployed.template.json': exampleTemplate('4g', '16 vCPU'),
  'new.template.json': exampleTemplate('8g', '32 vCPU'),
  'jobs.template.json': wrongTemplate(),
};

/** A cluster that says how large executors are, and an application. */
function exampleTemplate(executorMemory: string, Cpu: string): string {
  const Configurations = [{ Classification: 'spark-defaults', ConfigurationProperties: { 'spark.executor.memory': executorMemory } }];
  return JSON.stringify({
    Resources: {
      Cluster: { Type: 'AWS::EMR::Cluster', Properties: { Name: 'nightly', Configurations } },
      Nightly: { Type: 'AWS::EMR::Step', Properties: { Name: 'nightly', JobFlowId: { Ref: 'Cluster' } } },
      App: { Type: 'AWS::EMRServerless::Application', Properties: { Type: 'Spark', ReleaseLabel: 'emr-7.12.0', MaximumCapacity: { Cpu, Memory: '128 GB' } } },
    },
  });
}

/** An application with workers that no job of its own can use, and of a size that does not exist. */
function wrongTemplate(): string {
  const worker = { WorkerCount: 2, WorkerConfiguration: { Cpu: '4 vCPU', Memory: '31 GB' } };
  const Properties = { Type: 'Spark', ReleaseLabel: 'emr-7.12.0', InitialCapacity: [{ Key: 'Executor', Value: worker }] };
  return JSON.stringify({ Resources: { App: { Type: 'AWS::EMRServerless::Application', Properties } } });
}

/** Command lines that answer with the documents described. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  plan: 'plan --input 500GiB --finish-within 45m --warm 2 --json --quiet',
  explain: `${SHOWN.explain} --json`,
  simulate: `${SHOWN.simulate} --json`,
  check: `${SHOWN.check} --json`,
  diff: `${SHOWN.diff} --json`,
  rules: 'rules SZ1001 --json',
  types: 'types --family m7g --json',
};

/** Another answer of a command, of a form of its own. */
const ALSO: Readonly<Record<string, string>> = {
  explain: 'explain --instance-type r5.12xlarge',
  simulate: 'simulate --platform ec2 --core-type r5.12xlarge --core-count 19 --executor-cores 5 --executor-memory 37g --executor-overhead 5g --executors 170',
};

/** A further answer of a command, to what stands on stdin. */
const FURTHER: Readonly<Record<string, { readonly line: string; readonly stdin: string }>> = {
  explain: {
    line: 'explain --executor-memory 600m --executor-cores 2 --collector g1 --for -',
    stdin: '{ "input": "1GiB", "stages": [{ "operator": "sort", "largestRecords": 1000000, "rowBytes": 100 }] }',
  },
};

/** docs/command-line.md, from the tables that the program itself is made of. */
export function commandLineDocs(): string {
  return [
    `# The command line: \`${PROGRAM}\``,
    '<!-- Written by tools/generate-cli-docs.ts from the tables of src/cli. Change those. -->',
    'Comes with the npm package: `npx sized-emr --help`. It reads nothing but what it is given and asks no network.',
    table(['command', ''], COMMANDS.map(({ spec }) => [`[\`${spec.name}\`](#${spec.name})`, spec.summary])),
    '## What holds for every command',
    [
      '- The answer stands on stdout; warnings and progress on stderr, unless `--quiet`. `--json` prints the answer as a document with a `schema`; fields may be added to it, none is renamed.',
      '- Where there is no answer, stdout stays empty, and every problem is one line on stderr: its id, where, what is wrong, what would do. `sized-emr rules ID` says what is behind an id.',
      '- `-` in place of a file is stdin. A flag is written `--flag value` or `--flag=value`; given twice, the last one counts; after `--` nothing is a flag.',
      '- Colours only on a terminal; `NO_COLOR` turns them off. `SIZED_EMR_DEBUG=1` shows the stack of an internal error, which exits 70.',
      '- Sizes of data are a number and a unit: `500GiB`, or decimal `20GB`. EMR Serverless writes GB and means GiB, and so do capacities, disks and workers here. Spark\'s own settings keep Spark\'s grammar: `14g` is 14 GiB. Durations are `45m`, `1h30m`, `90s`.',
    ].join('\n'),
    table(['exit code', ''], EXIT_CODES),
    ...COMMANDS.flatMap(({ spec }) => commandDocs(spec)),
  ].join('\n\n') + '\n';
}

function commandDocs(spec: CommandSpec): string[] {
  return [
    `## ${spec.name}`,
    `${capital(spec.summary)}.`,
    code(spec.usage.map(line => `${PROGRAM} ${line}`).join('\n')),
    ...spec.about,
    ...spec.groups.flatMap(({ title, flags }) => [`**${title}**`, flagTable(flags)]),
    ...spec.examples.map(exampleText),
    ...SHOWN[spec.name] ? [`What \`${PROGRAM} ${SHOWN[spec.name]}\` prints:`, code(answer(SHOWN[spec.name]).trimEnd())] : [],
    ...DOCUMENTS[spec.name] ? [`The document of \`--json\` (by \`${PROGRAM} ${DOCUMENTS[spec.name]}\`):`, code(shape(JSON.parse(answer(DOCUMENTS[spec.name]))))] : [],
    ...ALSO[spec.name] ? alsoDocs(ALSO[spec.name]) : [],
    ...FURTHER[spec.name] ? furtherDocs(FURTHER[spec.name]) : [],
    table(['exit code', ''], Object.entries(spec.exits)),
  ];
}

/** What a command line answers, as text and as a document. */
function alsoDocs(line: string): string[] {
  return [`What \`${PROGRAM} ${line}\` prints:`, code(answer(line).trimEnd()), 'Its document of `--json`:', code(shape(JSON.parse(answer(`${line} --json`))))];
}

/** What a command line answers to a workload on stdin, as text and as a document. */
function furtherDocs({ line, stdin }: { readonly line: string; readonly stdin: string }): string[] {
  return [
    `What \`${PROGRAM} ${line}\` prints for this workload on stdin:`,
    code(stdin),
    code(answer(line, stdin).trimEnd()),
    'With `--json` the document has a `story` more: every event, of tasks that do the same one for all, and what it comes to.',
    code(shape({ story: JSON.parse(answer(`${line} --json`, stdin)).story })),
  ];
}

function flagTable(flags: readonly Flag[]): string {
  return table(['flag', ''], flags.map(flag => [`\`${flagText(flag)}\``, flagMeaning(flag)]));
}

function exampleText({ line, does }: Example): string {
  return `\`${PROGRAM} ${line}\`: ${does}.`;
}

function capital(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}

function code(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** What the program answers, without touching anything. */
function answer(line: string, stdin?: string): string {
  return cliAnswer(line.split(' '), { files: FILES, stdin }).stdout;
}

/** A document's fields and the kinds of their values; the schema by its value. */
function shape(value: unknown, name = '', indent = ''): string {
  if (Array.isArray(value)) return value.length ? `[ ${shape(value[0], '', indent)}, … ]` : '[ … ]';
  if (typeof value !== 'object' || value === null) return name === 'schema' ? JSON.stringify(value) : value === null ? 'null' : typeof value;
  const inner = `${indent}  `;
  const fields = Object.entries(value).map(([key, one]) => `${inner}${/^\w+$/.test(key) ? key : JSON.stringify(key)}: ${shape(one, key, inner)},`);
  return `{\n${fields.join('\n')}\n${indent}}`;
}

if (require.main === module) {
  process.exitCode = runGenerator(ROOT, [{ path: CLI_DOCS, content: commandLineDocs() }], process.argv.slice(2), line => process.stdout.write(`${line}\n`));
}
