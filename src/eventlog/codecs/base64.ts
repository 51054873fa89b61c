const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PADDING = '=';

/** Bytes of base64 text. */
export function base64Bytes(text: string): Uint8Array {
  const values = new Uint8Array(128);
  for (let i = 0; i < ALPHABET.length; i++) values[ALPHABET.charCodeAt(i)] = i;
  const padding = text.endsWith(PADDING + PADDING) ? 2 : text.endsWith(PADDING) ? 1 : 0;
  const bytes = new Uint8Array(text.length * 3 / 4 - padding);
  for (let i = 0, at = 0; i < text.length; i += 4) {
    let four = 0;
    for (let k = i; k < i + 4; k++) four = four << 6 | values[text.charCodeAt(k)];
    for (let shift = 16; shift >= 0 && at < bytes.length; shift -= 8) bytes[at++] = four >> shift;
  }
  return bytes;
}
