import { Token } from 'aws-cdk-lib';
import { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { SizedClusterWorkload } from './sized-cluster-workload';
import { SizedWorkload } from './sized-workload';
import { BoundFile, SparkFile } from './spark-file';
import { SparkJobProps } from './spark-job-props';
import { brokenStatements, Statement } from './statements';
import { mergeSettings } from './table-formats';
import { conflictProblems, userSettingProblems, withUserJavaOptions } from './user-settings';
import { refuseAny } from '../api/refusal';
import { AnyPlan } from '../core/planning/ec2-plan';
import { sorted } from '../core/planning/settings';
import { submitArguments, submitParameters } from '../core/planning/submit-parameters';
import { Problem, problem } from '../core/problems/problem';

/** Props that are lists of files, and the settings that they are. Source: Spark 3.5, configuration.html and submitting-applications.html. */
const FILE_SETTINGS = { pyFiles: 'spark.submit.pyFiles', jars: 'spark.jars', files: 'spark.files' } as const;
const ARCHIVES = 'spark.archives';

/**
 * The code of a job, described once: for a task of Step Functions on EMR Serverless (`EmrServerlessStartJobRun`), and for the steps of a cluster
 * (`sparkSubmitArguments`).
 *
 * It holds no resource. Its local files are assets, which `cdk deploy` uploads.
 */
export class SparkJob extends Construct {
  /** URI of what begins. */
  public readonly entryPoint: string;

  /** Arguments of the entry point. */
  public readonly entryPointArguments: string[];

  /** Main class of a Java archive. Undefined: the archive's own, or a script. */
  public readonly mainClass?: string;

  private readonly bound: BoundFile[] = [];
  /** What the props make of files, and the user's own. */
  private readonly settings: Readonly<Record<string, string>>;
  private readonly userSettings: Readonly<Record<string, string>>;

  /**
   * Throws one error with all problems: SZ1004 for an empty main class or name of a folder, SZ1007 for what contradicts itself.
   *
   * @param scope that holds the job
   * @param id of the job
   * @param props its code
   */
  constructor(scope: Construct, id: string, props: SparkJobProps) {
    super(scope, id);
    this.entryPoint = this.bind(props.entryPoint, 'EntryPoint');
    this.entryPointArguments = [...props.entryPointArguments ?? []];
    this.mainClass = props.mainClass;
    this.userSettings = { ...props.sparkSettings };
    const files = this.fileSettings(props);
    refuseAny(`new SparkJob at ${this.node.path}`, [...brokenStatements(STATEMENTS, { ...props, entryPointUri: this.entryPoint }), ...doubleProblems(files, this.userSettings)]);
    this.settings = { ...files, ...this.userSettings };
  }

  /** Spark settings of the job: its files, and `sparkSettings`. */
  public get sparkSettings(): { [key: string]: string } {
    return sorted(this.settings);
  }

  /**
   * Arguments of command-runner.jar for a step of a cluster: `cluster.addStep({ name: 'Nightly', args: job.sparkSubmitArguments(cluster.workload) })`.
   * The nodes must be allowed to read the code: `job.grantRead(cluster)`.
   *
   * Throws SZ1004 and SZ1012 for settings that the workload cannot run with.
   *
   * @param workload whose sizes the job runs with
   */
  public sparkSubmitArguments(workload: SizedClusterWorkload): string[] {
    refuseAny(`${this.node.path}.sparkSubmitArguments(…)`, this._problemsWith(workload, 'ec2'));
    return [...this._submitWords(workload.sparkSettings), ...this.entryPointArguments];
  }

  /**
   * Allows to read the code: `s3:GetObject` on exactly its objects. Encryption with a key of your own is not looked at.
   *
   * @param grantee that reads, such as the execution role of the job
   */
  public grantRead(grantee: IGrantable): Grant {
    const resourceArns = this._objectArns;
    return resourceArns.length ? Grant.addToPrincipal({ grantee, actions: ['s3:GetObject'], resourceArns }) : Grant.drop(grantee, 'no object of S3');
  }

  /**
   * Objects of S3 that the job is made of.
   *
   * @internal
   */
  public get _objectArns(): string[] {
    return [...new Set(this.bound.flatMap(({ objectArn }) => objectArn ?? []))];
  }

  /**
   * What is wrong with the settings of the job beside those of a workload.
   *
   * @internal
   */
  public _problemsWith(workload: SizedWorkload | undefined, platform: AnyPlan['platform']): Problem[] {
    return [...userSettingProblems(this.userSettings, platform), ...workload ? conflictProblems(this.settings, workload.sparkSettings) : []];
  }

  /**
   * Arguments of command-runner.jar up to the entry point.
   *
   * @internal
   */
  public _submitWords(sizes: Readonly<Record<string, string>> | undefined): string[] {
    const main = this.mainClass ? [`--class=${this.mainClass}`] : [];
    return ['spark-submit', ...submitArguments(this.settingsWith(sizes, {})), ...main, this.entryPoint];
  }

  /**
   * Parameters of spark-submit: sizes, the settings of the job, its main class.
   *
   * @internal
   */
  public _submitParameters(sizes: Readonly<Record<string, string>> | undefined, application: Readonly<Record<string, string>>): string {
    const settings = submitParameters(this.settingsWith(sizes, application));
    return [settings, this.mainClass && `--class ${this.mainClass}`].filter(Boolean).join(' ');
  }

  /** Lists that the application states too hold what it states: the job's own would replace them. */
  private settingsWith(sizes: Readonly<Record<string, string>> | undefined, application: Readonly<Record<string, string>>): Record<string, string> {
    const shared = Object.fromEntries(Object.entries(application).filter(([key]) => key in this.settings));
    const own = mergeSettings(shared, sorted(this.settings));
    return { ...own, ...withUserJavaOptions(sizes ?? {}, own) };
  }

  private fileSettings(props: SparkJobProps): Record<string, string> {
    const settings: Record<string, string> = {};
    for (const [prop, key] of Object.entries(FILE_SETTINGS) as [keyof typeof FILE_SETTINGS, string][]) {
      const uris = (props[prop] ?? []).map((file, index) => this.bind(file, `${prop}${index}`));
      if (uris.length) settings[key] = uris.join(',');
    }
    const archives = Object.entries(props.archives ?? {}).map(([folder, file]) => `${this.bind(file, `archive-${folder}`)}#${folder}`);
    return archives.length ? { ...settings, [ARCHIVES]: archives.join(',') } : settings;
  }

  private bind(file: SparkFile, id: string): string {
    const bound = file._bind(this, id);
    this.bound.push(bound);
    return bound.uri;
  }
}

interface CheckedJob extends SparkJobProps {
  readonly entryPointUri: string;
}

/** What cannot stand, or stand together. */
const STATEMENTS: readonly Statement<CheckedJob>[] = [
  { id: 'SZ1004', path: 'entryPoint', broken: ({ entryPointUri }) => entryPointUri.trim() === '', message: () => 'got no URI; give s3://bucket/key, or local:///path' },
  { id: 'SZ1004', path: 'mainClass', broken: ({ mainClass }) => mainClass !== undefined && !Token.isUnresolved(mainClass) && !/^\S+$/.test(mainClass), message: ({ mainClass }) => `got ${JSON.stringify(mainClass)}; the name of a class is expected` },
  {
    id: 'SZ1007',
    path: 'mainClass',
    broken: ({ mainClass, entryPointUri }) => mainClass !== undefined && isScript(entryPointUri),
    message: ({ entryPointUri }) => `got a class with the script ${entryPointUri}; leave it out, or give a Java archive`,
  },
  {
    id: 'SZ1007',
    path: 'pyFiles',
    broken: ({ pyFiles = [], entryPointUri }) => pyFiles.length > 0 && /\.jar$/.test(entryPointUri),
    message: () => 'got files of Python with a Java archive; use files or jars',
  },
  {
    id: 'SZ1004',
    path: 'archives',
    broken: ({ archives = {} }) => Object.keys(archives).some(folder => !/^[\w.-]+$/.test(folder)),
    message: ({ archives = {} }) => `got the folders ${Object.keys(archives).map(folder => JSON.stringify(folder)).join(', ')}; letters, digits and _.- are allowed`,
  },
];

function isScript(uri: string): boolean {
  return /\.(py|R|r)$/.test(uri);
}

function doubleProblems(files: Readonly<Record<string, string>>, settings: Readonly<Record<string, string>>): Problem[] {
  return Object.keys(settings).filter(key => key in files)
    .map(key => problem('SZ1007', `sparkSettings[${JSON.stringify(key)}]`, 'stands beside files that set it; put the file there, or leave them out'));
}
