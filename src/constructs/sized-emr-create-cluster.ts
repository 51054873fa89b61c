import { Duration, Names, Token } from 'aws-cdk-lib';
import { IGrantable, IPrincipal, IRole } from 'aws-cdk-lib/aws-iam';
import { Chain, Fail, IChainable, INextable, JsonPath, State, StateMachineFragment } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { ClusterJobOptions } from './cluster-step-props';
import { ClusterPlace, stepRequest, stepRequestProblems, stepStatements } from './cluster-step-request';
import { SizedEmrCreateClusterProps } from './create-cluster-props';
import { createStatements, OWNER_TAG, ownClusters } from './create-cluster-statements';
import { Attempts, escalating } from './escalation';
import { RequestTask } from './request-task';
import { SizedClusterWorkload } from './sized-cluster-workload';
import { SizedEmrCluster } from './sized-emr-cluster';
import { cutName, LARGER_ATTEMPT, stateNameProblems } from './state-names';
import { listExpression } from './task-parts';
import { refuseAny } from '../api/refusal';
import { SparkPlan } from '../api/spark-plan';
import { clusterFeatureSince } from '../core/catalog/cluster-features';
import { DEFAULT_RELEASE, findRelease } from '../core/catalog/releases';
import { Problem, problem } from '../core/problems/problem';

/** Where the id of the cluster and a failure stand in the input of the states. */
const CLUSTER_ID = '$.Cluster.ClusterId';
const FAILURE = '$.Failure';
const END_AFTER_FAILURE = 'Terminate after a failure';
/** As EMR waits where nothing is stated. Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-auto-termination-policy.html (2026-11-20). */
const IDLE_HOURS = 1;

/**
 * States that make a cluster, run jobs on it one after the other, and terminate it, whether the jobs succeed or fail. It costs while it runs, and
 * nothing between runs.
 *
 * The cluster is the one that `SizedEmrCluster` makes of the same props: its nodes, its configurations, its roles, its checks. Only who makes it, and
 * that it ends, differ. Its roles stand in the stack; the cluster does not.
 *
 * A failure is passed on once the cluster is terminating. An execution that is stopped cancels the step that runs; the cluster ends after
 * `idleTimeout`. The states are of JSONPath: their input must be an object, in which `Cluster` becomes the id of the cluster, and `Failure` an error.
 * Tags of the scope do not get to the cluster: give `tags`.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html
 */
export class SizedEmrCreateCluster extends StateMachineFragment implements IGrantable {
  /** The state that makes the cluster. */
  public readonly startState: State;

  /** The state that terminates the cluster after the last job. */
  public readonly endStates: INextable[];

  private readonly cluster: SizedEmrCluster;
  private readonly place: ClusterPlace;

  /**
   * Throws as `SizedEmrCluster` does, SZ1001 without jobs, SZ1004 for an id of more than 53 characters and for what the service's own model refuses of a step, SZ1012 for settings of a job
   * that break the plan.
   *
   * @param scope that holds the states and the roles
   * @param id of the fragment
   * @param props the cluster and its jobs
   */
  constructor(scope: Construct, id: string, props: SizedEmrCreateClusterProps) {
    super(scope, id);
    const owner = Names.uniqueResourceName(this, { maxLength: 256 });
    this.place = ownClusters(this, owner);
    const { jobs, escalate = false, idleTimeout = defaultIdleTimeout(props), ...design } = props;
    this.cluster = new SizedEmrCluster(this, 'Cluster', { ...design, idleTimeout, tags: { ...props.tags, [OWNER_TAG]: owner } });
    refuseAny(`new SizedEmrCreateCluster at ${this.node.path}`, this.jobProblems(jobs));
    for (const { job } of jobs) job.grantRead(this.cluster);

    const create = this.createState(owner);
    const fail = this.endAfterFailure();
    const steps = jobs.map((job, index) => this.attempts(job, index, escalate, fail));
    const end = this.terminate('Terminate');
    Chain.start(create).next(chainOf(steps)).next(end);
    this.startState = create;
    this.endStates = [end];
    this.prefixStates();
  }

  /** The workload that the cluster is sized for. */
  public get workload(): SizedClusterWorkload {
    return this.cluster.workload;
  }

