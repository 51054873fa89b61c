import { ARCHITECTURES, COLLECTORS, EC2_FLAGS, OBJECTIVES, PLATFORMS, SERVERLESS_FLAGS } from './plan-spec';
import { InstanceTypeCorrection } from '../../core/catalog/instance-corrections';
import { DEFAULT_REGION } from '../../core/catalog/prices';
import { DEFAULT_RELEASE } from '../../core/catalog/releases';
import { Ec2Request } from '../../core/planning/ec2-plan';
import { PriceOverrides, ServerlessRequest } from '../../core/planning/plan';
import { Problem, problem } from '../../core/problems/problem';
import { inCallersWords } from '../callers-words';
import { Arguments } from '../flag';
import { Options } from '../options';

/** What the command line asks of the planner, for either platform. */
export interface PlanRequests {
  readonly platform: typeof PLATFORMS[number];
  readonly serverless: ServerlessRequest;
  readonly ec2: Ec2Request;
}

const PRICE_FLAGS: Readonly<Record<keyof PriceOverrides, string>> = {
  vCpuHourUsd: '--vcpu-hour-usd',
  memoryGiBHourUsd: '--memory-gib-hour-usd',
  storageGiBHourUsd: '--storage-gib-hour-usd',
  shuffleStorageGiBHourUsd: '--shuffle-storage-gib-hour-usd',
};
const GP3_FLAG = '--gp3-gib-month-usd';

export function requestsOf(options: Options): PlanRequests {
  const platform = options.word('--platform', PLATFORMS) ?? 'serverless';
  options.problems.push(...misplaced(options, platform));
  const shared = sharedRequest(options);
  return { platform, serverless: serverlessRequest(options, shared), ec2: ec2Request(options, shared) };
}

function sharedRequest(options: Options): Omit<ServerlessRequest, 'serverlessStorage'> {
  return {
    release: options.text('--release') ?? DEFAULT_RELEASE,
    architecture: options.word('--architecture', ARCHITECTURES) ?? 'x86_64',
    region: options.text('--region') ?? DEFAULT_REGION,
    objective: options.word('--objective', OBJECTIVES) ?? 'cost',
    pins: {
      executorCores: options.count('--executor-cores'),
      taskCpus: options.count('--task-cpus'),
      executors: options.count('--executors'),
      partitions: options.count('--partitions'),
      executorMemoryMiB: options.sparkMiB('--executor-memory'),
      diskGiB: options.gib('--disk'),
      collector: options.word('--collector', COLLECTORS),
    },
  };
}

function serverlessRequest(options: Options, shared: Omit<ServerlessRequest, 'serverlessStorage'>): ServerlessRequest {
  return {
    ...shared,
    warm: options.count('--warm'),
    serverlessStorage: options.has('--serverless-storage'),
    prices: {
      vCpuHourUsd: options.number(PRICE_FLAGS.vCpuHourUsd),
      memoryGiBHourUsd: options.number(PRICE_FLAGS.memoryGiBHourUsd),
      storageGiBHourUsd: options.number(PRICE_FLAGS.storageGiBHourUsd),
      shuffleStorageGiBHourUsd: options.number(PRICE_FLAGS.shuffleStorageGiBHourUsd),
    },
  };
}

function ec2Request(options: Options, shared: Omit<ServerlessRequest, 'serverlessStorage'>): Ec2Request {
  const some = (flag: string) => options.has(flag) ? options.texts(flag) : undefined;
  return {
    ...shared,
    pins: { ...shared.pins, instanceTypes: some('--instance-type'), nodes: options.count('--nodes') },
    families: some('--family'),
    deniedFamilies: some('--deny-family'),
    instanceTypes: [...statedPrices(options), ...statedSpotPrices(options)],
    spotShare: options.number('--spot-share'),
    prices: { gp3UsdPerGiBMonth: options.number(GP3_FLAG) },
  };
}

/** `--instance-price m7g.4xlarge=0.5`, with EMR's fee behind a plus: `=0.5+0.12`. */
function statedPrices(options: Options): InstanceTypeCorrection[] {
  return options.texts('--instance-price').flatMap(text => {
    const [, instanceType, usd, fee] = /^([a-z0-9.-]+)=([\d.]+)(?:\+([\d.]+))?$/.exec(text) ?? [];
    if (instanceType !== undefined) return [{ instanceType, usdPerHour: Number(usd), ...fee === undefined ? {} : { emrUsdPerHour: Number(fee) } }];
    options.problems.push(problem('SZ1004', '--instance-price', `got ${JSON.stringify(text)}; TYPE=USD or TYPE=USD+FEE of one hour is expected, such as m7g.4xlarge=0.5`));
    return [];
  });
}

/** `--spot-price m7g.4xlarge=0.2`. */
function statedSpotPrices(options: Options): InstanceTypeCorrection[] {
  return options.texts('--spot-price').flatMap(text => {
    const [, instanceType, usd] = /^([a-z0-9.-]+)=([\d.]+)$/.exec(text) ?? [];
    if (instanceType !== undefined) return [{ instanceType, spotUsdPerHour: Number(usd) }];
    options.problems.push(problem('SZ1004', '--spot-price', `got ${JSON.stringify(text)}; TYPE=USD of one hour is expected, such as m7g.4xlarge=0.2`));
    return [];
  });
}

/** Flags of one platform beside the other one. */
function misplaced(options: Options, platform: PlanRequests['platform']): Problem[] {
  const wrong = platform === 'any' ? [] : platform === 'ec2' ? SERVERLESS_FLAGS : EC2_FLAGS;
  const whose = platform === 'ec2' ? 'EMR Serverless; leave it out' : 'EMR on EC2; give --platform ec2 as well';
  return wrong.filter(({ name }) => options.has(name)).map(({ name }) => problem('SZ1013', name, `is of ${whose}`));
}

/** Problems of the planner in the words of the command line. */
export function inFlags(problems: readonly Problem[], args: Arguments): Problem[] {
  const priced = problems.map(one => ({
    ...one,
    path: one.path
      .replace(/^prices\.gp3UsdPerGiBMonth$/, GP3_FLAG)
      .replace(/^prices\.(\w+)$/, (_, name: keyof PriceOverrides) => PRICE_FLAGS[name])
      .replace(/^instanceTypes\[\d+\]\.spotUsdPerHour$/, '--spot-price').replace(/^instanceTypes\[\d+\]\..*$/, '--instance-price')
      .replace(/^spotShare$/, '--spot-share')
      .replace(/^families$/, '--family').replace(/^deniedFamilies$/, '--deny-family'),
  }));
  return inCallersWords(priced, args);
}
