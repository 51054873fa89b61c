/** A node as published formulas see it. */
export interface FormulaNode {
  readonly vCores: number;
  /** EC2's memory, as in its price list. */
  readonly ec2MiB: number;
  /** `yarn.nodemanager.resource.memory-mb`. */
  readonly yarnMiB: number;
}

/** What a formula promises of one node, and what its settings make YARN see. */
export interface Promised {
  readonly executors: number;
  readonly cores: number;
  /** Heap and overhead as Spark asks for them. */
  readonly containerMiB: number;
}

/** A published way to size executors, restated. Undefined: it has no answer for this node. */
export interface Formula {
  readonly name: string;
  readonly says: string;
  readonly source: string;
  readonly promise: (node: FormulaNode) => Promised | undefined;
}

const GIB = 1024;

/** What EMR adds to a heap without an explicit overhead: max(384, ⌊0.1875 · heap⌋). */
export function withEmrOverhead(heapMiB: number): number {
  return heapMiB + Math.max(384, Math.floor(heapMiB * 0.1875));
}

/** The five-core rule: a core and a GB for the system, the rest shared. */
function fiveCoreShare({ vCores, ec2MiB }: FormulaNode): { executors: number; shareGiB: number } | undefined {
  const executors = Math.floor((vCores - 1) / 5);
  const shareGiB = Math.floor((ec2MiB / GIB - 1) / executors);
  return executors > 0 && shareGiB > 0 ? { executors, shareGiB } : undefined;
}

export const FORMULAS: readonly Formula[] = [
  {
    name: 'AWS Big Data blog: 5 cores, 90 % heap, 10 % overhead',
    says: 'executors = ⌊(vCPU − 1) / 5⌋, share = ⌊(RAM − 1 GB) / executors⌋, heap ⌊0.9 share⌋ and overhead ⌈0.1 share⌉ GB',
    source: 'https://aws.amazon.com/blogs/big-data/best-practices-for-successfully-managing-memory-for-apache-spark-applications-on-amazon-emr/',
    promise: node => {
      const share = fiveCoreShare(node);
      return share && { executors: share.executors, cores: 5, containerMiB: (Math.floor(0.9 * share.shareGiB) + Math.ceil(0.1 * share.shareGiB)) * GIB };
    },
  },
  {
    name: 'cheat sheets: 5 cores, 7 % off, no overhead stated',
    says: 'the same share, heap ⌊0.93 share⌋ GB; EMR adds 18.75 % of the heap',
    source: 'https://blog.cloudera.com/how-to-tune-your-apache-spark-jobs-part-2/',
    promise: node => {
      const share = fiveCoreShare(node);
      const heapGiB = Math.floor(0.93 * (share?.shareGiB ?? 0));
      return share && heapGiB > 0 ? { executors: share.executors, cores: 5, containerMiB: withEmrOverhead(heapGiB * GIB) } : undefined;
    },
  },
  {
    name: 'spark-config-calculator: 5 cores, 6 %',
    says: 'YARN\'s memory shared by ⌊(vCPU − 1) / 5⌋, heap = share / 1.06; EMR adds 18.75 %',
    source: 'https://github.com/lexanne-online/spark-config-calculator',
    promise: ({ vCores, yarnMiB }) => {
      const executors = Math.floor((vCores - 1) / 5);
      const share = executors > 0 ? yarnMiB / executors : 0;
      const heapMiB = Math.floor(share - Math.max(384, share - share / 1.06));
      return heapMiB > 0 ? { executors, cores: 5, containerMiB: withEmrOverhead(heapMiB) } : undefined;
    },
  },
  {
    name: 'AWS EMR best-practices guide: 4 cores, × 0.8125',
    says: 'YARN\'s memory shared by vCPU / 4, heap = 0.8125 share (right would be share / 1.1875)',
    source: 'https://aws.github.io/aws-emr-best-practices/docs/bestpractices/Applications/Spark/performance',
    promise: ({ vCores, yarnMiB }) => {
      const executors = Math.floor(vCores / 4);
      const heapMiB = executors > 0 ? Math.floor(Math.floor(yarnMiB / executors) * 0.8125) : 0;
      return heapMiB > 0 ? { executors, cores: 4, containerMiB: withEmrOverhead(heapMiB) } : undefined;
    },
  },
];

/** aws-emr-advisor's count: memory − 4 GB by heap · 1.1, cores by cores. It writes the same 4 GB into yarn-site, over EMR's own figure. */
export function advisorPromise({ vCores, ec2MiB }: FormulaNode, cores: number, heapGiB: number): Promised & { readonly yarnMiB: number } {
  const yarnMiB = ec2MiB - 4 * GIB;
  const executors = Math.min(Math.floor(yarnMiB / (heapGiB * GIB * 1.1)), Math.floor(vCores / cores));
  return { executors, cores, containerMiB: withEmrOverhead(heapGiB * GIB), yarnMiB };
}
