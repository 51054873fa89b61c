import { existsSync } from 'fs';
import { join } from 'path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IRole, Policy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** A function of this library. */
export interface FunctionOptions {
  /** Folder of its code below `assets`. */
  readonly code: string;
  readonly description: string;
  readonly memoryMiB: number;
  readonly timeout: Duration;
  readonly environment?: Record<string, string>;
}

/** A function with its role and its log group, and the policy that its caller fills: beside the role, so that what it names may depend on the function. */
export interface FunctionParts {
  readonly function: LambdaFunction;
  readonly role: IRole;
  readonly logGroup: LogGroup;
}

/** A function on arm64 without a network of its own. Its role may write to its log group, and nothing else. */
export function functionOf(scope: Construct, id: string, options: FunctionOptions): FunctionParts {
  const part = new Construct(scope, id);
  const logGroup = new LogGroup(part, 'Logs', { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
  const role = new Role(part, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      Logs: new PolicyDocument({
        statements: [new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] })],
      }),
    },
  });
  const made = new LambdaFunction(part, 'Function', {
    runtime: Runtime.NODEJS_22_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromAsset(folderOf(options.code)),
    description: options.description,
    memorySize: options.memoryMiB,
    timeout: options.timeout,
    environment: options.environment,
    role: role.withoutPolicyUpdates(), // only what stands here and in the policy
    logGroup,
  });
  return { function: made, role, logGroup };
}

/** A policy of a function beside its role: the function does not wait for what the policy names. */
export function policyOf({ role }: FunctionParts, statements: PolicyStatement[], scope: Construct): Policy {
  return new Policy(scope, 'Policy', { roles: [role], statements });
}

/** Beside the bundle of the package, or in lib beside the sources. */
function folderOf(code: string): string {
  const folders = [join(__dirname, 'assets', code), join(__dirname, '..', '..', 'lib', 'assets', code)];
  return folders.find(folder => existsSync(folder)) ?? folders[0];
}
