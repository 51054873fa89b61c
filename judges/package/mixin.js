// Another library's application, sized by the mixin, in the folder where both are installed. That library makes it beside its construct, not below.
const assert = require('assert');
const { processing } = require('@cdklabs/aws-data-solutions-framework');
const { App, Duration, Mixins, Size, Stack } = require('aws-cdk-lib');
const { EmrRelease, EmrServerlessSizing, SparkPlan, SparkWorkload } = require('cdk-sized-emr');

const app = new App({ analyticsReporting: false });
const stack = new Stack(app, 'Other');
new processing.SparkEmrServerlessRuntime(stack, 'Runtime', {
  name: 'nightly', releaseLabel: 'emr-7.12.0',
  networkConfiguration: { subnetIds: ['subnet-0123456789abcdef0'], securityGroupIds: ['sg-0123456789abcdef0'] },
});
const workload = SparkWorkload.of({ input: Size.gibibytes(500), shuffle: Size.gibibytes(180), coreTime: Duration.hours(16), finishWithin: Duration.minutes(45) });
Mixins.of(stack).apply(new EmrServerlessSizing({ workload }));
const { Resources } = app.synth().getStackByName('Other').template;
const { Properties } = Object.values(Resources).find(({ Type }) => Type === 'AWS::EMRServerless::Application');
const plan = SparkPlan.forServerless(workload, { release: EmrRelease.EMR_7_12_0 });
assert.equal(Properties.MaximumCapacity.Cpu, plan.maximumCapacity.cpu);
assert.equal(Properties.RuntimeConfiguration[0].Properties['spark.executor.memory'], plan.sparkDefaults['spark.executor.memory']);
assert.equal(Properties.Name, 'nightly', 'what the other library said stays');
