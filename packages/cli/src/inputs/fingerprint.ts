/**
 * A short text that differs when `text` differs, as far as accidents go: two FNV-1a hashes of 32 bits side by side.
 * Not for anything an adversary may choose; `node:crypto` would be, and costs a tenth of Node's own start to load.
 */
export function fingerprint(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit ^ (low >>> 15), 0x5bd1e995);
  }
  return hex(low) + hex(high ^ (high >>> 13));
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, "0");
}
