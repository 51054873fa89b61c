/** What of a feedback goes into its state machine. */
export interface FeedbackPlace {
  readonly partition: string;
  readonly bucketName: string;
  readonly functionArn: string;
  readonly feedbackName: string;
  /** Of the workload, as its file has it. */
  readonly intent?: unknown;
}

/** So many objects are one child, which lasts 5 minutes at the most: time for each of them, where all are logs. */
export const OBJECTS_PER_CHILD = 50;
/** At once. The concurrency of Lambda is the account's. */
const MOST_CHILDREN = 40;
const TOLERATED_PERCENT = 5;
const ATTEMPTS = 4;

/**
 * A distributed map over the objects of a prefix, a batch of them a child. The results of children are thrown away: more than 256 KiB of them would
 * fail the map. Its input is `{ "prefix": … }`, which reads everything, or with `scheduledTime` and `periodMinutes` what is new.
 */
export function feedbackDefinition({ partition, bucketName, functionArn, feedbackName, intent }: FeedbackPlace): object {
  const invoke = {
    Type: 'Task',
    Resource: `arn:${partition}:states:::lambda:invoke`,
    Parameters: { FunctionName: functionArn, Payload: { 'feedback': feedbackName, 'bucket': bucketName, ...intent === undefined ? {} : { intent }, 'batch.$': '$' } },
    Retry: [{
      ErrorEquals: ['Lambda.ClientExecutionTimeoutException', 'Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.SdkClientException', 'Lambda.TooManyRequestsException'],
      IntervalSeconds: 2,
      MaxAttempts: ATTEMPTS,
      BackoffRate: 2,
      JitterStrategy: 'FULL',
    }],
    OutputPath: null,
    End: true,
  };
  return {
    Comment: 'Reads the event logs of Spark below a prefix, and makes metrics of them',
    StartAt: 'Logs',
    States: {
      Logs: {
        Type: 'Map',
        ItemReader: { Resource: `arn:${partition}:states:::s3:listObjectsV2`, Parameters: { 'Bucket': bucketName, 'Prefix.$': '$.prefix' } },
        ItemBatcher: { MaxItemsPerBatch: OBJECTS_PER_CHILD, BatchInput: { 'input.$': '$' } },
        ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' }, StartAt: 'Read', States: { Read: invoke } },
        MaxConcurrency: MOST_CHILDREN,
        ToleratedFailurePercentage: TOLERATED_PERCENT,
        Label: 'Logs',
        ResultPath: null,
        End: true,
      },
    },
  };
}
