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

/** A file of a job: in S3, in the image of the workers, or on this machine, from where it is uploaded with the app. */
export abstract class SparkFile {
  /**
   * A file of this machine, or a folder, which is zipped. It is uploaded by `cdk deploy`; a change of it is a new object.
   *
   * @param path of the file, from the working directory
   */
  public static asset(path: string): SparkFile {
    return new AssetFile(path);
  }

  /**
   * An object of a bucket.
   *
   * @param bucket that holds it
   * @param key of the object, such as `jobs/nightly.py`
   */
  public static fromBucket(bucket: IBucketRef, key: string): SparkFile {
    return new UriFile(`s3://${bucket.bucketRef.bucketName}/${key}`, () => `${bucket.bucketRef.bucketArn}/${key}`);
  }

  /**
   * A file by its URI: `s3://bucket/key`, or `local:///path` in the image of the workers.
   *
   * Where the URI is only known at deployment, `SparkJob.grantRead` does not allow its object: allow it yourself.
   *
   * @param uri of the file
   */
  public static uri(uri: string): SparkFile {
    return new UriFile(uri, scope => s3ArnOf(uri, scope));
  }

  /**
   * The file in the app that needs it.
   *
   * @internal
   */
  public abstract _bind(scope: Construct, id: string): BoundFile;
}

class UriFile extends SparkFile {
  public constructor(private readonly uri: string, private readonly arnOf: (scope: Construct) => string | undefined) {
    super();
  }

  public _bind(scope: Construct): BoundFile {
    return { uri: this.uri, objectArn: this.arnOf(scope) };
  }
}

class AssetFile extends SparkFile {
  public constructor(private readonly path: string) {
    super();
  }

  public _bind(scope: Construct, id: string): BoundFile {
    const asset = new Asset(scope, id, { path: this.path });
    return { uri: asset.s3ObjectUrl, objectArn: asset.bucket.arnForObjects(asset.s3ObjectKey) };
  }
}

function s3ArnOf(uri: string, scope: Construct): string | undefined {
  const object = Token.isUnresolved(uri) ? undefined : /^s3:\/\/(.+)$/.exec(uri)?.[1].replace(/#.*$/, '');
  return object && Stack.of(scope).formatArn({ service: 's3', region: '', account: '', resource: object });
}
