import type { RemoteInfo } from "node:dgram";
import { createServer, type Socket } from "node:net";

import packet, { type Answer } from "dns-packet";

import { listenOnBoth } from "./listen-on-both.ts";

/** A question that was asked, and how. */
export interface AskedQuestion {
  readonly name: string;
  readonly type: string;
  readonly transport: "udp" | "tcp";
  readonly id: number;
}

/** The reaction of a server to a question: answers, sends these bytes, or nothing; over TCP it can hang up. */
export type DnsReply =
  | {
      readonly rcode?: number;
      readonly truncated?: boolean;
      readonly answers?: Answer[];
      readonly additionals?: Answer[];
    }
  | { readonly bytes: readonly Buffer[] }
  | "drop"
  | "hang-up";

/** A DNS server on loopback, the same port for UDP and TCP. */
export interface LoopbackDnsServer {
  /** `127.0.0.1:port` */
  readonly address: string;
  /** In order: `udp A web.service.consul`. */
  readonly asked: readonly string[];
  close(): void;
}

/** Starts a server that does what `answer` says. */
export async function serveDns(
  answer: (asked: AskedQuestion) => DnsReply | Promise<DnsReply>,
): Promise<LoopbackDnsServer> {
  const asked: string[] = [];
  let isClosed = false;
  const connections = new Set<Socket>();
  const reply = async (bytes: Buffer, transport: "udp" | "tcp"): Promise<readonly Buffer[] | "hang-up"> => {
    const { id = 0, questions = [] } = packet.decode(bytes);
    const [question] = questions;
    if (question === undefined) return [];
    asked.push(`${transport} ${question.type} ${question.name}`);
    const said = await answer({ name: question.name, type: question.type, transport, id });
    if (said === "drop") return [];
    if (said === "hang-up") return said;
    return "bytes" in said ? said.bytes : [encodeReply(id, question, said)];
  };

  const replyOverTcp = async (socket: Socket, bytes: Buffer): Promise<void> => {
    const messages = await reply(bytes, "tcp");
    if (messages === "hang-up") {
      socket.end();
      return;
    }
    for (const message of messages) {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(message.length);
      // In two parts: a message need not come in one.
      socket.write(Buffer.concat([length, message.subarray(0, 5)]));
      socket.write(message.subarray(5));
    }
  };
  const tcp = createServer((socket) => {
    connections.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => void replyOverTcp(socket, chunk.subarray(2)));
  });
  const { udp, port } = await listenOnBoth(tcp);
  const replyOverUdp = async (bytes: Buffer, from: RemoteInfo): Promise<void> => {
    const messages = await reply(bytes, "udp");
    if (messages === "hang-up") return;
    for (const message of messages) udp.send(message, from.port, from.address);
  };
  udp.on("message", (bytes, from) => void replyOverUdp(bytes, from));
  return {
    address: `127.0.0.1:${port}`,
    asked,
    close() {
      if (isClosed) return;
      isClosed = true;
      udp.close();
      tcp.close();
      for (const socket of connections) socket.destroy();
    },
  };
}

/** The bytes of an answer to a question. */
export function encodeReply(
  id: number,
  question: Pick<AskedQuestion, "name"> & { readonly type: string },
  {
    rcode = 0,
    truncated = false,
    answers = [],
    additionals = [],
  }: Exclude<DnsReply, string | { bytes: unknown }>,
): Buffer {
  return packet.encode({
    type: "response",
    id,
    flags: packet.AUTHORITATIVE_ANSWER | (truncated ? packet.TRUNCATED_RESPONSE : 0) | rcode,
    questions: [
      {
        name: question.name,
        type: question.type === "AAAA" ? "AAAA" : question.type === "SRV" ? "SRV" : "A",
      },
    ],
    answers,
    additionals,
  });
}

/** An address record. */
export function addressRecord(name: string, data: string, ttl = 0): Answer {
  return { type: data.includes(":") ? "AAAA" : "A", name, data, ttl };
}

/** An SRV record. */
export function srvRecord(name: string, target: string, port: number): Answer {
  return { type: "SRV", name, ttl: 0, data: { target, port, priority: 1, weight: 1 } };
}
