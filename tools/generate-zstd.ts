import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GeneratedFile, runGenerator } from './generated-files';

/** Takes zstd's decoder, compiled to WebAssembly, out of the package zstddec, so that it is bundled and nothing is installed with this library. */
const ROOT = join(__dirname, '..');
const PACKAGE = join(ROOT, 'node_modules', 'zstddec');

export function zstdFile(): GeneratedFile {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };
  const [, wasm] = /"(AGFzbQ[A-Za-z0-9+/]+=*)"/.exec(readFileSync(join(PACKAGE, 'dist', 'zstddec-stream.mjs'), 'utf8')) ?? [];
  if (wasm === undefined) throw new Error(`zstddec ${version} holds no WebAssembly where it did`);
  const content = [
    '/* eslint-disable */',
    `// Written by tools/generate-zstd.ts from zstddec ${version} (MIT and BSD-3-Clause, see NOTICE). Do not edit.`,
    '/** zstd\'s streaming decoder as WebAssembly, in base64. */',
    `export const ZSTD_WASM = '${wasm}';`,
    '',
  ].join('\n');
  return { path: 'src/eventlog/codecs/zstd-wasm.generated.ts', content };
}

if (require.main === module) process.exitCode = runGenerator(ROOT, [zstdFile()], process.argv.slice(2), line => process.stdout.write(`${line}\n`));
