import { NamedTypeRow, UPDATE_KINDS, UpdateRow } from '../../src/core/catalog/rows';
import { GeneratedFile } from '../generated-files';
import { Block, demand, demandUnique, readData, renderList, renderModule } from './table';

type UpdateDataRow = Omit<UpdateRow, 'source'> & { readonly source?: string };

interface UpdatesData {
  readonly schemas: Block<UpdateDataRow>;
  readonly startedApplications: Block<UpdateDataRow>;
  readonly names: Block<NamedTypeRow>;
}

const SOURCE = 'update-behaviour.jsonc';
const TYPE = /^AWS::EMR(Serverless)?::[A-Za-z]+$/;
const PATH = /^[A-Za-z0-9]+(\.[A-Za-z0-9]+)*$/;

/** `src/core/catalog/updates.generated.ts`. */
export function updatesFile(root: string): GeneratedFile {
  const { names, ...blocks } = readData<UpdatesData>(root, SOURCE);
  const rows = Object.values(blocks).flatMap(block => block.rows.map(row => updateRow(row, block.url)));
  demandUnique('updates', rows.flatMap(({ type, properties }) => properties.map(property => `${type} ${property}`)));
  for (const { type, property } of names.rows) {
    demand(rows.some(row => row.type === type && row.properties.includes(property)), `names: ${type} has no ${property}`);
  }
  return {
    path: 'src/core/catalog/updates.generated.ts',
    content: renderModule(SOURCE, ['NamedTypeRow', 'UpdateRow'], [renderList('UPDATE_ROWS', 'UpdateRow', rows), renderList('NAMED_TYPES', 'NamedTypeRow', names.rows)]),
  };
}

function updateRow({ type, update, properties, note, source }: UpdateDataRow, url: string): UpdateRow {
  demand(TYPE.test(type), `updates: ${type} is not a type of EMR`);
  demand(UPDATE_KINDS.includes(update), `updates: ${type} ${update}`);
  demand(properties.length > 0 && properties.every(property => PATH.test(property)), `updates: ${type}: ${properties.join(', ')}`);
  return { type, update, properties, note, source: source ?? url };
}
