import { Project, YamlFile } from 'projen';

interface Field {
  readonly type: 'input' | 'textarea' | 'dropdown';
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly options?: readonly string[];
  readonly render?: string;
  readonly optional?: true;
}

interface Template {
  readonly file: string;
  readonly name: string;
  readonly description: string;
  readonly labels: readonly string[];
  readonly fields: readonly Field[];
}

const VERSION: Field = { type: 'input', id: 'version', label: 'Version', description: '`npx sized-emr --version`, and of aws-cdk-lib where it matters' };

const TEMPLATES: readonly Template[] = [
  {
    file: 'wrong-size',
    name: 'A size was wrong',
    description: 'A plan spilled, died, was refused, or got fewer executors than it promised',
    labels: ['sizing'],
    fields: [
      VERSION,
      { type: 'textarea', id: 'workload', label: 'Workload', description: 'The workload file, or the flags', render: 'json' },
      { type: 'textarea', id: 'plan', label: 'Plan', description: '`sized-emr plan … --json`', render: 'json' },
      { type: 'textarea', id: 'happened', label: 'What happened', description: 'The message of the service or of Spark, word for word; `sized-emr observe LOG --json` of the run, where there is a log' },
      { type: 'dropdown', id: 'platform', label: 'Platform', options: ['EMR Serverless', 'EMR on EC2'] },
    ],
  },
  {
    file: 'false-alarm',
    name: 'A check is wrong',
    description: 'A finding on a template that works, or none on one that does not',
    labels: ['checks'],
    fields: [
      VERSION,
      { type: 'input', id: 'rule', label: 'Rule', description: 'SZ6xxx; leave it empty for a mistake that no rule finds', optional: true },
      { type: 'textarea', id: 'template', label: 'Template', description: 'The least that shows it', render: 'json' },
      { type: 'textarea', id: 'service', label: 'What the service does with it', description: 'Deployed, or the message of its refusal; a page that says so' },
    ],
  },
  {
    file: 'bug',
    name: 'Something else is broken',
    description: 'An exception, a wrong text, a page that is not right',
    labels: ['bug'],
    fields: [
      VERSION,
      { type: 'textarea', id: 'steps', label: 'How to see it', description: 'The least code or command line that shows it' },
      { type: 'textarea', id: 'expected', label: 'What should have happened instead' },
    ],
  },
  {
    file: 'fact',
    name: 'A fact is missing or out of date',
    description: 'A release, an instance type, a price, a limit of the service',
    labels: ['catalog'],
    fields: [
      { type: 'textarea', id: 'fact', label: 'What is missing or wrong' },
      { type: 'input', id: 'source', label: 'Source', description: 'The page of AWS, and the day it was read' },
    ],
  },
];

/** The forms of new issues. */
export function addIssueTemplates(project: Project): void {
  for (const { file, name, description, labels, fields } of TEMPLATES) {
    new YamlFile(project, `.github/ISSUE_TEMPLATE/${file}.yml`, { obj: { name, description, labels, body: fields.map(bodyOf) } });
  }
  new YamlFile(project, '.github/ISSUE_TEMPLATE/config.yml', {
    obj: {
      blank_issues_enabled: true,
      contact_links: [
        { name: 'Questions', url: 'https://github.com/cdk-sized-emr/cdk-sized-emr/blob/main/docs/faq.md', about: 'Questions that others have asked, with answers' },
        { name: 'A vulnerability', url: 'https://github.com/cdk-sized-emr/cdk-sized-emr/security/advisories/new', about: 'Please report it privately' },
      ],
    },
  });
}

function bodyOf({ type, id, optional, ...attributes }: Field): object {
  return { type, id, attributes, validations: { required: !optional } };
}
