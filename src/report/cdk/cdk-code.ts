import { Code, CodeLanguage, PYTHON, Struct, TYPESCRIPT, call, literal, namesInFields, struct } from './code';
import { WorkloadSource, enumCode, sizeCode, workloadCode } from './workload-code';
import { DEFAULT_REGION } from '../../core/catalog/prices';
import { Ec2Request } from '../../core/planning/ec2-plan';
import { ServerlessRequest } from '../../core/planning/plan';
import { GIB, MIB } from '../../core/units';

/** A workload, and what is asked of the planner beside it. Prices that are stated are not part of the code. */
export type CdkSource = { readonly workload: WorkloadSource } & (
  | { readonly platform: 'serverless'; readonly request: ServerlessRequest }
  | { readonly platform: 'ec2'; readonly request: Ec2Request }
);

export const CDK_LANGUAGES = ['typescript', 'python'] as const;
export type CdkLanguage = typeof CDK_LANGUAGES[number];

/** Of the CDK itself; everything else is this library's. */
const OF_CDK = ['Duration', 'Size'];
const CONSTRUCTS = { serverless: 'SizedEmrServerlessApp', ec2: 'SizedEmrCluster' } as const;

/** An app of the CDK with the construct that plans this workload. */
export function cdkCode(source: CdkSource, language: CdkLanguage): string {
  return WRITERS[language](source);
}

const WRITERS: Readonly<Record<CdkLanguage, (source: CdkSource) => string>> = { typescript: typescriptApp, python: pythonApp };

function typescriptApp(source: CdkSource): string {
  const props = propsOf(source);
  const { cdk, own } = importsOf(source, props, TYPESCRIPT);
  return [
    `import { ${cdk.join(', ')} } from 'aws-cdk-lib';`,
    `import { ${own.join(', ')} } from 'cdk-sized-emr';`,
    '',
    'const app = new App();',
    `const stack = new Stack(app, '${stackId(source)}');`,
    '',
    `new ${CONSTRUCTS[source.platform]}(stack, 'Job', {`,
    TYPESCRIPT.fields(props, ''),
    '});',
    '',
  ].join('\n');
}

function pythonApp(source: CdkSource): string {
  const props = propsOf(source);
  const { cdk, own } = importsOf(source, props, PYTHON);
  return [
    `from aws_cdk import ${cdk.join(', ')}`,
    `from cdk_sized_emr import ${own.join(', ')}`,
    '',
    'app = App()',
    `stack = Stack(app, "${stackId(source)}")`,
    '',
    `${CONSTRUCTS[source.platform]}(`,
    '    stack,',
    '    "Job",',
    PYTHON.fields(props, ''),
    ')',
    '',
    'app.synth()',
    '',
  ].join('\n');
}

function importsOf({ platform }: CdkSource, props: Struct, language: CodeLanguage): { readonly cdk: string[]; readonly own: string[] } {
  const names = [...new Set(namesInFields(props, language))];
  return {
    cdk: ['App', 'Stack', ...names.filter(name => OF_CDK.includes(name))].sort(),
    own: [CONSTRUCTS[platform], ...names.filter(name => !OF_CDK.includes(name))].sort(),
  };
}

/** A name that CloudFormation takes for a stack. */
function stackId({ workload: { name } }: CdkSource): string {
  const id = String(name ?? '').replace(/[^A-Za-z0-9]+/g, '-').replace(/^[^A-Za-z]+|-+$/g, '').slice(0, 64);
  return id || 'Spark';
}

function propsOf(source: CdkSource): Struct {
  const { request } = source;
  return struct('', [
    ['release', call('EmrRelease', 'of', literal(request.release))],
    ['architecture', request.architecture === 'x86_64' ? undefined : enumCode('EmrArchitecture', request.architecture)],
    ['region', request.region === DEFAULT_REGION ? undefined : literal(request.region)],
    ['objective', request.objective === 'cost' ? undefined : enumCode('PlanObjective', request.objective)],
    ...pinProps(request),
    ...source.platform === 'serverless' ? serverlessProps(source.request) : clusterProps(source.request),
    ['workload', workloadCode(source.workload)],
  ]);
}

function pinProps({ pins }: ServerlessRequest | Ec2Request): Struct['fields'] {
  const { executorMemoryMiB: memory, diskGiB: disk, collector } = pins;
  return [
    ...(['executorCores', 'taskCpus', 'executors', 'partitions'] as const).map(name => [name, stated(pins[name])] as const),
    ['executorMemory', memory === undefined ? undefined : sizeCode(memory * MIB)],
    ['disk', disk === undefined ? undefined : sizeCode(disk * GIB)],
    ['collector', collector === undefined ? undefined : enumCode('GarbageCollector', collector)],
  ];
}

function serverlessProps({ warm, serverlessStorage }: ServerlessRequest): Struct['fields'] {
  return [['warm', stated(warm)], ['serverlessStorage', serverlessStorage ? literal(true) : undefined]];
}

function clusterProps({ pins: { instanceTypes, nodes }, families, deniedFamilies, spotShare }: Ec2Request): Struct['fields'] {
  return [
    ['instanceTypes', texts(instanceTypes)], ['nodes', stated(nodes)], ['families', texts(families)], ['deniedFamilies', texts(deniedFamilies)],
    ['spotShare', stated(spotShare)],
  ];
}

function stated(value: number | undefined): Code | undefined {
  return value === undefined ? undefined : literal(value);
}

function texts(values: readonly string[] | undefined): Code | undefined {
  return values?.length ? { kind: 'list', items: values.map(literal) } : undefined;
}
