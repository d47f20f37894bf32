import packet from "dns-packet";

import { NomadxError } from "../../diagnostics/errors.ts";

/** The types of records that can be asked for. */
export type DnsRecordType = "A" | "AAAA" | "SRV";

/** One question. */
export interface DnsQuestion {
  readonly name: string;
  readonly type: DnsRecordType;
}

/** A record that matters here; others are left out. Names are as the server writes them, without the last dot. */
export type DnsRecord =
  | {
      readonly kind: "A" | "AAAA";
      readonly name: string;
      readonly ttlSeconds: number;
      readonly address: string;
    }
  | { readonly kind: "CNAME"; readonly name: string; readonly ttlSeconds: number; readonly target: string }
  | {
      readonly kind: "SRV";
      readonly name: string;
      readonly ttlSeconds: number;
      readonly target: string;
      readonly port: number;
      readonly priority: number;
      readonly weight: number;
    };

/** An answer as it came. */
export interface DnsMessage {
  /** The name of the response code: `NOERROR`, `NXDOMAIN`, `REFUSED`, … */
  readonly rcode: string;
  /** The TC flag: the server says that there is more. */
  readonly isTruncated: boolean;
  readonly answers: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
  readonly bytes: number;
}

/** RFC 1035, 4.1.1. */
const rcodes: readonly string[] = ["NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"];

/** The bytes of a question, without EDNS: as the C library and most others ask. */
export function encodeQuestion(id: number, { name, type }: DnsQuestion): Buffer {
  return packet.encode({ type: "query", id, flags: packet.RECURSION_DESIRED, questions: [{ name, type }] });
}

/**
 * Reads the answer to a question; `undefined` for what is none: another ID, another question, a query.
 * @throws {NomadxError} `protocol` for an answer with that ID that cannot be read
 */
export function decodeAnswer(bytes: Buffer, id: number, question: DnsQuestion): DnsMessage | undefined {
  if (bytes.length < 2 || bytes.readUInt16BE(0) !== id) return undefined;
  const message = decode(bytes, question);
  if (!message.flag_qr) return undefined;
  const rcode = (message.flags ?? 0) & 0xf;
  const [echoed] = message.questions ?? [];
  // A server that could not read the question leaves it out.
  const isOther =
    echoed === undefined
      ? rcode === 0
      : echoed.type !== question.type || echoed.name.toLowerCase() !== question.name.toLowerCase();
  if (isOther) return undefined;
  return {
    rcode: rcodes[rcode] ?? `RCODE${rcode}`,
    isTruncated: message.flag_tc,
    answers: (message.answers ?? []).flatMap(readRecord),
    additional: (message.additionals ?? []).flatMap(readRecord),
    bytes: bytes.length,
  };
}

function decode(bytes: Buffer, { name }: DnsQuestion): packet.DecodedPacket {
  try {
    return packet.decode(bytes);
  } catch (cause) {
    throw new NomadxError("protocol", `The answer to ${name} cannot be read`, { cause });
  }
}

function readRecord(record: packet.Answer): readonly DnsRecord[] {
  const { name } = record;
  if (record.type === "A" || record.type === "AAAA") {
    return [{ kind: record.type, name, ttlSeconds: record.ttl ?? 0, address: record.data }];
  }
  if (record.type === "CNAME") {
    return [{ kind: "CNAME", name, ttlSeconds: record.ttl ?? 0, target: record.data }];
  }
  if (record.type !== "SRV") return [];
  const { target, port, priority = 0, weight = 0 } = record.data;
  return [{ kind: "SRV", name, ttlSeconds: record.ttl ?? 0, target, port, priority, weight }];
}
