import { SEVERITIES } from '../../checks/findings';
import { CommandSpec } from '../command';
import { COMMON_FLAGS } from '../flag';

/** The worst first. */
export const SEVERITY_WORDS = [...SEVERITIES].reverse();

export const CHECK_SPEC: CommandSpec = {
  name: 'check',
  summary: 'what is wrong with the EMR resources of any template, before it is deployed',
  usage: ['check TEMPLATE… [--severity WORD] [--json] [--sarif FILE]'],
  about: [
    'Runs every rule over templates of CloudFormation, in JSON or YAML, whoever wrote them: applications of EMR Serverless, clusters on EC2, and the jobs that Step Functions and EventBridge start. A folder such as cdk.out stands for all templates in it, nested stacks and assemblies too; - is stdin.',
    'Defaults of parameters, mappings, conditions and the other functions of CloudFormation are followed; about a value that is only known at deployment nothing is said.',
    'An error will be refused, fail or never start; a warning costs or surprises; a note is worth knowing. `sized-emr rules` lists them all.',
  ],
  groups: [
    {
      title: 'Findings',
      flags: [
        { name: '--severity', value: 'WORD', meaning: 'the mildest that makes the exit code 1', words: SEVERITY_WORDS, fallback: 'warning' },
        { name: '--sarif', value: 'FILE', meaning: 'write the findings as SARIF 2.1.0, for code hosts and editors; - is stdout' },
      ],
    },
    COMMON_FLAGS,
  ],
  examples: [
    { line: 'check cdk.out', does: 'every stack of a CDK app, after cdk synth' },
    { line: 'check template.yaml --severity error', does: 'for CI: only what will fail' },
    { line: 'check cdk.out --sarif findings.sarif', does: 'for the annotations of a code host' },
  ],
  exits: { 0: 'nothing at or above --severity', 1: 'findings; they are printed', 2: 'bad usage, unreadable input' },
};
