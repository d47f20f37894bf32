import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import type { Server } from "node:net";

/** Lets a server listen on loopback, together with a UDP socket at a port of the same number. */
export async function listenOnBoth(tcp: Server): Promise<{ readonly udp: Socket; readonly port: number }> {
  for (let attempt = 1; ; attempt++) {
    tcp.listen(0, "127.0.0.1");
    await once(tcp, "listening");
    const listening = tcp.address();
    const port = typeof listening === "object" && listening !== null ? listening.port : 0;
    const udp = createSocket("udp4").bind(port, "127.0.0.1");
    try {
      await once(udp, "listening");
      return { udp, port };
    } catch (error) {
      // Somebody else may have that port for UDP.
      udp.close();
      if (attempt === 10) throw error;
      tcp.close();
      await once(tcp, "close");
    }
  }
}
