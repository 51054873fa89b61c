import { INextable, IntegrationPattern, State, StateMachineFragment, TaskStateBase, TaskStateBaseProps } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct, IConstruct } from 'constructs';
import { EmrClusterAddStepProps } from './cluster-step-props';
import { EmrClusterAddStep, workloadOfStep } from './emr-cluster-add-step';
import { EmrServerlessStartJobRun } from './emr-serverless-start-job-run';
import { Attempts, escalating } from './escalation';
import { workloadOf } from './job-run';
import { EmrServerlessStartJobRunProps } from './job-run-props';
import { SizedWorkload } from './sized-workload';
import { stateNameProblems } from './state-names';
import { brokenStatements, Statement } from './statements';
import { refuseAny } from '../api/refusal';
import { Problem, problem } from '../core/problems/problem';

/**
 * A job on EMR Serverless that runs a second time with the larger executors of the plan's `escalation`, where the first run failed for want of memory.
 *
 * It is two `EmrServerlessStartJobRun`, and between them a choice: the second one runs only where the cause of the failure names an out-of-memory exit
 * of the JVM or of a worker. Any other failure fails the state machine as before. Where the plan has no larger size there is only the first one.
 * The maximum capacity of a `SizedEmrServerlessApp` holds the larger run too.
 */
export class EmrServerlessEscalatingJobRun extends StateMachineFragment {
  /** The first attempt. */
  public readonly startState: State;

  /** The attempts, whichever succeeds. */
  public readonly endStates: INextable[];

  /**
   * Throws as `EmrServerlessStartJobRun` does, SZ1007 for a run that nobody waits for or that streams, SZ1001 without a workload, and SZ1004 for an id of more
   * than 62 characters.
   *
   * @param scope that holds the states
   * @param id of the fragment
   * @param props what runs; `escalated` is not read
   */
  constructor(scope: Construct, id: string, props: EmrServerlessStartJobRunProps) {
    super(scope, id);
    refuseAny(`new EmrServerlessEscalatingJobRun at ${this.node.path}`, [...brokenStatements([WAITED_FOR, ENDS], props), ...attemptProblems(this, workloadOf(props))]);
    const make = (name: string, escalated: boolean) => new EmrServerlessStartJobRun(this, name, { ...props, stateName: undefined, escalated });
    const { startState, endStates } = attempts(this, props, { workload: workloadOf(props)!, make });
    this.startState = startState;
    this.endStates = endStates;
    this.prefixStates();
  }
}

/**
 * A job on a cluster of EMR that runs a second time with the larger executors of the plan's `escalation`, on the same nodes, where the first step
 * failed for want of memory.
 *
 * It is two `EmrClusterAddStep`, and between them a choice: the second one runs only where the cause of the failure, which is what EMR found in the
 * logs of the step, names an out-of-memory exit of the JVM or of a container. Any other failure, and one whose cause EMR did not find, fails the state
 * machine as before. Where the plan has no larger size there is only the first one.
 */
export class EmrClusterEscalatingStep extends StateMachineFragment {
  /** The first attempt. */
  public readonly startState: State;

  /** The attempts, whichever succeeds. */
  public readonly endStates: INextable[];

  /**
   * Throws as `EmrClusterAddStep` does, SZ1007 for a step that nobody waits for, SZ1001 without a workload, and SZ1004 for an id of more than 62 characters.
   *
   * @param scope that holds the states
   * @param id of the fragment
   * @param props what runs; `escalated` is not read
   */
  constructor(scope: Construct, id: string, props: EmrClusterAddStepProps) {
    super(scope, id);
    refuseAny(`new EmrClusterEscalatingStep at ${this.node.path}`, [...brokenStatements([WAITED_FOR], props), ...attemptProblems(this, workloadOfStep(props))]);
    const make = (name: string, escalated: boolean) => new EmrClusterAddStep(this, name, { ...props, stateName: undefined, escalated });
    const { startState, endStates } = attempts(this, props, { workload: workloadOfStep(props)!, make });
    this.startState = startState;
    this.endStates = endStates;
    this.prefixStates();
  }
}

/** Of the states of an attempt. */
const LONGEST_NAME = 'With more memory';

interface Maker {
  readonly workload: SizedWorkload;
  readonly make: (name: string, escalated: boolean) => TaskStateBase;
}

function attempts(scope: Construct, props: TaskStateBaseProps, { workload, make }: Maker): Attempts {
  const first = make('As planned', false);
  return workload._escalatedSettings ? escalating(scope, first, make(LONGEST_NAME, true), props) : { startState: first, endStates: [first] };
}

/** Of what has no plan no larger size is known. */
function attemptProblems(fragment: IConstruct, workload: SizedWorkload | undefined): Problem[] {
  return [
    ...stateNameProblems(fragment, LONGEST_NAME),
    ...workload ? [] : [problem('SZ1001', 'workload', 'left out, and what runs the job has none; give the workload whose plan has the larger size, or run a single attempt')],
  ];
}

const WAITED_FOR: Statement<TaskStateBaseProps> = {
  id: 'SZ1007',
  path: 'integrationPattern',
  broken: ({ integrationPattern }) => integrationPattern === IntegrationPattern.REQUEST_RESPONSE,
  message: () => 'got REQUEST_RESPONSE, with which nobody sees the run fail; leave it out',
};

const ENDS: Statement<EmrServerlessStartJobRunProps> = {
  id: 'SZ1007',
  path: 'streaming',
  broken: ({ streaming }) => streaming === true,
  message: () => 'got true; the service itself brings back a streaming run: use EmrServerlessStartJobRun',
};
