// Every definition of a state machine in a folder of templates, by the schema of the Amazon States Language: AWS's own language service, and asl-validator.
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { getLanguageService, TextDocument, ASLTextDocument } = require('amazon-states-language-service');
const validate = require('asl-validator');

/** As CloudFormation puts it together: what it does not know is text. */
function plain(value) {
  if (typeof value === 'string') return value;
  if (value['Fn::Join']) return value['Fn::Join'][1].map(plain).join(value['Fn::Join'][0]);
  if (value.Ref === 'AWS::Partition') return 'aws';
  return value['Fn::GetAtt']?.[1] === 'Arn' ? 'arn:aws:lambda:us-east-1:123456789012:function:name' : '00f1abcd2efg3h4i';
}

async function problemsOf(text) {
  const make = TextDocument ?? ASLTextDocument;
  const document = make.create('file://a.asl.json', 'asl', 1, text);
  const service = getLanguageService({});
  const diagnostics = await service.doValidation(document, service.parseJSONDocument(document));
  const { isValid, errors } = (validate.default ?? validate)(JSON.parse(text));
  return [...diagnostics.map(({ message, range }) => `language service: ${message} at line ${range.start.line}`), ...isValid ? [] : errors.map(error => `asl-validator: ${JSON.stringify(error)}`)];
}

async function main() {
  const templates = readdirSync(process.argv[2]).filter(name => name.endsWith('.template.json')).map(name => JSON.parse(readFileSync(join(process.argv[2], name), 'utf8')));
  const machines = templates.flatMap(({ Resources }) => Object.values(Resources)).filter(({ Type }) => Type === 'AWS::StepFunctions::StateMachine');
  const texts = machines.map(({ Properties }) => JSON.stringify(JSON.parse(plain(Properties.DefinitionString)), undefined, 2));
  const problems = (await Promise.all(texts.map(problemsOf))).flat();
  const wrong = await problemsOf(texts.find(text => text.includes('DISTRIBUTED')).replace('"MaxItemsPerBatch": ', '"MaxItemsPerBatch": -').replace('"DISTRIBUTED"', '"SPREAD"'));
  if (!wrong.some(text => text.startsWith('language service')) || !wrong.some(text => text.startsWith('asl-validator'))) problems.push(`a wrong definition was taken: ${wrong.join('; ')}`);
  if (problems.length || texts.length < 2) throw new Error(problems.join('\n') || 'too few definitions');
  console.log(`definitions: ${texts.length} are of the Amazon States Language`);
}

main().catch(error => { console.error(error.message); process.exitCode = 1; });