  /** The plan of the workload. */
  public get plan(): SparkPlan {
    return this.cluster.plan;
  }

  /** Role of the nodes and so of the jobs. */
  public get jobFlowRole(): IRole {
    return this.cluster.jobFlowRole;
  }

  /** The job-flow role: what is granted to the fragment is granted to its jobs. */
  public get grantPrincipal(): IPrincipal {
    return this.cluster.grantPrincipal;
  }

  private jobProblems(jobs: readonly ClusterJobOptions[]): Problem[] {
    return [
      ...stateNameProblems(this, END_AFTER_FAILURE),
      ...jobs.length ? [] : [problem('SZ1001', 'jobs', 'got none; a cluster without work would only cost')],
      ...jobs.flatMap((options, index) => this.problemsOf(options).map(one => ({ ...one, path: `jobs[${index}].${one.path}` }))),
    ];
  }

  private problemsOf(options: ClusterJobOptions): Problem[] {
    return [...options.job._problemsWith(this.workload, 'ec2'), ...stepRequestProblems(this, stepRequest(options, this.workload.sparkSettings))];
  }

  private createState(owner: string): RequestTask {
    const statements = createStatements(this, owner, { serviceRole: this.cluster._serviceRole, jobFlowRole: this.jobFlowRole });
    return new RequestTask(this, 'Create', { resultPath: '$.Cluster' }, { action: 'createCluster.sync', request: this.cluster._asRequest(), statements });
  }

  /** A job, and what becomes of its failure: a larger attempt where that is asked for, and the end of the cluster. */
  private attempts(options: ClusterJobOptions, index: number, escalate: boolean, fail: IChainable): Attempts {
    const { stepName, job } = options;
    const name = cutName(this, `${index + 1}. ${stepName === undefined || Token.isUnresolved(stepName) ? job.node.id : stepName}`, LARGER_ATTEMPT);
    const first = this.step(name, options, this.workload.sparkSettings);
    const larger = escalate ? this.workload._escalatedSettings : undefined;
    const again = larger && this.step(name + LARGER_ATTEMPT, options, larger);
    const made = again ? escalating(this, first, again, { name, otherwise: fail }) : { startState: first, endStates: [first] };
    for (const state of [first, ...again ? [again] : []]) state.addCatch(fail, { errors: ['States.ALL'], resultPath: FAILURE });
    return made;
  }

  private step(name: string, options: ClusterJobOptions, sizes: Readonly<Record<string, string>>): RequestTask {
    const { HadoopJarStep, ...rest } = stepRequest(options, sizes);
    const Step = { ...rest, HadoopJarStep: { ...HadoopJarStep, Args: listExpression(HadoopJarStep.Args) } };
    const request = { ClusterId: JsonPath.stringAt(CLUSTER_ID), Step };
    return new RequestTask(this, name, { resultPath: JsonPath.DISCARD }, { action: 'addStep.sync', request, statements: stepStatements(this, this.place, true) });
  }

  private terminate(name: string): RequestTask {
    const end = new RequestTask(this, name, { resultPath: JsonPath.DISCARD }, { action: 'terminateCluster', request: { ClusterId: JsonPath.stringAt(CLUSTER_ID) }, statements: [] });
    end.addRetry({ maxAttempts: 5, interval: Duration.seconds(10) }); // else the cluster would stand until it is idle for long enough
    return end;
  }

  private endAfterFailure(): IChainable {
    return this.terminate(END_AFTER_FAILURE).next(Fail.jsonPath(this, 'Failed', { errorPath: `${FAILURE}.Error`, causePath: `${FAILURE}.Cause` }));
  }
}

/** One after the other, whichever attempt of each succeeds. */
function chainOf(steps: readonly Attempts[]): Chain {
  const [first, ...others] = steps.map(({ startState, endStates }) => Chain.custom(startState, endStates, startState));
  return others.reduce((chain, next) => chain.next(next), first);
}

function defaultIdleTimeout({ plan, release }: SizedEmrCreateClusterProps): Duration | undefined {
  const known = findRelease(plan?._plan.release ?? release?.label ?? DEFAULT_RELEASE);
  return known.ok && clusterFeatureSince(known.value, 'autoTermination') === undefined ? Duration.hours(IDLE_HOURS) : undefined;
}
