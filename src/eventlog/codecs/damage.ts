/** What is wrong with a stream of bytes. */
export type DamageKind = 'cut' | 'corrupt' | 'bomb';

/** A stream that cannot be read to its end. What came before the damage has been given. */
export class Damage extends Error {
  public constructor(public readonly kind: DamageKind, message: string) {
    super(message);
  }
}

export function cut(what: string): Damage {
  return new Damage('cut', `ends inside ${what}`);
}

export function corrupt(what: string): Damage {
  return new Damage('corrupt', what);
}
