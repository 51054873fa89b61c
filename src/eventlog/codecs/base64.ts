const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes of base64 text: of bytes in one flat loop, as it runs once and before it is compiled. */
export function base64Bytes(text: string): Uint8Array {
  const values = new Uint8Array(128);
  for (let i = 0; i < ALPHABET.length; i++) values[ALPHABET.charCodeAt(i)] = i;
  const letters = new TextEncoder().encode(text);
  const bytes = new Uint8Array(text.length / 4 * 3);
  for (let i = 0, at = 0; i < letters.length; i += 4, at += 3) {
    const three = values[letters[i]] << 18 | values[letters[i + 1]] << 12 | values[letters[i + 2]] << 6 | values[letters[i + 3]];
    bytes[at] = three >> 16;
    bytes[at + 1] = three >> 8;
    bytes[at + 2] = three;
  }
  return bytes.subarray(0, bytes.length - (text.length - text.replace(/=+$/, '').length));
}
