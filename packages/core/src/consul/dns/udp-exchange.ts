import { createSocket } from "node:dgram";
import { isIP } from "node:net";

import { exchangeOver, type ExchangeOptions, type ExchangeResult } from "./exchange.ts";

/**
 * Asks over UDP, once. The socket is connected: so only that server is heard, and a port where nothing listens is told at
 * once.
 */
export function exchangeOverUdp(options: ExchangeOptions): Promise<ExchangeResult> {
  const { host, port } = options.server;
  const socket = createSocket(isIP(host) === 6 ? "udp6" : "udp4");
  return exchangeOver(socket, options, {
    close: () => socket.close(),
    carry(question, take) {
      socket.on("message", take);
      socket.connect(port, host, () => socket.send(question));
    },
  });
}
