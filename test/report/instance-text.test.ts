import { correctedCatalog } from '../../src/core/catalog/instance-corrections';
import { explainInstanceType, typesDocument } from '../../src/core/catalog/instance-document';
import { knownInstanceTypes } from '../../src/core/catalog/instance-types';
import { findRelease } from '../../src/core/catalog/releases';
import { instanceText, typesText } from '../../src/report/instance-text';

const found = findRelease('emr-7.12.0');
const RELEASE = found.ok ? found.value : undefined!;

test('a type shows its memory, what of it is YARN\'s, and storage', () => {
  const text = instanceText(explainInstanceType(knownInstanceTypes().get('m5.xlarge')!, RELEASE));
  expect(text).toMatch(/^m5\.xlarge on emr-7\.12\.0\n/);
  expect(text).toMatch(/of it YARN's +12,288 MiB\n/);
  expect(text).toMatch(/storage +EBS, 2 × 32 GiB\n/);
});

test('prices that are a model are marked, and those that nobody knows are a question mark', () => {
  const catalog = correctedCatalog([{ instanceType: 'm99.xlarge', architecture: 'arm64', vCores: 4, memoryMiB: 16_384 }]);
  const types = catalog.ok ? ['m5.xlarge', 'm5.8xlarge', 'm99.xlarge'].map(name => catalog.value.get(name)!) : [];
  const text = typesText(typesDocument(types, RELEASE));
  expect(text).toMatch(/^3 instance types on emr-7\.12\.0;/);
  expect(text).toMatch(/m5\.xlarge .* 0\.1920 +0\.0480 /);
  expect(text).toMatch(/m5\.8xlarge .* 1\.5360 +~0\.2700 /);
  expect(text).toMatch(/m99\.xlarge .* \? +\? +EBS, 2 × 32 GiB\n/);
});

test('a type of the user\'s own without releases says so', () => {
  const catalog = correctedCatalog([{ instanceType: 'm99.xlarge', architecture: 'arm64', vCores: 4, memoryMiB: 16_384 }]);
  expect(catalog.ok && instanceText(explainInstanceType(catalog.value.get('m99.xlarge')!, RELEASE))).toMatch(/since +not stated\n/);
});
