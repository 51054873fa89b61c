import { CLUSTER_TYPE, Cluster, clusterIdOf, isPartOfCluster, readCluster, readPart } from './cluster/cluster';
import { CLUSTER_RULES, PART_RULES, SECURITY_RULES } from './cluster/rules';
import { SECURITY_TYPE } from './cluster/security';
import { Finding } from './findings';
import { Job } from './jobs/job';
import { JOB_SOURCES, jobsOf } from './jobs/read-jobs';
import { JOB_RULES } from './jobs/rules';
import { settingsOfJob } from './jobs/settings';
import { Found, Subject, findWith } from './rule';
import { RESOURCE_RULES, isOfEmr } from './schema/rules';
import { APPLICATION_TYPE, Application, JobsOfApplication, readApplication } from './serverless/application';
import { APPLICATION_RULES } from './serverless/rules';
import { Template, TemplateResource, readTemplate } from './template/read-template';
import { Resolver } from './template/resolver';
import { Value } from './template/value';
import { InstanceCatalog, knownInstanceTypes } from '../core/catalog/instance-types';
import { findRelease } from '../core/catalog/releases';
import { Outcome, ProblemId, ok } from '../core/problems/problem';
import { PROBLEM_TABLE } from '../core/problems/problem-table';
import { childOf } from '../core/simulation/template-node';

/** The findings of one template. */
export interface TemplateFindings {
  /** Of EMR, or starting jobs on it. */
  readonly resources: number;
  readonly findings: readonly Finding[];
}

/** What the tables may know better. */
export interface CheckOptions {
  readonly instanceTypes?: InstanceCatalog;
}

/** Runs every rule over a template. Fails with SZ1010 where it is none; `file` is what findings and problems name. */
export function checkTemplate(value: unknown, file: string, { instanceTypes }: CheckOptions = {}): Outcome<TemplateFindings> {
  const template = readTemplate(value, file);
  return template.ok ? ok(new TemplateCheck(template.value, file, instanceTypes ? () => instanceTypes : knownInstanceTypes).run()) : template;
}

/** Points at the object that lacks something, which another rule may point at for another reason. */
const MISSING: ProblemId = 'SZ6502';

type FoundByRule = Found & { readonly id: ProblemId };

class TemplateCheck {
  private readonly resolver: Resolver;
  private readonly applications = new Map<string, Application>();
  private readonly jobs = new Map<TemplateResource, readonly Job[]>();

  constructor(private readonly template: Template, private readonly file: string, private readonly instanceTypes: () => InstanceCatalog) {
    this.resolver = new Resolver(template.root);
  }

  run(): TemplateFindings {
    const resources = [...this.template.resources.values()].filter(({ type }) => isOfEmr(type) || JOB_SOURCES.has(type));
    const checked = resources.map(resource => ({ resource, found: this.check(resource) })).filter(one => one.found !== undefined);
    const findings = checked.flatMap(({ resource, found }) => found!.map(one => this.written(resource, one)));
    return { resources: checked.length, findings: [...new Map(findings.map(one => [`${one.id} ${one.path} ${one.message}`, one])).values()] };
  }

  /** Undefined: the resource has nothing to do with EMR after all. */
  private check(resource: TemplateResource): FoundByRule[] | undefined {
    if (isOfEmr(resource.type)) return this.checkOwn(resource);
    const jobs = this.jobsIn(resource);
    return jobs.length ? jobs.flatMap(job => jobFindings(job)) : undefined;
  }

  private checkOwn(resource: TemplateResource): FoundByRule[] {
    const subject = this.subjectOf(resource);
    const own = this.ownFindings(resource, subject);
    const said = new Set(own.filter(({ id }) => PROBLEM_TABLE[id].severity === 'error').map(({ path }) => path));
    const bySchema = findWith(RESOURCE_RULES, subject).filter(({ id, path }) => id === MISSING || !said.has(path));
    return [...own, ...bySchema]; // of a value that a rule of its own refuses, the schema need not say so again
  }

  private ownFindings({ type, logicalId }: TemplateResource, subject: Subject): FoundByRule[] {
    return type === APPLICATION_TYPE ? findWith(APPLICATION_RULES, this.applicationOf(logicalId)!) : this.checkCluster(subject);
  }

  /** What belongs to a cluster of the template is looked at with it. */
  private checkCluster(subject: Subject): FoundByRule[] {
    const { type } = subject.resource;
    if (type === CLUSTER_TYPE) return findWith(CLUSTER_RULES, this.clusterOf(subject));
    if (type === SECURITY_TYPE) return findWith(SECURITY_RULES, subject);
    return isPartOfCluster(type) && clusterIdOf(subject) === undefined ? findWith(PART_RULES, readPart(subject)) : [];
  }

  private propertiesOf({ properties }: TemplateResource): Value {
    return new Value(properties, this.resolver);
  }

  private subjectOf(resource: TemplateResource): Subject {
    const properties = this.propertiesOf(resource);
    const label = properties.at('ReleaseLabel').text();
    const release = label === undefined ? undefined : findRelease(label);
    return { template: this.template, resource, properties, release: release?.ok ? release.value : undefined, instanceTypes: this.instanceTypes };
  }

  private isMade({ node }: TemplateResource): boolean | undefined {
    const condition = childOf(node, 'Condition').value;
    return typeof condition === 'string' ? this.resolver.conditions.holds(condition) : true;
  }

  private clusterOf(subject: Subject): Cluster {
    return readCluster(subject, { valueOf: resource => this.propertiesOf(resource), isMade: resource => this.isMade(resource) });
  }

  private applicationOf(logicalId: string): Application | undefined {
    const resource = this.template.resources.get(logicalId);
    if (resource?.type !== APPLICATION_TYPE) return undefined;
    const application = this.applications.get(logicalId) ?? readApplication(this.subjectOf(resource), this.jobsOn(logicalId));
    this.applications.set(logicalId, application);
    return application;
  }

  private jobsIn(resource: TemplateResource): readonly Job[] {
    const jobs = this.jobs.get(resource) ?? jobsOf(resource.type, this.propertiesOf(resource), this.resolver, id => this.applicationOf(id));
    this.jobs.set(resource, jobs);
    return jobs;
  }

  private jobsOn(logicalId: string): JobsOfApplication {
    const sources = [...this.template.resources.values()].filter(({ type }) => JOB_SOURCES.has(type));
    const own = () => sources.flatMap(source => this.jobsIn(source)).filter(({ application }) => application?.resource.logicalId === logicalId);
    return { mayStart: sources.length > 0, settings: () => own().map(settingsOfJob) };
  }

  private written({ logicalId }: TemplateResource, { id, path, message }: FoundByRule): Finding {
    const { severity, fix, source } = PROBLEM_TABLE[id];
    return { id, severity, template: this.file, resource: this.ownerOf(path) ?? logicalId, path, message, fix, source };
  }

  /** What is attached to a cluster is looked at with it, and found at its own resource. */
  private ownerOf(path: string): string | undefined {
    const [, section, escaped = ''] = path.split('/');
    const logicalId = escaped.replace(/~1/g, '/').replace(/~0/g, '~');
    return section === 'Resources' && this.template.resources.has(logicalId) ? logicalId : undefined;
  }
}

/** Inside a text there are no JSON pointers: such a finding points at the text and names the place in it. */
function jobFindings(job: Job): FoundByRule[] {
  const { textPath } = job;
  return findWith(JOB_RULES, job).map(one => textPath === undefined || !one.path.startsWith(`${textPath}/`) ? one
    : { ...one, path: textPath, message: `${one.path.slice(textPath.length + 1)}: ${one.message}` });
}
