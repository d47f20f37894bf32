import type { ServingStatus } from "./probe-answer.ts";

const statuses: readonly ServingStatus[] = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"];

/**
 * `HealthCheckRequest { string service = 1; }` in the frame of a gRPC message: a flag for compression and the length.
 * @see grpc/grpc doc/health-checking.md and doc/PROTOCOL-HTTP2.md; protocolbuffers/protobuf encoding: "" is left out
 */
export function encodeHealthRequest(service: string): Buffer {
  const name = Buffer.from(service, "utf8");
  const message =
    name.length === 0 ? name : Buffer.concat([Buffer.from([0x0a]), encodeVarint(name.length), name]);
  const frame = Buffer.alloc(5);
  frame.writeUInt32BE(message.length, 1);
  return Buffer.concat([frame, message]);
}

/**
 * The `status` (field 1, an enumeration) of a framed `HealthCheckResponse`; what is left out is 0. Answers `undefined`
 * for anything that is no such message. Fields that are not known here are passed over.
 */
export function decodeHealthResponse(data: Buffer): ServingStatus | undefined {
  if (data.length < 5 || data[0] !== 0 || data.readUInt32BE(1) !== data.length - 5) return undefined;
  let offset: number | undefined = 5;
  let status = 0;
  while (offset < data.length) {
    const tag: Varint | undefined = readVarint(data, offset);
    if (tag === undefined) return undefined;
    const value: Varint | undefined = (tag.value & 7) === 0 ? readVarint(data, tag.end) : undefined;
    if (tag.value === 0x08 && value !== undefined) status = value.value;
    offset = value?.end ?? skip(data, tag);
    if (offset === undefined || offset > data.length) return undefined;
  }
  return statuses[status];
}

interface Varint {
  readonly value: number;
  readonly end: number;
}

/** The end of a field of the wire types that are not numbers of variable length. */
function skip(data: Buffer, { value, end }: Varint): number | undefined {
  switch (value & 7) {
    case 1:
      return end + 8;
    case 5:
      return end + 4;
    case 2: {
      const length = readVarint(data, end);
      return length === undefined ? undefined : length.end + length.value;
    }
    default:
      return undefined;
  }
}

function readVarint(data: Buffer, start: number): Varint | undefined {
  let value = 0;
  for (let index = start; index < Math.min(data.length, start + 10); index++) {
    const byte = data.readUInt8(index);
    value += (byte & 0x7f) * 2 ** (7 * (index - start));
    if (byte < 0x80) return { value, end: index + 1 };
  }
  return undefined;
}

function encodeVarint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.from([...bytes, rest]);
}
