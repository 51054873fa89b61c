// The validator of the newest aws-cdk-lib on templates, as `cdk synth` runs it, with this library's .rego rules where RULES names a folder of them:
// node cdk-judge.js FILE… prints one JSON object: file -> [[rule, logical id, location, message]].
const fs = require('fs');
const path = require('path');
const { App, CloudFormationValidatePlugin } = require('aws-cdk-lib');

const folder = process.env.RULES;
const regoRules = folder ? fs.readdirSync(folder).filter(name => name.endsWith('.rego')).map(name => ({ name, content: fs.readFileSync(path.join(folder, name), 'utf8') })) : [];
const plugin = new CloudFormationValidatePlugin({ regoRules });
const appConstruct = new App({ analyticsReporting: false });

function judged(file) {
  const stackTemplates = [{ stackConstructPath: 'Stack', templatePath: file, accountId: '123456789012', region: 'us-east-1' }];
  const { violations } = plugin.validate({ appConstruct, templatePaths: [file], stackTemplates });
  return violations.flatMap(({ ruleName, description, violatingResources }) => violatingResources.map(({ resourceLogicalId, locations }) => (
    [ruleName, resourceLogicalId, locations[0], description]
  )));
}

console.log(JSON.stringify(Object.fromEntries(process.argv.slice(2).map(file => [file, judged(file)]))));
