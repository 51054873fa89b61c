import { Duration, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { appOf, hourly, nightly, pinned, stackOf } from './app-fixture';
import { clusterOf } from './cluster-fixture';
import { SizingDashboard, SparkWorkload } from '../../src';
import { thrownBy } from '../api/thrown';

/** The body, what is only known at deployment as the logical id that it comes from. */
function bodyOf(stack: Stack): any {
  const [{ Properties: { DashboardBody } }] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
  const parts: unknown[] = typeof DashboardBody === 'string' ? [DashboardBody] : DashboardBody['Fn::Join'][1];
  const word = (part: any) => typeof part === 'string' ? part : part.Ref ?? part['Fn::GetAtt'][0];
  return JSON.parse(parts.map(word).join(''));
}

function dashboard() {
  const app = appOf({ plan: pinned(), applicationName: 'nightly' });
  const cluster = clusterOf({}, app.stack);
  return { app, cluster, shown: new SizingDashboard(app.stack, 'Dashboard', { applications: [app], clusters: [cluster], dashboardName: 'sizes' }) };
}

test('an application and a cluster on one dashboard', () => {
  const { app } = dashboard();
  const body = bodyOf(app.stack);
  const named = body.widgets.map(({ type, x, y, width, properties: { title, markdown, metrics = [] } }: any) => ({
    type, x, y, width, title: title ?? markdown.split('\n')[0], metrics: metrics.flatMap(([one, name]: any[]) => one.expression ?? name),
  }));
  expect(named).toMatchSnapshot();
  Template.fromStack(app.stack).hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardName: 'sizes' });
});

test('the header has every plan, whenever it was added', () => {
  const { app } = dashboard();
  const { plan } = app.addWorkload('Hourly', hourly);
  const [{ properties: { markdown } }] = bodyOf(app.stack).widgets;
  expect(markdown).toContain('**Workload**: ');
  expect(markdown).toContain(`**Hourly**: ${plan._headline}`);
});

test('the cost is that of the plan while all of its workers are there', () => {
  const app = appOf({ workload: nightly });
  const { vCpuUsd, memoryGiBUsd, diskGiBUsd, freeDiskGiB } = app._hourlyPrices;
  const { driver: { worker: driver }, executor: { worker: executor }, executors: { maximum } } = app.plan;
  const of = (value: (worker: NonNullable<typeof driver>) => number) => value(driver!) + maximum * value(executor!);
  const formula = vCpuUsd * of(one => one.vcpu) + memoryGiBUsd * of(one => one.memoryGiB) + diskGiBUsd * (of(one => one.diskGiB) - freeDiskGiB * (1 + maximum));
  const { cost, runTime } = app.plan;
  expect(formula * runTime.seconds / 3600).toBeGreaterThan(cost.usd * 0.99); // all of them, from the beginning on
  expect(formula * runTime.seconds / 3600).toBeLessThan(cost.usd * 1.5);
});

test('a cluster costs its nodes, and the formula gives what it says of itself', () => {
  const cluster = clusterOf({ taskNodes: 1 });
  const { coreUsd, taskUsd, primaryUsd } = cluster._hourlyPrices;
  expect(primaryUsd + (cluster.nodeCount - 1) * coreUsd + taskUsd).toBeCloseTo(cluster.idleUsdPerHour, 9);
});

test('where a workload has shuffle-optimized disks, all disks are priced as such, from the first GiB on', () => {
  const app = appOf({ workload: nightly });
  const { diskGiBUsd } = app._hourlyPrices;
  const shuffling = SparkWorkload.of({ input: Size.gibibytes(2000), shuffle: Size.gibibytes(6000), coreTime: Duration.hours(20), maxConcurrentVcpus: 4000 });
  const { executor } = app.addWorkload('Shuffling', shuffling, { disk: Size.gibibytes(1000) }).plan;
  expect(executor.worker?.diskType).toBe('SHUFFLE_OPTIMIZED');
  expect(app._hourlyPrices.freeDiskGiB).toBe(0);
  expect(app._hourlyPrices.diskGiBUsd).toBeGreaterThanOrEqual(diskGiBUsd);
  new SizingDashboard(app.stack, 'Dashboard', { applications: [app] });
  expect(JSON.stringify(bodyOf(app.stack))).not.toContain('TotalWorkerCount');
});

test('nothing to show is refused, and further widgets can be added', () => {
  expect(thrownBy(() => new SizingDashboard(stackOf(), 'Dashboard', {})).join('\n')).toContain('SZ1001 applications');
  expect(thrownBy(() => new SizingDashboard(stackOf(), 'Dashboard', { dashboardName: 'a b' })).join('\n')).toMatch(/SZ1001 applications[\s\S]*SZ1004 dashboardName: got "a b"/);
  const { shown } = dashboard();
  expect(() => shown.dashboard.addWidgets()).not.toThrow();
});
