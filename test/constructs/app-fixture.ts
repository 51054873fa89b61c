import { App, Duration, Environment, Size, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { SizedEmrServerlessApp, SizedEmrServerlessAppProps, SparkPlan, SparkWorkload } from '../../src';
import { changed, planFixture } from '../api/plan-fixture';

export const TYPE = 'AWS::EMRServerless::Application';

/** A job that is planned in a moment. */
export const nightly = SparkWorkload.of({
  name: 'nightly', input: Size.gibibytes(200), coreTime: Duration.hours(20), finishWithin: Duration.minutes(45), maxConcurrentVcpus: 400,
});
export const hourly = SparkWorkload.of({ name: 'hourly', input: Size.gibibytes(10), coreTime: Duration.hours(1), concurrentRuns: 3, maxConcurrentVcpus: 400 });

/** The plan of the fixture, with some fields replaced. */
export function pinned(values: Record<string, unknown> = {}): SparkPlan {
  return SparkPlan.fromJson(JSON.stringify(Object.keys(values).length ? changed(values) : planFixture()));
}

export function stackOf(env?: Environment): Stack {
  return new Stack(new App({ analyticsReporting: false }), 'Stack', { env });
}

/** An application of the fixture's plan in a stack of its own. */
export function appOf(props: Partial<SizedEmrServerlessAppProps> = { plan: pinned() }, stack = stackOf()): SizedEmrServerlessApp {
  return new SizedEmrServerlessApp(stack, 'App', { ...props.workload || props.plan ? {} : { plan: pinned() }, ...props });
}

/** Properties of the only application of the stack. */
export function propertiesOf(app: SizedEmrServerlessApp): Record<string, any> {
  const [resource] = Object.values(Template.fromStack(app.stack).findResources(TYPE));
  return resource.Properties;
}

/** `SZ3202` and so on, of the warnings on the application and on its workloads. */
export function warningsOf(app: SizedEmrServerlessApp): string[] {
  return Annotations.fromStack(app.stack).findWarning('*', Match.stringLikeRegexp('cdk-sized-emr:SZ'))
    .map(({ entry }) => /cdk-sized-emr:(SZ\d+)/.exec(String(entry.data))![1]);
}
