import { Lazy } from 'aws-cdk-lib';
import { thrownBy } from './thrown';
import { EmrRelease } from '../../src/api';
import { allReleases } from '../../src/core/catalog/releases';

const constants = Object.entries(EmrRelease).filter((entry): entry is [string, EmrRelease] => entry[1] instanceof EmrRelease);

test('every release of EMR Serverless in the catalog is a constant, named after its label', () => {
  const labels = allReleases().filter(({ onServerless, label }) => onServerless && !label.endsWith('preview')).map(({ label }) => label);
  expect(constants.map(([, { label }]) => label).sort()).toEqual([...labels].sort());
  for (const [name, { label }] of constants) expect(name).toBe(label.replace(/[-.]/g, '_').toUpperCase());
});

test('of() takes a label that is newer than the catalog', () => {
  expect(`${EmrRelease.of('emr-7.99.0')}`).toBe('emr-7.99.0');
});

test('of() takes a release of clusters alone', () => {
  expect(EmrRelease.of('emr-5.36.0').label).toBe('emr-5.36.0');
});

test('of() fails on another form and on a token', () => {
  expect(thrownBy(() => EmrRelease.of('7.12.0'))[1]).toMatch(/^SZ4001 /);
  expect(thrownBy(() => EmrRelease.of(Lazy.string({ produce: () => 'emr-7.12.0' })))[1]).toMatch(/^SZ1009 label/);
});
