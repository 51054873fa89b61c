import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DefinitionBody, IChainable, QueryLanguage, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { checkTemplate } from '../../src/checks/check-template';

/** What is only known at deployment as the name of its resource. */
export function textOf(value: any): string {
  if (typeof value === 'string') return value;
  if (value.Ref) return value.Ref === 'AWS::Partition' ? 'aws' : `<${value.Ref}>`;
  if (value['Fn::GetAtt']) return `<${value['Fn::GetAtt'].join('.')}>`;
  return value['Fn::Join'][1].map(textOf).join(value['Fn::Join'][0]);
}

export interface Machine {
  readonly template: any;
  readonly states: Record<string, any>;
  readonly startAt: string;
  /** Of the role. */
  readonly statements: any[];
}

/** The machine of a stack, with the states of a chain. */
export function machineOf(stack: Stack, chain: IChainable, queryLanguage?: QueryLanguage): Machine {
  new StateMachine(stack, 'Machine', { definitionBody: DefinitionBody.fromChainable(chain), queryLanguage });
  const template = Template.fromStack(stack).toJSON();
  const resources: any[] = Object.values(template.Resources);
  const { DefinitionString } = resources.find(({ Type }) => Type === 'AWS::StepFunctions::StateMachine').Properties;
  const policy = resources.find(({ Type, Properties }) => Type === 'AWS::IAM::Policy' && /^MachineRole/.test(Properties.PolicyName));
  const { States, StartAt } = JSON.parse(textOf(DefinitionString));
  return { template, states: States, startAt: StartAt, statements: policy.Properties.PolicyDocument.Statement };
}

/** What the rules find in a template, a line each. */
export function findings(template: object): string[] {
  const checked = checkTemplate(template, 'template.json');
  return checked.ok ? checked.value.findings.map(({ id, path, message }) => `${id} ${path} ${message}`) : ['not read'];
}
