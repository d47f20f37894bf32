import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";

import { onTestFinished } from "vitest";

/** Listens on a free port of the loopback interface until the test ends; answers the port. */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  const remember = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => sockets.delete(socket));
  };
  server.on("connection", remember);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  // A server that listens on an address and a port has an object here.
  return (server.address() as AddressInfo).port;
}

/** A server that does this with every connection. */
export function startTcp(handle: (socket: Socket) => void): Promise<number> {
  return listen(createServer(handle));
}

/** A port at which nobody listens. */
export async function deadPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
