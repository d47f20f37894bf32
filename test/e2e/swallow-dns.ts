import { createSocket } from "node:dgram";
import { once } from "node:events";

import { HOST } from "../../scripts/e2e/addresses.js";

/** A UDP port that takes every question and answers none: its address, and how to close it. */
export async function swallowDns(): Promise<{
  readonly address: string;
  readonly close: () => void;
}> {
  const socket = createSocket("udp4");
  socket.bind(0, HOST);
  await once(socket, "listening");
  return { address: `${HOST}:${socket.address().port}`, close: () => socket.close() };
}
