// Mistakes in raw L1s on the newest aws-cdk-lib: the plugin and the rules in Rego each have to stop the synthesis, and an acknowledgement to let it pass.
const assert = require('assert');
const { App, Stack, Validations } = require('aws-cdk-lib');
const { CfnApplication } = require('aws-cdk-lib/aws-emrserverless');
const { SizingChecks } = require('cdk-sized-emr');

function synthesize(plugin, acknowledged) {
  const app = new App({ analyticsReporting: false, context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
  Validations.of(app).addPlugins(plugin);
  const stack = new Stack(app, 'Jobs');
  new CfnApplication(stack, 'Raw', {
    type: 'Spark', releaseLabel: 'emr-7.12.0',
    initialCapacity: [{ key: 'Driver', value: { workerCount: 1, workerConfiguration: { cpu: '4 vCPU', memory: '31 GB' } } }],
  });
  if (acknowledged) Validations.of(stack).acknowledge({ id: acknowledged, reason: 'to see that it is heard' });
  app.synth();
}

for (const [plugin, id] of [
  [() => new SizingChecks(), 'cdk-sized-emr::SZ6001'],
  [() => SizingChecks.regoPlugin(), 'CloudFormation-Validate::SZ6001'],
]) {
  const told = [];
  const { error } = console;
  console.error = text => told.push(String(text));
  try {
    assert.throws(() => synthesize(plugin()), `${id} stops the synthesis`);
    assert.match(told.join('\n'), /SZ6001/, `${id} is named`);
    assert.match(told.join('\n'), /Jobs\/Raw/, `${id} is found at the path of the construct`);
    synthesize(plugin(), id);
  } finally {
    console.error = error;
  }
}
