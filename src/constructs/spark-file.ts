import { Stack, Token } from 'aws-cdk-lib';
import { IBucketRef } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';

/** Where a file lies once the app is deployed, and what may be allowed to read it. */
export interface BoundFile {
  readonly uri: string;
  /** None where no object of S3 is named, or where its name is not known at synth. */
  readonly objectArn?: string;
}

type Bind = (scope: Construct, id: string) => BoundFile;

/** A file of a job: in S3, in the image of the workers, or on this machine, from where it is uploaded with the app. */
export class SparkFile {
  /**
   * A file of this machine, or a folder, which is zipped. It is uploaded by `cdk deploy`; a change of it is a new object.
   *
   * @param path of the file, from the working directory
   */
  public static fromAsset(path: string): SparkFile {
    return new SparkFile((scope, id) => {
      const asset = new Asset(scope, id, { path });
      return { uri: asset.s3ObjectUrl, objectArn: asset.bucket.arnForObjects(asset.s3ObjectKey) };
    });
  }

  /**
   * An object of a bucket.
   *
   * @param bucket that holds it
   * @param key of the object, such as `jobs/nightly.py`
   */
  public static fromBucket(bucket: IBucketRef, key: string): SparkFile {
    return new SparkFile(() => ({ uri: `s3://${bucket.bucketRef.bucketName}/${key}`, objectArn: `${bucket.bucketRef.bucketArn}/${key}` }));
  }

  /**
   * A file by its URI: `s3://bucket/key`, or `local:///path` in the image of the workers.
   *
   * Where the URI is only known at deployment, `SparkJob.grantRead` does not allow its object: allow it yourself.
   *
   * @param uri of the file
   */
  public static fromUri(uri: string): SparkFile {
    return new SparkFile(scope => ({ uri, objectArn: s3ArnOf(uri, scope) }));
  }

  /**
   * The file in the app that needs it.
   *
   * @internal
   */
  public readonly _bind: Bind;

  private constructor(bind: Bind) {
    this._bind = bind;
  }
}

function s3ArnOf(uri: string, scope: Construct): string | undefined {
  const object = Token.isUnresolved(uri) ? undefined : /^s3:\/\/(.+)$/.exec(uri)?.[1].replace(/#.*$/, '');
  return object && Stack.of(scope).formatArn({ service: 's3', region: '', account: '', resource: object });
}
