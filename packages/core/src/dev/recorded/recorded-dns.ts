import { createSocket, type Socket } from "node:dgram";
import { connect, createServer } from "node:net";

import { listenOnBoth } from "../dns/listen-on-both.ts";

/** A DNS server that repeats what another one said. */
export interface RecordedDns {
  /** For UDP and TCP. */
  readonly port: number;
  close(): void;
}

/**
 * A DNS server that gives the bytes which another one gave to the same question over the same transport, or asks the one at
 * `address` (`host:port`), and keeps what it says. What was not recorded gets no answer.
 * @param recorded bytes in base64, by transport and question
 */
export async function serveRecordedDns(
  recorded: Map<string, string>,
  address: string | undefined,
): Promise<RecordedDns> {
  const answer = async (question: Buffer, transport: "udp" | "tcp"): Promise<Buffer | undefined> => {
    const key = `${transport} ${readQuestion(question)}`;
    if (address !== undefined) {
      const asked = await (transport === "udp" ? askOverUdp : askOverTcp)(question, address);
      recorded.set(key, asked.toString("base64"));
    }
    const bytes = recorded.get(key);
    // After the ID, which is another one each time.
    return bytes === undefined
      ? undefined
      : Buffer.concat([question.subarray(0, 2), Buffer.from(bytes, "base64").subarray(2)]);
  };

  const tcp = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", (chunk) => {
      void answer(chunk.subarray(2), "tcp").then((bytes) => bytes && socket.write(withLength(bytes)));
    });
  });
  const { udp, port } = await listenOnBoth(tcp);
  udp.on("message", (question, from) => {
    void answer(question, "udp").then((bytes) => bytes && udp.send(bytes, from.port, from.address));
  });
  return {
    port,
    close() {
      udp.close();
      tcp.close();
    },
  };
}

/** `web.service.consul 33`: the name, and the number of the type. */
function readQuestion(bytes: Buffer): string {
  const labels: string[] = [];
  let offset = 12;
  for (let length = bytes[offset] ?? 0; length > 0; length = bytes[offset] ?? 0) {
    labels.push(bytes.toString("latin1", offset + 1, offset + 1 + length));
    offset += 1 + length;
  }
  return `${labels.join(".")} ${bytes.readUInt16BE(offset + 1)}`;
}

async function askOverUdp(question: Buffer, address: string): Promise<Buffer> {
  const [host, port] = address.split(":");
  const socket: Socket = createSocket("udp4");
  socket.send(question, Number(port), host);
  const answer = await new Promise<Buffer>((resolve) => socket.once("message", resolve));
  socket.close();
  return answer;
}

async function askOverTcp(question: Buffer, address: string): Promise<Buffer> {
  const [host, port] = address.split(":");
  const socket = connect({ host: host ?? "", port: Number(port) });
  socket.write(withLength(question));
  let received: Buffer = Buffer.alloc(0);
  while (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) {
    const chunk = await new Promise<Buffer>((resolve) => socket.once("data", resolve));
    received = Buffer.concat([received, chunk]);
  }
  socket.destroy();
  return received.subarray(2);
}

function withLength(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}
