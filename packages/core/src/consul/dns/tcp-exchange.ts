import { connect } from "node:net";

import { exchangeOver, type ExchangeOptions, type ExchangeResult } from "./exchange.ts";

/** Asks over a TCP connection of its own, where each message has its length before it (RFC 1035, 4.2.2). */
export function exchangeOverTcp(options: ExchangeOptions): Promise<ExchangeResult> {
  const socket = connect(options.server);
  return exchangeOver(socket, options, {
    close: () => socket.destroy(),
    carry(question, take, settle) {
      let received: Buffer = Buffer.alloc(0);
      socket.on("close", () => settle({ kind: "closed" }));
      socket.on("data", (chunk) => {
        received = Buffer.concat([received, chunk]);
        while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
          const end = 2 + received.readUInt16BE(0);
          const message = received.subarray(2, end);
          received = received.subarray(end);
          take(message);
        }
      });
      const length = Buffer.alloc(2);
      length.writeUInt16BE(question.length);
      socket.write(Buffer.concat([length, question]));
    },
  });
}
