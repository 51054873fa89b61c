import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdFile } from '../../tools/generate-zstd';

test('the decoder in src is the one of the package, byte for byte (else run: npx projen generate)', () => {
  const { path, content } = zstdFile();
  expect(readFileSync(join(__dirname, '..', '..', path), 'utf8') === content).toBe(true);
});
