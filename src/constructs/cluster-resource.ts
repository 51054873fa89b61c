import { CfnCluster } from 'aws-cdk-lib/aws-emr';
import { S3LogsOptions } from './app-options';
import { ClusterBootstrapAction, ClusterKerberos, ClusterStep } from './cluster-options';
import { keyPrefix } from './cluster-roles';

/** Props that become properties of the resource one to one. */

export function stepsOf(steps: readonly ClusterStep[] = []): CfnCluster.StepConfigProperty[] | undefined {
  return steps.length ? steps.map(({ name, jar = 'command-runner.jar', args, mainClass, actionOnFailure = 'CONTINUE' }) => (
    { name, actionOnFailure, hadoopJarStep: { jar, args, mainClass } }
  )) : undefined;
}

export function bootstrapActionsOf(actions: readonly ClusterBootstrapAction[] = []): CfnCluster.BootstrapActionConfigProperty[] | undefined {
  return actions.length ? actions.map(({ name, path, args }) => ({ name, scriptBootstrapAction: { path, args } })) : undefined;
}

export function logUriOf(logs: S3LogsOptions | undefined): string | undefined {
  return logs && `s3://${logs.bucket.bucketRef.bucketName}/${keyPrefix(logs.prefix)}`;
}

/** Passwords stay references: they are resolved at deployment. */
export function kerberosOf(kerberos: ClusterKerberos | undefined): CfnCluster.KerberosAttributesProperty | undefined {
  return kerberos && {
    realm: kerberos.realm,
    kdcAdminPassword: kerberos.kdcAdminPassword.unsafeUnwrap(),
    crossRealmTrustPrincipalPassword: kerberos.crossRealmTrustPrincipalPassword?.unsafeUnwrap(),
    adDomainJoinUser: kerberos.adDomainJoinUser,
    adDomainJoinPassword: kerberos.adDomainJoinPassword?.unsafeUnwrap(),
  };
}
