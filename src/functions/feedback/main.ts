import { FeedbackCounts, FeedbackRequest, FeedbackWorld, readBatch } from './handler';
import { nodeLogFiles } from '../../cli/log-files';
import { Bytes } from '../../eventlog/codecs/byte-reader';

interface S3Client {
  send(command: unknown): Promise<Record<string, unknown>>;
}

interface S3Module {
  readonly S3Client: new (config: object) => S3Client;
  readonly GetObjectCommand: new (input: object) => unknown;
  readonly ListObjectsV2Command: new (input: object) => unknown;
}

const S3 = require('@aws-sdk/client-s3') as S3Module; // eslint-disable-line @typescript-eslint/no-require-imports, import/no-extraneous-dependencies, import/no-unresolved
const client = new S3.S3Client(process.env.AWS_S3_FORCE_PATH_STYLE ? { forcePathStyle: true } : {}); // a stand-in has no host for each bucket

/** What Lambda calls, for a child of the distributed map. */
export function handler(request: FeedbackRequest, context: { getRemainingTimeInMillis(): number }): Promise<FeedbackCounts> {
  const world: FeedbackWorld = {
    names,
    open,
    gunzip: nodeLogFiles().gunzip,
    nowMs: () => Date.now(),
    secondsLeft: () => context.getRemainingTimeInMillis() / 1000,
    write: line => process.stdout.write(`${JSON.stringify(line)}\n`), // console.log would write a time before it, and CloudWatch would see no metrics
  };
  return readBatch(request, world);
}

async function names(Bucket: string, Prefix: string): Promise<string[]> {
  const all: string[] = [];
  let ContinuationToken: unknown;
  do {
    const page = await client.send(new S3.ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }));
    all.push(...(page.Contents as readonly { readonly Key: string }[] | undefined ?? []).map(({ Key }) => Key.slice(Prefix.length)));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken);
  return all;
}

async function* open(Bucket: string, Key: string): Bytes {
  const { Body } = await client.send(new S3.GetObjectCommand({ Bucket, Key }));
  yield* Body as Bytes;
}
