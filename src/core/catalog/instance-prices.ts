import { EMR_FEES, EMR_FEE_MODEL, INSTANCE_PRICES, INSTANCE_PRICES_READ } from './instance-prices.generated';
import { InstanceType } from './instance-types';
import { DEFAULT_REGION } from './prices';
import { Problem, problem } from '../problems/problem';

/** What an instance costs, USD per hour. */
export interface InstancePrices {
  /** On demand. Undefined: a type of the user's, without a price. */
  readonly usdPerHour?: number;
  /** EMR's fee on top, on Spot as well. */
  readonly emrUsdPerHour?: number;
  /** Only where stated: Spot prices move. */
  readonly spotUsdPerHour?: number;
  /** Names of the prices that no price list gave. */
  readonly provisional: readonly string[];
}

/** The Region and day of the catalog's prices. */
export const INSTANCE_PRICES_OF = { region: DEFAULT_REGION, pricedAt: INSTANCE_PRICES_READ } as const;

let listed: ReadonlyMap<string, number> | undefined;

/** Prices of a type: stated ones first, then the list, then the model of EMR's fee. */
export function instancePrices({ instanceType, family, prices = {} }: InstanceType): InstancePrices {
  const usdPerHour = prices.usdPerHour ?? listedUsdPerHour(instanceType);
  const fee = prices.emrUsdPerHour ?? EMR_FEES.find(row => row.instanceType === instanceType)?.usdPerHour;
  return {
    usdPerHour,
    emrUsdPerHour: fee ?? modelledFee(family, listedUsdPerHour(instanceType) ?? usdPerHour),
    spotUsdPerHour: prices.spotUsdPerHour,
    provisional: fee === undefined ? ['emrUsdPerHour'] : [],
  };
}

/** SZ4004 where the list is another Region's than the one asked for. Nothing where every price is stated. */
export function regionWarnings(region: string, types: readonly InstanceType[]): Problem[] {
  const stated = types.every(({ prices = {} }) => prices.usdPerHour !== undefined && prices.emrUsdPerHour !== undefined);
  return region === DEFAULT_REGION || stated ? []
    : [problem('SZ4004', 'region', `no prices of EC2 instances in ${region} in this catalog: those of ${DEFAULT_REGION} are used; give usdPerHour and emrUsdPerHour`)];
}

/** fee = min(share · on-demand price, cap), to a hundredth of a cent. A discount on the instance does not change it. */
function modelledFee(family: string, onDemand: number | undefined): number | undefined {
  const { share, capUsd = Infinity } = EMR_FEE_MODEL.find(({ families }) => !families || families.includes(family))!;
  return onDemand === undefined ? undefined : Math.round(Math.min(share * onDemand, capUsd) * 1e4) / 1e4;
}

function listedUsdPerHour(instanceType: string): number | undefined {
  listed ??= new Map(INSTANCE_PRICES.flatMap(([family, prices]) => prices.split(',').map(text => {
    const [size, usd] = text.split(' ');
    return [`${family}.${size}`, Number(usd)] as const;
  })));
  return listed.get(instanceType);
}
