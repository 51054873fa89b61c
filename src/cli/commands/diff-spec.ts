import { CommandSpec } from '../command';
import { COMMON_FLAGS } from '../flag';

export const DIFF_SPEC: CommandSpec = {
  name: 'diff',
  summary: 'what a new template replaces or cannot change, or what moved between two plans',
  usage: ['diff OLD NEW [--json | --markdown]'],
  about: [
    'Compares the resources of EMR in two templates, in JSON or YAML, such as cdk.out/STACK.template.json. It names every property whose change makes CloudFormation create a resource anew, every change that EMR Serverless refuses while the application is STARTED, resources that are gone or have another logical id, and the sizes that moved, on both platforms.',
    'A resource that refers to one that is replaced changes with it: a new security configuration is a new cluster. Functions of CloudFormation are compared as they are written; where a parameter, mapping or condition that they use differs, the resource may be replaced. Nested stacks are templates of their own.',
    'What the update of each property does is a table with its sources: data/update-behaviour.jsonc. Where the schema of a resource says that it depends, so does the answer.',
    'Of two lock files, *.plan.json, it says what a run costs before and after, which quantities and settings moved, and what binds each of them in the new plan.',
  ],
  groups: [{ title: COMMON_FLAGS.title, flags: [{ name: '--markdown', meaning: 'print the answer as Markdown, for a pull request' }, ...COMMON_FLAGS.flags] }],
  examples: [
    { line: 'diff deployed.template.json cdk.out/Jobs.template.json', does: 'whether a deployment would replace a cluster, before it does' },
    { line: 'diff - cdk.out/Jobs.template.json --json', does: 'the same of a template on stdin (aws cloudformation get-template --query TemplateBody), for a program' },
    { line: 'diff old.plan.json nightly.plan.json --markdown', does: 'what a new plan changes, why, and what it costs: a comment for a pull request' },
  ],
  exits: { 0: 'nothing is replaced, deleted or refused; what is updated in place is counted; of two plans always', 1: 'such changes; the answer is printed', 2: 'bad usage, unreadable input' },
};
