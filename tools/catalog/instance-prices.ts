import { EmrFeeModelRow, EmrFeeRow, PackedPriceRow } from '../../src/core/catalog/rows';
import { GeneratedFile } from '../generated-files';
import { SizesRow, figuresByType, instanceTypeNames } from './instance-types';
import { Block, byKey, demand, demandUnique, literal, readData, renderList, renderModule } from './table';

interface InstancePricesData {
  readonly onDemand: Block<SizesRow>;
  readonly emrFee: Block<EmrFeeRow>;
  readonly emrFeeModel: Block<EmrFeeModelRow>;
}

const SOURCE = 'instance-prices.jsonc';

/** `src/core/catalog/instance-prices.generated.ts`. */
export function instancePricesFile(root: string): GeneratedFile {
  const { onDemand, emrFee, emrFeeModel } = readData<InstancePricesData>(root, SOURCE);
  checkPrices(figuresByType(onDemand.rows), instanceTypeNames(root));
  checkFees(emrFee.rows, emrFeeModel.rows, figuresByType(onDemand.rows));
  const rows = [...onDemand.rows].sort(byKey(row => row.family)).map(({ family, sizes }): PackedPriceRow =>
    [family, Object.entries(sizes).map(([size, usd]) => `${size} ${usd}`).join(',')]);
  return {
    path: 'src/core/catalog/instance-prices.generated.ts',
    content: renderModule(SOURCE, ['EmrFeeModelRow', 'EmrFeeRow', 'PackedPriceRow'], [
      `export const INSTANCE_PRICES_READ = ${literal(onDemand.read)};\n`,
      renderList('INSTANCE_PRICES', 'PackedPriceRow', rows),
      renderList('EMR_FEES', 'EmrFeeRow', emrFee.rows),
      renderList('EMR_FEE_MODEL', 'EmrFeeModelRow', emrFeeModel.rows),
    ]),
  };
}

function checkPrices(prices: ReadonlyMap<string, number>, names: readonly string[]): void {
  const missing = names.filter(name => !prices.has(name));
  demand(missing.length === 0, `no price of ${missing.join(', ')}`);
  for (const [name, usd] of prices) {
    demand(names.includes(name), `prices: no type ${name}`);
    demand(usd > 0.01 && usd < 200, `${name}: ${usd} USD per hour`);
  }
}

/** The model must give the fees that are printed, to 3 %: they are rounded, and so are the model's shares. */
function checkFees(fees: readonly EmrFeeRow[], model: readonly EmrFeeModelRow[], prices: ReadonlyMap<string, number>): void {
  demandUnique('fees', fees.map(row => row.instanceType));
  demandUnique('fee model', model.flatMap(row => row.families ?? []));
  demand(model[model.length - 1].families === undefined, 'fee model: the last row is for all other families');
  for (const { instanceType, usdPerHour } of fees) {
    const price = prices.get(instanceType);
    demand(price !== undefined, `fees: no type ${instanceType}`);
    const row = model.find(({ families }) => !families || families.includes(instanceType.split('.')[0]))!;
    const modelled = Math.min(row.share * price!, row.capUsd ?? Infinity);
    demand(Math.abs(modelled / usdPerHour - 1) < 0.03, `${instanceType}: the model gives a fee of ${modelled}, the page ${usdPerHour}`);
  }
}
