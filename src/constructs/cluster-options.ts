import { SecretValue } from 'aws-cdk-lib';
import { IBucketRef } from 'aws-cdk-lib/aws-s3';

/** How instances are bought. */
export enum InstanceMarket {
  /** At the price on demand, as long as the cluster runs. */
  ON_DEMAND = 'ON_DEMAND',
  /** Spare capacity, up to the price on demand. EC2 may take an instance back with two minutes' notice, and its executors with it. */
  SPOT = 'SPOT',
}

/** A script that runs on every node before the applications start. A changed one replaces the cluster. */
export interface ClusterBootstrapAction {
  /** Name of the action. */
  readonly name: string;

  /** Address of the script, such as `s3://bucket/script.sh`. The job-flow role must be allowed to read it. */
  readonly path: string;

  /**
   * Arguments of the script, each only once (CloudFormation's rule).
   *
   * @default - none
   */
  readonly args?: string[];
}

/** Work that the cluster begins with, passed through as it is. A changed step replaces the cluster. */
export interface ClusterStep {
  /** Name of the step. */
  readonly name: string;

  /**
   * Java archive that runs.
   *
   * @default 'command-runner.jar'
   */
  readonly jar?: string;

  /**
   * Arguments, each only once (CloudFormation's rule); `sparkSubmitArguments()` of a workload keeps to it.
   *
   * @default - none
   */
  readonly args?: string[];

  /**
   * Main class of the archive.
   *
   * @default - the archive's own
   */
  readonly mainClass?: string;

  /**
   * What happens where the step fails: `CONTINUE`, `CANCEL_AND_WAIT` or `TERMINATE_CLUSTER`. Only `CONTINUE` works where several steps run at
   * the same time.
   *
   * @default 'CONTINUE'
   */
  readonly actionOnFailure?: string;
}

/** A classification of EMR's configuration, passed through. A changed one replaces the cluster. */
export interface ClusterConfiguration {
  /** Such as `hive-site`. Spark's own settings are `sparkSettings`. */
  readonly classification: string;

  /**
   * Settings of the classification.
   *
   * @default - none
   */
  readonly properties?: { [key: string]: string };

  /**
   * Classifications within it, such as `export` in `hadoop-env`.
   *
   * @default - none
   */
  readonly configurations?: ClusterConfiguration[];
}

/** Kerberos, as the security configuration asks for it. It replaces the cluster when it changes. */
export interface ClusterKerberos {
  /** Realm of all nodes, such as `EC2.INTERNAL`. */
  readonly realm: string;

  /** Password of the administrator of the KDC. */
  readonly kdcAdminPassword: SecretValue;

  /**
   * Password of the principal that trusts another realm.
   *
   * @default - no trust across realms
   */
  readonly crossRealmTrustPrincipalPassword?: SecretValue;

  /**
   * User who may join nodes to an Active Directory domain.
   *
   * @default - none
   */
  readonly adDomainJoinUser?: string;

  /**
   * Password of that user.
   *
   * @default - none
   */
  readonly adDomainJoinPassword?: SecretValue;
}

/** Certificates of the nodes for encryption in transit: a zip file of PEM files. */
export interface TlsCertificatesOptions {
  /** Bucket of the zip file. The job-flow role is allowed to read it. */
  readonly bucket: IBucketRef;

  /** Key of the zip file, such as `certificates/emr.zip`. */
  readonly objectKey: string;
}
