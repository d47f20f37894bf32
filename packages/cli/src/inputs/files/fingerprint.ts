/**
 * A short text that differs when `data` differs, as far as accidents go: two FNV-1a hashes of 32 bits side by side, over
 * words of four bytes. Not for anything an adversary may choose; `node:crypto` would be, and costs a tenth of Node's own
 * start to load.
 */
export function fingerprint(data: Uint8Array | string): string {
  const bytes = typeof data === "string" ? Buffer.from(data) : data;
  const words = new Uint32Array(Math.ceil(bytes.length / 4));
  new Uint8Array(words.buffer).set(bytes);
  let low = 0x811c9dc5 ^ bytes.length;
  let high = 0x9747b28c;
  for (const word of words) {
    low = Math.imul(low ^ word, 0x01000193);
    low ^= low >>> 15;
    high = Math.imul(high ^ word ^ low, 0x5bd1e995);
    high ^= high >>> 13;
  }
  return hex(low) + hex(high);
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, "0");
}
