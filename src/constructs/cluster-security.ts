import { Validations } from 'aws-cdk-lib';
import { CfnSecurityConfiguration, ISecurityConfigurationRef } from 'aws-cdk-lib/aws-emr';
import { Construct } from 'constructs';
import { SizedEmrClusterProps } from './cluster-props';

/** Props that the security configuration follows from. */
export type SecurityProps = Pick<SizedEmrClusterProps, 'securityConfiguration' | 'diskEncryptionKey' | 'tlsCertificates'>;

/** The security configuration that was given, or the one that the props ask for; undefined where they ask for none. */
export function securityConfiguration(scope: Construct, props: SecurityProps): ISecurityConfigurationRef | undefined {
  const { diskEncryptionKey, tlsCertificates } = props;
  if (props.securityConfiguration || !(diskEncryptionKey ?? tlsCertificates)) return props.securityConfiguration;
  return new CfnSecurityConfiguration(scope, 'SecurityConfiguration', {
    securityConfiguration: {
      EncryptionConfiguration: {
        EnableAtRestEncryption: diskEncryptionKey !== undefined,
        EnableInTransitEncryption: tlsCertificates !== undefined,
        AtRestEncryptionConfiguration: diskEncryptionKey && atRest(diskEncryptionKey.keyRef.keyArn),
        InTransitEncryptionConfiguration: tlsCertificates && inTransit(tlsCertificates),
      },
      InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: 2, HttpPutResponseHopLimit: 1 },
    },
  });
}

const NOT_READ = 'is on: cdk-nag looks for its switch beside EncryptionConfiguration, EMR has it inside';

/** Rules of cdk-nag's AwsSolutions pack that find encryption missing where it is there. Seen in versions 2.38.2 and 3.0.2. */
export function acknowledgeEncryption(cluster: Construct, { diskEncryptionKey, tlsCertificates }: SecurityProps): void {
  if (diskEncryptionKey) Validations.of(cluster).acknowledge({ id: 'AwsSolutions::AwsSolutions-EMR4', reason: `encryption of local disks ${NOT_READ}` });
  if (tlsCertificates) Validations.of(cluster).acknowledge({ id: 'AwsSolutions::AwsSolutions-EMR5', reason: `encryption in transit ${NOT_READ}` });
}

/** Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-create-security-configuration.html (2026-11-20). */
function atRest(keyArn: string) {
  return { LocalDiskEncryptionConfiguration: { EncryptionKeyProviderType: 'AwsKms', AwsKmsKey: keyArn, EnableEbsEncryption: true } };
}

function inTransit({ bucket, objectKey }: NonNullable<SecurityProps['tlsCertificates']>) {
  return { TLSCertificateConfiguration: { CertificateProviderType: 'PEM', S3Object: `s3://${bucket.bucketRef.bucketName}/${objectKey}` } };
}
