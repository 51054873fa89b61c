import { join } from 'node:path';
import { regoFiles } from '../../tools/generate-rego';
import { staleFiles } from '../../tools/generated-files';

test('the rules in Rego have the tables of the catalogs', () => {
  expect(staleFiles(join(__dirname, '..', '..'), regoFiles())).toEqual([]);
  for (const { content } of regoFiles()) expect(content).toMatch(/# computed\n\n\w+ := /);
});
