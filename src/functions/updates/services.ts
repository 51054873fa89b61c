/** States of an application. Source: ApplicationState of the service's model (botocore 1.43.107). */
export type ApplicationState = 'CREATING' | 'CREATED' | 'STARTING' | 'STARTED' | 'STOPPING' | 'STOPPED' | 'TERMINATED';

/** The application as its stack has it. */
export interface StackApplication {
  readonly stackId: string;
  readonly logicalId: string;
}

/** What the function asks of AWS, and the time that passes. */
export interface Services {
  /** Undefined: there is none. */
  readonly applicationState: (applicationId: string) => Promise<ApplicationState | undefined>;
  /** Ids of runs that have not ended. */
  readonly activeRuns: (applicationId: string) => Promise<readonly string[]>;
  /** Throws where the service refuses, which it does while a run is under way. */
  readonly stop: (applicationId: string) => Promise<void>;
  readonly start: (applicationId: string) => Promise<void>;
  /** Undefined: the stack is gone. */
  readonly stackStatus: (stackId: string) => Promise<string | undefined>;
  /** Id of the application that the stack has now. Undefined: none. */
  readonly applicationId: (application: StackApplication) => Promise<string | undefined>;
  /** Whether the template of the stack has the application. */
  readonly isInTemplate: (application: StackApplication) => Promise<boolean>;
  /** Has this function run once more, on its own. */
  readonly invokeSelf: (event: WatchRequest) => Promise<void>;
  readonly sleep: (seconds: number) => Promise<void>;
  /** What is left of the time of this call. */
  readonly secondsLeft: () => number;
  readonly log: (message: string) => void;
}

/** Asks for an application to be started once its stack has come to rest. */
export interface WatchRequest {
  readonly watch: StackApplication;
  /** How many calls came before this one. */
  readonly round: number;
}
