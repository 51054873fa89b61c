import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { apiRows } from './catalog/api-constraints';
import { SchemaRow, schemaRows } from './catalog/registry-schema';
import { requestRows } from './catalog/request-shapes';

/** Which model of botocore stands behind the resources of a service. */
const MODELS = { EMR: 'emr/2009-03-31', EMRServerless: 'emr-serverless/2021-07-13' } as const;

const HEADER = [
  '// What CloudFormation and the service take in the resources of EMR. Written by tools/read-resource-schemas.ts, not by hand: corrections stand in resource-schema-corrections.jsonc.',
  '// "schemas": the registry\'s schemas without their prose. A name with :: is a type, one with a dot a definition of its service.',
  '// "api": what the service\'s own model says of the same value and the schema does not.',
  '// "requests": what the service\'s own model says of requests that no resource makes.',
];

interface Sources {
  /** Folder of the registry's schemas, one `*.schema.json` a type. */
  readonly schemas: string;
  /** The folder `botocore/data`. */
  readonly botocore: string;
  readonly version: string;
  /** ISO date. */
  readonly read: string;
}

/** The text of `data/resource-schemas.jsonc`. */
export function resourceSchemasText({ schemas, botocore, version, read }: Sources): string {
  const files = readdirSync(schemas).filter(name => name.endsWith('.schema.json')).sort();
  const rows = schemaRows(files.map(name => JSON.parse(readFileSync(join(schemas, name), 'utf8'))));
  const api = Object.entries(MODELS).flatMap(([service, folder]) => apiRows(service, modelOf(join(botocore, folder)), rows));
  const requests = [
    ...requestRows('EMR', 'RunJobFlow', modelOf(join(botocore, MODELS.EMR))),
    ...requestRows('EMRServerless', 'StartJobRun', modelOf(join(botocore, MODELS.EMRServerless))),
  ];
  const models = `https://github.com/boto/botocore/tree/${version}/botocore/data`;
  return [
    ...HEADER,
    '{',
    ...block('schemas', 'https://github.com/cdklabs/awscdk-service-spec', read, rows), ',',
    ...block('api', models, read, api), ',',
    ...block('requests', models, read, requests), '}', '',
  ].join('\n').replace(/\n,\n/g, ',\n');
}

function modelOf(folder: string): never {
  const name = readdirSync(folder).find(file => file.startsWith('service-2.json'))!;
  const bytes = readFileSync(join(folder, name));
  return JSON.parse((name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as never;
}

function block(name: string, url: string, read: string, rows: readonly (SchemaRow | object)[]): string[] {
  const lines = rows.map((row, index) => `      ${JSON.stringify(row)}${index < rows.length - 1 ? ',' : ''}`);
  return [`  "${name}": {`, `    "url": "${url}",`, `    "read": "${read}",`, '    "rows": [', ...lines, '    ]', '  }'];
}

if (require.main === module) {
  const [schemas, botocore, version, read] = process.argv.slice(2);
  if (!read) throw new Error('usage: read-resource-schemas.ts FOLDER_OF_SCHEMAS BOTOCORE_DATA BOTOCORE_VERSION DATE');
  writeFileSync(join(__dirname, '..', 'data', 'resource-schemas.jsonc'), resourceSchemasText({ schemas, botocore, version, read }));
}
