import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { hourly, pinned } from './app-fixture';
import { clusterOf } from './cluster-fixture';
import { SizedEmrServerlessApp } from '../../src';

const folders: string[] = [];

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'assembly-'));
  folders.push(path);
  return path;
}

afterAll(() => folders.forEach(path => rmSync(path, { recursive: true })));

function synthesized(reportFiles: boolean) {
  const outdir = folder();
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Jobs');
  const sized = new SizedEmrServerlessApp(stack, 'App', { plan: pinned(), reportFiles });
  sized.addWorkload('Hourly', hourly);
  const { template } = app.synth().getStackByName('Jobs');
  return { outdir, sized, template: template as unknown };
}

test('each workload has a page and Markdown beside the template, which stays the same', () => {
  const [without, once, again] = [synthesized(false), synthesized(true), synthesized(true)];
  const reports = (outdir: string) => readdirSync(outdir).filter(name => name.includes('.sizing.')).sort();
  expect(reports(without.outdir)).toEqual([]);
  expect(reports(once.outdir).map(name => name.replace(/-[0-9A-F]{8}\./, '.'))).toEqual([
    'Jobs-App-Hourly.sizing.html', 'Jobs-App-Hourly.sizing.md', 'Jobs-App-Workload.sizing.html', 'Jobs-App-Workload.sizing.md',
  ]);
  expect(once.template).toEqual(without.template);
  const content = ({ outdir }: typeof once) => reports(outdir).map(name => [name, readFileSync(join(outdir, name), 'utf8')]);
  expect(content(again)).toEqual(content(once));
  expect(content(once).map(([, text]) => text)).toContain(once.sized.plan.toHtml());
  expect(content(once).map(([, text]) => text)).toContain(once.sized.plan.toMarkdown());
});

test('in a stage they stand in its own assembly', () => {
  const outdir = folder();
  const app = new App({ outdir, analyticsReporting: false });
  new SizedEmrServerlessApp(new Stack(new Stage(app, 'Prod'), 'Jobs'), 'App', { plan: pinned(), reportFiles: true });
  app.synth();
  expect(readdirSync(join(outdir, 'assembly-Prod')).filter(name => name.endsWith('.sizing.html'))).toHaveLength(1);
  expect(readdirSync(outdir).filter(name => name.includes('.sizing.'))).toEqual([]);
});

test('the tree of the assembly has the plan of each workload, of either platform', () => {
  const { outdir, sized } = synthesized(false);
  const { tree } = JSON.parse(readFileSync(join(outdir, 'tree.json'), 'utf8'));
  const { children } = tree.children.Jobs.children.App;
  const { executor, cost } = sized.plan;
  expect(children.Workload.attributes['cdk-sized-emr:plan']).toMatchObject({ platform: 'serverless', executor, cost, warnings: expect.any(Array) });
  expect(children.Hourly.attributes['cdk-sized-emr:plan'].sparkDefaults['spark.executor.memory']).toMatch(/m$/);
  const attributes: Record<string, any> = {};
  clusterOf({ reportFiles: true }).workload.inspect({ attributes, addAttribute: (key, value) => { attributes[key] = value; } });
  expect(attributes['cdk-sized-emr:plan'].platform).toBe('ec2');
});
