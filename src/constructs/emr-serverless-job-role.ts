import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { EmrServerlessJobRoleProps } from './job-role-props';
import { jobStatements } from './job-role-statements';

/**
 * Execution role of jobs on EMR Serverless, with what its props name and nothing else: code and data by their objects, tables by their database,
 * logs by their group.
 *
 * A `*` stands only for the objects of a folder and the tables of a database, and where the service asks for it: `logs:DescribeLogGroups`.
 *
 * Only EMR Serverless may take it, for applications of this account, of `application` alone where it is given.
 */
@propertyInjectable
export class EmrServerlessJobRole extends Role {
  /** Uniquely identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-sized-emr.EmrServerlessJobRole';

  /**
   * Takes what it is given: it throws nothing of its own.
   *
   * @param scope that holds the role
   * @param id of the role
   * @param props what its jobs may touch
   */
  constructor(scope: Construct, id: string, props: EmrServerlessJobRoleProps = {}) {
    const stack = Stack.of(scope);
    const statements = jobStatements(stack, props);
    super(scope, id, {
      roleName: props.roleName,
      assumedBy: new ServicePrincipal('emr-serverless.amazonaws.com', { conditions: onlyFor(stack, props) }),
      inlinePolicies: statements.length ? { Job: new PolicyDocument({ statements }) } : undefined,
    });
  }
}

/** The service names the application that it acts for. Source: https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/jobs-log-encryption.html (2026-11-29). */
function onlyFor(stack: Stack, { application }: EmrServerlessJobRoleProps): Record<string, Record<string, string>> {
  const any = stack.formatArn({ service: 'emr-serverless', resource: '/applications/*', arnFormat: ArnFormat.NO_RESOURCE_NAME });
  return { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID }, ArnLike: { 'aws:SourceArn': application?.applicationRef.applicationArn ?? any } };
}
