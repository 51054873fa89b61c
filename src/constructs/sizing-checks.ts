import * as fs from 'fs';
import * as path from 'path';
import { CfnElement, IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport, PolicyViolation, Stack, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isAcknowledged, LIBRARY_NAME, rules } from './construct-findings';
import { refuse } from '../api/refusal';
import { Finding, isAtLeast } from '../checks/findings';
import { problem } from '../core/problems/problem';
import { PROBLEM_TABLE, Severity } from '../core/problems/problem-table';

/** How bad a finding is. */
export enum FindingSeverity {
  /** It will be refused, fail or never start. */
  ERROR = 'error',
  /** It costs, or surprises. */
  WARNING = 'warning',
  /** Worth knowing. */
  NOTE = 'note',
}

/** What is reported, and what stops a deployment. */
export interface SizingChecksProps {
  /**
   * The mildest finding that is reported.
   *
   * @default FindingSeverity.WARNING
   */
  readonly minimumSeverity?: FindingSeverity;

  /**
   * The mildest finding that makes synthesis fail. It is reported as an error.
   *
   * @default FindingSeverity.ERROR
   */
  readonly failOn?: FindingSeverity;
}

/** CDK's own validator, which aws-cdk-lib has from 2.262.0 on. */
interface RegoValidator {
  readonly CloudFormationValidatePlugin?: new (props: { readonly regoRules: readonly RuleFile[] }) => IPolicyValidationPlugin;
}

interface RuleFile {
  readonly name: string;
  readonly content: string;
}

/**
 * Checks the EMR resources of a whole app, whoever made them: this library, another one, or raw L1s.
 *
 * The rules are those of `sized-emr check` and of RULES.md (SZ6xxx). Each finding stands at the path of its construct. One that is meant is
 * acknowledged: `Validations.of(app).acknowledge({ id: 'cdk-sized-emr::SZ6001', reason: '…' })`.
 *
 * A failing plugin throws from `app.synth()` with aws-cdk-lib 2.262.0 and later. Before that it sets the exit code of the process to 1,
 * which `cdk synth` and `cdk deploy` see.
 *
 * @example
 * import { App, Validations } from 'aws-cdk-lib';
 * import { SizingChecks } from 'cdk-sized-emr';
 *
 * declare const app: App;
 * Validations.of(app).addPlugins(new SizingChecks());
 */
export class SizingChecks implements IPolicyValidationPlugin {
  /**
   * CDK's own validator with the rules that need no model, which the package has in Rego: `Validations.of(app).addPlugins(SizingChecks.regoPlugin())`.
   * They find what `SizingChecks` finds by the same ids. With both, a mistake is told twice.
   *
   * Throws SZ1013 where aws-cdk-lib is older than 2.262.0, which brought that validator.
   */
  public static regoPlugin(): IPolicyValidationPlugin {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- what the oldest aws-cdk-lib lacks cannot be imported by name
    const { CloudFormationValidatePlugin } = require('aws-cdk-lib') as RegoValidator;
    if (!CloudFormationValidatePlugin) {
      return refuse('SizingChecks.regoPlugin', [problem('SZ1013', 'aws-cdk-lib', 'has no CloudFormationValidatePlugin; use 2.262.0 or later, or new SizingChecks()')]);
    }
    return new CloudFormationValidatePlugin({ regoRules: regoRules() });
  }

  /** Name of the plugin: what stands before the id where a rule is acknowledged. */
  public readonly name: string = LIBRARY_NAME;

  /** Ids of all rules. */
  public readonly ruleIds?: string[] = Object.keys(PROBLEM_TABLE).filter(id => /^SZ6[0-8]/.test(id));

  private readonly minimumSeverity: Severity;
  private readonly failOn: Severity;

  /**
   * Throws nothing.
   *
   * @param props what is reported, and what fails
   */
  constructor(props: SizingChecksProps = {}) {
    this.failOn = props.failOn ?? FindingSeverity.ERROR;
    const minimum = props.minimumSeverity ?? FindingSeverity.WARNING;
    this.minimumSeverity = isAtLeast(this.failOn, minimum) ? minimum : this.failOn; // what fails is told
  }

  /**
   * Checks the templates of an app; called by CDK at synthesis. Templates that are not JSON of CloudFormation are left to CDK.
   *
   * @param context of the synthesis
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const violations = stacksOf(context).flatMap(stack => this.violationsOf(stack));
    return { success: violations.every(({ severity }) => severity !== FindingSeverity.ERROR), violations };
  }

  private violationsOf({ stack, templatePath }: SynthesizedStack): PolicyViolation[] {
    const checked = rules().checkTemplate(JSON.parse(fs.readFileSync(templatePath, 'utf8')), templatePath);
    const findings = checked.ok ? checked.value.findings.filter(({ severity }) => isAtLeast(severity, this.minimumSeverity)) : [];
    if (!findings.length) return [];
    const elements = elementsOf(stack);
    return findings.map(finding => ({ finding, construct: elements.get(finding.resource) ?? stack }))
      .filter(({ finding, construct }) => !isAcknowledged(construct, finding.id))
      .map(({ finding, construct }) => this.violation(finding, construct));
  }

  private violation({ id, severity, message, fix, source, template, resource, path: location }: Finding, construct: IConstruct): PolicyViolation {
    return {
      ruleName: id,
      severity: isAtLeast(severity, this.failOn) ? FindingSeverity.ERROR : severity,
      description: message,
      fix,
      ruleMetadata: { source },
      violatingResources: [{
        resourceLogicalId: resource,
        constructPath: construct.node.path, // without it CDK before 2.262.0 loses the violation
        templatePath: template,
        locations: [location.split('/').slice(3).join('/')],
      }],
    };
  }
}

function regoRules(): RuleFile[] {
  const folder = [path.join(__dirname, '..', 'rego'), path.join(__dirname, '..', '..', 'rego')].find(fs.existsSync)!; // of lib, and of src
  return fs.readdirSync(folder).filter(name => name.endsWith('.rego')).sort()
    .map(name => ({ name, content: fs.readFileSync(path.join(folder, name), 'utf8') }));
}

/** A stack and the file that it was written to. */
interface SynthesizedStack {
  readonly stack: Stack;
  readonly templatePath: string;
}

/** The stacks of the templates that CDK names, and the nested stacks in them, which it does not name. */
function stacksOf({ appConstruct, templatePaths }: IPolicyValidationContext): SynthesizedStack[] {
  const all = appConstruct.node.findAll().filter(Stack.isStack).map(stack => ({ stack, templatePath: templatePathOf(stack) }));
  return all.filter(({ stack }) => templatePaths.includes(templatePathOf(topOf(stack))));
}

function templatePathOf(stack: Stack): string {
  return path.join(Stage.of(stack)!.outdir, stack.templateFile);
}

function topOf(stack: Stack): Stack {
  return stack.nestedStackParent ? topOf(stack.nestedStackParent) : stack;
}

/** The constructs of a stack's resources by logical id. */
function elementsOf(stack: Stack): Map<string, IConstruct> {
  const elements = stack.node.findAll().filter(CfnElement.isCfnElement).filter(element => element.stack === stack);
  return new Map(elements.map(element => [stack.resolve(element.logicalId) as string, element]));
}
