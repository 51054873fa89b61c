import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GeneratedFile, runGenerator } from './generated-files';
import { WORKER_TYPES, plainKey } from '../src/checks/serverless/pool';
import { idleTimeoutRange, MOST_FLEET_TYPES } from '../src/core/catalog/cluster-limits';
import { WORKER_ROWS } from '../src/core/catalog/workers';

const ROOT = join(__dirname, '..');
const BLOCK = /(# computed\n)[\s\S]*?(# \/computed)/;

/** What the rules in Rego take from the catalogs, by file. */
const TABLES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'rego/emr-serverless.rego': {
    memories: Object.fromEntries(WORKER_ROWS.map(({ vCpu, sizesGiB }) => [vCpu, sizesGiB])),
    types: Object.fromEntries([...WORKER_TYPES].map(([engine, types]) => [engine, types.map(plainKey)])),
  },
  'rego/emr-cluster.rego': { idle_timeout_seconds: idleTimeoutRange(), most_fleet_types: MOST_FLEET_TYPES },
};

/** The rules with the tables of the catalogs between their marks. */
export function regoFiles(): GeneratedFile[] {
  return Object.entries(TABLES).map(([path, tables]) => {
    const lines = Object.entries(tables).map(([name, value]) => `${name} := ${JSON.stringify(value)}\n\n`);
    const block = `\n${lines.join('')}`;
    return { path, content: readFileSync(join(ROOT, path), 'utf8').replace(BLOCK, (_whole, begin: string, end: string) => `${begin}${block}${end}`) };
  });
}

if (require.main === module) process.exitCode = runGenerator(ROOT, regoFiles(), process.argv.slice(2), console.log);
