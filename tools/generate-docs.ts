import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BLOCKS } from './doc-blocks';
import { pictureFiles } from './doc-pictures';
import { staleFiles, writeStaleFiles } from './generated-files';

/** Rewrites what stands between `<!-- computed: name -->` and `<!-- /computed -->` in the documents, and draws their pictures; with --check only tells. */
const ROOT = join(__dirname, '..');
export const DOCUMENTS = ['README.md', 'docs/how-a-plan-is-found.md', 'docs/observe.md', 'docs/profiles.md'];
const BLOCK = /(<!-- computed: ([\w-]+) -->\n)[\s\S]*?(<!-- \/computed -->)/g;

/** A document with every computed block as it should be. */
export function withComputedBlocks(text: string): string {
  return text.replace(BLOCK, (_whole, begin: string, name: string, end: string) => {
    const block = BLOCKS[name];
    if (!block) throw new Error(`no block is called ${name}; there are ${Object.keys(BLOCKS).join(', ')}`);
    return `${begin}${block()}\n${end}`;
  });
}

/** Documents whose blocks are not what the code computes. */
export function staleDocuments(): string[] {
  return DOCUMENTS.filter(name => {
    const text = readFileSync(join(ROOT, name), 'utf8');
    return withComputedBlocks(text) !== text;
  });
}

/** Pictures that are not what the code draws. */
export function stalePictures(): string[] {
  return staleFiles(ROOT, pictureFiles());
}

function main(check: boolean): void {
  const documents = staleDocuments();
  const stale = [...documents, ...check ? stalePictures() : writeStaleFiles(ROOT, pictureFiles())];
  if (!check) {
    for (const name of documents) writeFileSync(join(ROOT, name), withComputedBlocks(readFileSync(join(ROOT, name), 'utf8')));
  }
  console.log(stale.length === 0 ? 'documents are current' : `${check ? 'stale' : 'written'}: ${stale.join(', ')}`);
  if (check && stale.length > 0) process.exitCode = 1;
}

if (require.main === module) main(process.argv.includes('--check'));
