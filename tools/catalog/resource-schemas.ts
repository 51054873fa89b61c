import { ApiRow } from './api-constraints';
import { SchemaRow } from './registry-schema';
import { Block, demand, demandUnique, literal, readData } from './table';
import { SchemaNode } from '../../src/core/catalog/rows';
import { GeneratedFile } from '../generated-files';

interface SchemasData {
  readonly schemas: Block<SchemaRow>;
  readonly api: Block<ApiRow>;
  readonly requests: Block<SchemaRow>;
}

/** A row without a property is about the definition itself. */
type CorrectionRow = Omit<ApiRow, 'property'> & { readonly property?: string };

const SOURCE = 'resource-schemas.jsonc';

/** `src/core/catalog/resource-schemas.generated.ts`: one text, so that loading the module costs nothing until a template is checked. */
export function resourceSchemasFile(root: string): GeneratedFile {
  const { schemas, api, requests } = readData<SchemasData>(root, SOURCE);
  const corrections = Object.values(readData<Readonly<Record<string, Block<CorrectionRow>>>>(root, 'resource-schema-corrections.jsonc')).flatMap(block => block.rows);
  const rows = [...schemas.rows, ...requests.rows];
  demandUnique('resource schemas', rows.map(({ name }) => name));
  demandUnique('resource schema corrections', corrections.map(({ name, property }) => `${name} ${property}`));
  const nodes = new Map(rows.map(({ name, ...node }): [string, SchemaNode] => [name, node]));
  for (const row of [...api.rows, ...corrections]) nodes.set(row.name, corrected(nodes.get(row.name), row));
  demandReferences(nodes);
  return {
    path: 'src/core/catalog/resource-schemas.generated.ts',
    content: `// Generated from data/${SOURCE} by tools/generate-catalog.ts. Change that file, then run: npx tsx tools/generate-catalog.ts\n`
      + `\nexport const RESOURCE_SCHEMAS_JSON = ${literal(JSON.stringify(Object.fromEntries(nodes)))};\n`,
  };
}

function corrected(node: SchemaNode | undefined, { name, property, ...keywords }: CorrectionRow): SchemaNode {
  const place = `resource schemas: ${[name, property].filter(Boolean).join(' ')}`;
  demand(node !== undefined && (property === undefined || node.properties?.[property] !== undefined), `${place} is not there`);
  demand(Object.keys(keywords).length > 0, `${place} corrects nothing`);
  if (property === undefined) return { ...node, ...keywords };
  return { ...node, properties: { ...node!.properties, [property]: { ...node!.properties![property], ...keywords } } };
}

/** Throws where a definition that is referred to is not there. */
function demandReferences(nodes: ReadonlyMap<string, SchemaNode>): void {
  const text = JSON.stringify([...nodes.values()]);
  for (const [, name] of text.matchAll(/"\$ref":"([^"]+)"/g)) demand(nodes.has(name), `resource schemas: ${name} is referred to and not there`);
}
