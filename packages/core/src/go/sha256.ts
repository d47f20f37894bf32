// prettier-ignore
const roundConstants = Uint32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);

// prettier-ignore
const initialState = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
] as const;

type State = readonly [number, number, number, number, number, number, number, number];

/**
 * The SHA-256 of a text's UTF-8 bytes, in hexadecimal. What is hashed here is a few hundred bytes, rarely: any library
 * takes longer to load.
 * @see FIPS 180-4, section 6.2
 */
export function sha256(text: string): string {
  const words = padded(new TextEncoder().encode(text));
  let state: State = initialState;
  for (let offset = 0; offset < words.length; offset += 16)
    state = mixed(state, words.subarray(offset, offset + 16));
  return state.map((word) => word.toString(16).padStart(8, "0")).join("");
}

/** The bytes, a one, zeros, and the number of bits: whole blocks of 16 words. */
function padded(bytes: Uint8Array): Uint32Array {
  const length = Math.ceil((bytes.length + 9) / 64) * 64;
  const message = new Uint8Array(length);
  message.set(bytes);
  message[bytes.length] = 0x80;
  const view = new DataView(message.buffer);
  view.setBigUint64(length - 8, BigInt(bytes.length) * 8n);
  return Uint32Array.from({ length: length / 4 }, (_, index) => view.getUint32(index * 4));
}

function mixed(state: State, block: Uint32Array): State {
  const schedule = scheduleOf(block);
  let [a, b, c, d, e, f, g, h] = state;
  roundConstants.forEach((constant, round) => {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const first =
      h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice + constant + at(schedule, round);
    const second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority;
    [a, b, c, d, e, f, g, h] = [(first + second) >>> 0, a, b, c, (d + first) >>> 0, e, f, g];
  });
  const [a0, b0, c0, d0, e0, f0, g0, h0] = state;
  return [sum(a0, a), sum(b0, b), sum(c0, c), sum(d0, d), sum(e0, e), sum(f0, f), sum(g0, g), sum(h0, h)];
}

function scheduleOf(block: Uint32Array): Uint32Array {
  const schedule = new Uint32Array(64);
  schedule.set(block);
  for (let round = 16; round < 64; round++) {
    const [early, late] = [at(schedule, round - 15), at(schedule, round - 2)];
    const ofEarly = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const ofLate = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule[round] = at(schedule, round - 16) + ofEarly + at(schedule, round - 7) + ofLate;
  }
  return schedule;
}

function at(words: Uint32Array, index: number): number {
  return words[index] ?? 0;
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function sum(a: number, b: number): number {
  return (a + b) >>> 0;
}
