import { join } from 'node:path';
import { GeneratedFile, runGenerator } from './generated-files';
import { Field, STAGE_FIELDS, WORKLOAD_FIELDS } from '../src/core/workload/fields';
import { WORKLOAD_SCHEMA } from '../src/core/workload/read';

const ROOT = join(__dirname, '..');

type Schema = Readonly<Record<string, unknown>>;

/** Blanks around are read over; letters are read in any case. */
const SIZE = '^\\s*\\d+(\\.\\d+)?\\s*([KkMmGgTt][Ii]?)?[Bb]\\s*$';
const DURATION = '^\\s*(\\d+(\\.\\d+)?\\s*[Hh]\\s*)?(\\d+(\\.\\d+)?\\s*[Mm]\\s*)?(\\d+(\\.\\d+)?\\s*[Ss]\\s*)?$';

/** A number, or the same as text. */
function numeric(type: 'integer' | 'number', { least, most }: Field): Schema {
  return { anyOf: [{ type, minimum: least, maximum: most }, { type: 'string', pattern: '^\\s*[0-9.eE+-]+\\s*$' }] };
}

const KINDS: Readonly<Record<Field['kind'], (field: Field) => Schema>> = {
  size: () => ({ type: 'string', pattern: SIZE, examples: ['500GiB', '20GB'] }),
  duration: () => ({ type: 'string', pattern: DURATION, minLength: 2, examples: ['45m', '1h30m', '90s'] }),
  count: field => numeric('integer', field),
  number: field => numeric('number', field),
  word: ({ words }) => ({ enum: words }),
  text: () => ({ type: 'string' }),
  today: () => ({ $ref: '#/$defs/today' }),
  stages: () => ({ type: 'array', items: { $ref: '#/$defs/stage' } }),
  observed: () => ({ type: 'object' }),
};

function properties(fields: readonly Field[]): Schema {
  return Object.fromEntries(fields.map(field => [field.name, propertyOf(field)]));
}

function propertyOf(field: Field): Schema {
  return { description: field.meaning, ...KINDS[field.kind](field), ...field.fallback === undefined ? {} : { default: defaultOf(field) } };
}

function defaultOf({ kind, fallback }: Field): unknown {
  return kind === 'size' ? `${fallback}B` : fallback;
}

/** JSON Schema of `*.workload.json`, for editors. */
export function workloadSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: WORKLOAD_SCHEMA,
    description: 'What one run of a Spark job must do: sizes of data are a number and a unit, durations are 45m, 1h30m or 90s.',
    type: 'object',
    properties: { $schema: { type: 'string' }, schema: { const: WORKLOAD_SCHEMA }, ...properties(WORKLOAD_FIELDS) },
    required: WORKLOAD_FIELDS.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
    $defs: {
      stage: {
        type: 'object',
        properties: { ...properties(STAGE_FIELDS), alongside: { description: 'further operators of the same task', type: 'array', items: { $ref: '#/$defs/stage' } } },
        required: ['operator'],
        additionalProperties: false,
      },
      today: {
        type: 'object',
        properties: {
          workers: numeric('integer', { least: 1, most: 1e6 } as Field),
          vCpu: numeric('integer', { least: 1, most: 1000 } as Field),
          duration: { type: 'string', pattern: DURATION, minLength: 2 },
        },
        required: ['workers', 'vCpu', 'duration'],
        additionalProperties: false,
      },
    },
  };
}

export function schemaFile(): GeneratedFile {
  return { path: 'schema/workload.schema.json', content: `${JSON.stringify(workloadSchema(), null, 2)}\n` };
}

if (require.main === module) process.exitCode = runGenerator(ROOT, [schemaFile()], process.argv.slice(2), line => process.stdout.write(`${line}\n`));
