// A user's app on the packed library: most of the construct's props, then what the newest validator says of the template.
const { App, Duration, Size, Stack } = require('aws-cdk-lib');
const { EmrRelease, SizedEmrServerlessApp, SparkWorkload } = require('cdk-sized-emr');

const app = new App({ analyticsReporting: false, context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });

const nightly = new Stack(app, 'Nightly');
const job = new SizedEmrServerlessApp(nightly, 'Job', {
  release: EmrRelease.EMR_7_12_0,
  workload: SparkWorkload.of({ input: Size.gibibytes(500), shuffle: Size.gibibytes(180), coreTime: Duration.hours(16), finishWithin: Duration.minutes(45) }),
});
job.addWorkload('Reports', SparkWorkload.of({ input: Size.gibibytes(40), coreTime: Duration.hours(2), concurrentRuns: 3 }));

const q72 = new Stack(app, 'Q72');
new SizedEmrServerlessApp(q72, 'Job', { workload: SparkWorkload.fromFile(process.env.WORKLOAD) });

const warm = new Stack(app, 'Warm');
new SizedEmrServerlessApp(warm, 'Job', {
  release: EmrRelease.of('emr-spark-8.1.0'), warm: 2, applicationName: 'warm',
  workload: SparkWorkload.of({ input: Size.gibibytes(20), cache: Size.gibibytes(30), finishWithin: Duration.hours(1), coreTime: Duration.hours(1) }),
});

app.synth();
if (process.exitCode) console.error('the validator of this aws-cdk-lib has findings');
