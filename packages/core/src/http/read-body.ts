import { Buffer } from "node:buffer";

/** As much of a body as was wanted, decoded as UTF-8. */
export interface ReadBody {
  readonly text: string;
  /** Whether there was more, which was not waited for. */
  readonly isCut: boolean;
}

/** Reads a body until it has more than `maxBytes`; then its first bytes are the text, and its connection is given up. */
export async function readBody(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<ReadBody> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > maxBytes) break;
  }
  const whole = Buffer.concat(chunks);
  return { text: whole.toString("utf8", 0, Math.min(bytes, maxBytes)), isCut: bytes > maxBytes };
}
