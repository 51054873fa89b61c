import { UpdateKind } from './rows';
import { NAMED_TYPES, UPDATE_ROWS } from './updates.generated';

/** What a change of one property does. */
export interface PropertyUpdate {
  /** The path of the table that holds: the one asked for, or one above it. */
  readonly property: string;
  readonly update: UpdateKind;
  readonly note?: string;
  readonly source: string;
}

/** Of every type the properties that the table has. */
const UPDATES = updatesByType();

function updatesByType(): ReadonlyMap<string, ReadonlyMap<string, PropertyUpdate>> {
  const types = new Map<string, Map<string, PropertyUpdate>>();
  for (const { type, properties, ...row } of UPDATE_ROWS) {
    const known = types.get(type) ?? new Map<string, PropertyUpdate>();
    types.set(type, known);
    for (const property of properties) known.set(property, { property, ...row });
  }
  return types;
}

/** The types of resources that the table has. */
export function typesWithUpdates(): string[] {
  return [...UPDATES.keys()];
}

/** The properties of a type that the table has. */
export function propertyUpdates(type: string): PropertyUpdate[] {
  return [...UPDATES.get(type)?.values() ?? []];
}

/** What a change at a path below Properties does, lists passed through: by the longest path that the table has. Undefined: it has none. */
export function updateOf(type: string, path: readonly string[]): PropertyUpdate | undefined {
  const known = UPDATES.get(type);
  const lengths = path.map((_, index) => path.length - index);
  return lengths.map(length => known?.get(path.slice(0, length).join('.'))).find(found => found !== undefined);
}

/** The property that is the physical name of a type's resources, where there is one. */
export function nameProperty(type: string): string | undefined {
  return NAMED_TYPES.find(row => row.type === type)?.property;
}
