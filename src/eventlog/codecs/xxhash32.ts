/** xxHash32. Source: https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md (read 2026-11-29). */
const PRIME_1 = 0x9e3779b1;
const PRIME_2 = 0x85ebca77;
const PRIME_3 = 0xc2b2ae3d;
const PRIME_4 = 0x27d4eb2f;
const PRIME_5 = 0x165667b1;
const STRIPE = 16;

export function xxHash32(bytes: Uint8Array, seed: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const striped = bytes.length >= STRIPE ? stripes(view, seed) : (seed + PRIME_5) | 0;
  return avalanche(tail(view, bytes.length - bytes.length % STRIPE, (striped + bytes.length) | 0));
}

function stripes(view: DataView, seed: number): number {
  let a = (seed + PRIME_1 + PRIME_2) | 0;
  let b = (seed + PRIME_2) | 0;
  let c = seed | 0;
  let d = (seed - PRIME_1) | 0;
  for (let i = 0; i + STRIPE <= view.byteLength; i += STRIPE) {
    a = round(a, view.getUint32(i, true));
    b = round(b, view.getUint32(i + 4, true));
    c = round(c, view.getUint32(i + 8, true));
    d = round(d, view.getUint32(i + 12, true));
  }
  return (rotated(a, 1) + rotated(b, 7) + rotated(c, 12) + rotated(d, 18)) | 0;
}

function tail(view: DataView, from: number, start: number): number {
  let hash = start;
  let i = from;
  for (; i + 4 <= view.byteLength; i += 4) hash = Math.imul(rotated((hash + Math.imul(view.getUint32(i, true), PRIME_3)) | 0, 17), PRIME_4);
  for (; i < view.byteLength; i++) hash = Math.imul(rotated((hash + Math.imul(view.getUint8(i), PRIME_5)) | 0, 11), PRIME_1);
  return hash;
}

function avalanche(start: number): number {
  let hash = start;
  hash = Math.imul(hash ^ hash >>> 15, PRIME_2);
  hash = Math.imul(hash ^ hash >>> 13, PRIME_3);
  return (hash ^ hash >>> 16) >>> 0;
}

function round(sum: number, word: number): number {
  return Math.imul(rotated((sum + Math.imul(word, PRIME_2)) | 0, 13), PRIME_1);
}

function rotated(value: number, bits: number): number {
  return value << bits | value >>> 32 - bits;
}
