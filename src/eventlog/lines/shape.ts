/** The fields of a line that are wanted, by name; what they hold in turn, or true for a value. */
export interface Wanted {
  readonly [key: string]: Wanted | true;
}

/** A field that is wanted: of the slots from `slot` to `end` the first is its own, the others are those of what it holds. */
export interface ShapeField {
  readonly name: Uint8Array;
  readonly slot: number;
  readonly end: number;
  readonly within?: Shape;
}

/** Fields by the length of their names in bytes. */
export type Shape = ReadonlyArray<readonly ShapeField[] | undefined>;

/** A shape and where in it each field stands: `Task Info.Task ID` to its slot. */
export interface LineShape {
  readonly fields: Shape;
  readonly slots: number;
  readonly slotOf: (path: string) => number;
}

/** Makes what the scanner looks names up in. */
export function lineShape(wanted: Wanted): LineShape {
  const paths = new Map<string, number>();
  const fields = shapeOf(wanted, '', paths);
  return {
    fields,
    slots: paths.size,
    slotOf: path => {
      const slot = paths.get(path);
      if (slot === undefined) throw new Error(`no field ${path} in this shape`);
      return slot;
    },
  };
}

function shapeOf(wanted: Wanted, prefix: string, paths: Map<string, number>): Shape {
  const shape: ShapeField[][] = [];
  for (const [key, inner] of Object.entries(wanted)) {
    const path = prefix + key;
    const slot = paths.size;
    paths.set(path, slot);
    const within = inner === true ? undefined : shapeOf(inner, `${path}.`, paths);
    const field: ShapeField = { name: asciiBytes(key), slot, end: paths.size, ...within ? { within } : {} };
    (shape[key.length] ??= []).push(field);
  }
  return shape;
}

/** Names of fields are ASCII. */
function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, letter => letter.charCodeAt(0));
}

/** The field of that name, which stands in the bytes from `from` to `to`. */
export function fieldNamed(shape: Shape, b: Uint8Array, from: number, to: number): ShapeField | undefined {
  const candidates = shape[to - from];
  if (candidates === undefined) return undefined;
  for (const field of candidates) if (isName(field.name, b, from)) return field;
  return undefined;
}

function isName(name: Uint8Array, b: Uint8Array, from: number): boolean {
  for (let i = 0; i < name.length; i++) if (name[i] !== b[from + i]) return false;
  return true;
}
