import { Aws, CustomResource, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { functionOf, FunctionParts, policyOf } from './function-code';

/** Longest time of a call. Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (2026-11-29). */
const CALL = Duration.minutes(15);
const MEMORY_MIB = 256;

/** What of an application is asked for. */
export interface UpdateOptions {
  readonly stopForUpdate: boolean;
  readonly stopOnDelete: boolean;
  readonly waitForRuns: Duration;
}

/**
 * What stops an application before CloudFormation updates or deletes it, and starts it again afterwards.
 *
 * What comes before the application cannot name it: it asks the stack for the id. The policy names it, and comes after.
 */
export class ApplicationUpdates extends Construct {
  public constructor(scope: Construct, application: CfnApplication, private readonly options: UpdateOptions) {
    super(scope, 'Updates');
    const made = functionOf(this, 'Stop', { code: 'updates', description: `Stops ${application.node.path} for its updates`, memoryMiB: MEMORY_MIB, timeout: CALL });
    const policy = policyOf(made, statements(application, made, options), this);
    if (options.stopForUpdate) {
      const before = this.customResource('ForUpdate', 'Custom::EmrServerlessStopForUpdate', application, made);
      application.node.addDependency(before);
    }
    if (options.stopOnDelete) this.customResource('OnDelete', 'Custom::EmrServerlessStopOnDelete', application, made).node.addDependency(application, policy);
  }

  private customResource(id: string, resourceType: string, application: CfnApplication, made: FunctionParts): CustomResource {
    return new CustomResource(this, id, {
      serviceToken: made.function.functionArn,
      resourceType,
      serviceTimeout: CALL,
      properties: {
        Application: application.logicalId,
        WaitForRunsSeconds: this.options.waitForRuns.toSeconds(),
        ...id === 'ForUpdate' ? { Properties: Lazy.uncachedAny({ produce: () => propertiesOf(application) }) } : {},
      },
    });
  }
}

interface Fragment {
  readonly Resources: Readonly<Record<string, { readonly Properties: unknown }>>;
}

/** As CloudFormation will have them: whatever changes them, a parameter included, changes the custom resource too. */
function propertiesOf(application: CfnApplication): unknown {
  const { Resources } = Stack.of(application).resolve(application._toCloudFormation()) as Fragment;
  return Object.values(Resources)[0].Properties;
}

function statements(application: CfnApplication, made: FunctionParts, { stopForUpdate, stopOnDelete }: UpdateOptions): PolicyStatement[] {
  const emr = ['GetApplication', 'ListJobRuns', 'StopApplication', ...stopForUpdate ? ['StartApplication'] : []];
  const stack = ['DescribeStackResource', 'DescribeStacks', ...stopOnDelete ? ['GetTemplate'] : []];
  return [
    new PolicyStatement({ actions: emr.map(action => `emr-serverless:${action}`), resources: [application.attrArn] }),
    new PolicyStatement({ actions: stack.map(action => `cloudformation:${action}`), resources: [Aws.STACK_ID] }),
    ...stopForUpdate ? [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [made.function.functionArn] })] : [],
  ];
}
