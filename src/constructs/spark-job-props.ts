import { SparkFile } from './spark-file';

/** What a job runs. */
export interface SparkJobProps {
  /** What begins: a script of Python (`.py`) or R (`.R`), or a Java archive (`.jar`). */
  readonly entryPoint: SparkFile;

  /**
   * Arguments of the entry point.
   *
   * For Step Functions they may hold expressions, such as `JsonPath.stringAt('$.date')` in a task of JSONPath and `{% $states.input.date %}` in one
   * of JSONata.
   *
   * @default - none
   */
  readonly entryPointArguments?: string[];

  /**
   * Main class of the Java archive.
   *
   * @default - the archive's own; a script has none
   */
  readonly mainClass?: string;

  /**
   * What a script of Python imports: `.py`, `.zip` or `.egg`. Sets `spark.submit.pyFiles`.
   *
   * @default - none
   */
  readonly pyFiles?: SparkFile[];

  /**
   * Java archives for drivers and executors. Sets `spark.jars`; those of the application's table formats stay in it.
   *
   * @default - none
   */
  readonly jars?: SparkFile[];

  /**
   * Files that stand in the working directory of every executor. Sets `spark.files`.
   *
   * @default - none
   */
  readonly files?: SparkFile[];

  /**
   * Archives that are unpacked in the working directory of every executor, each into a folder of the name that is its key: a packed environment
   * of Python, for example. Sets `spark.archives`.
   *
   * @default - none
   */
  readonly archives?: { [folder: string]: SparkFile };

  /**
   * Further Spark settings of the job. A setting that the plan of its workload states, or that breaks what the plan was proven for, is refused
   * (SZ1012) where the job meets its workload; options of the JVM stand behind the plan's own.
   *
   * @default - none
   */
  readonly sparkSettings?: { [key: string]: string };
}
