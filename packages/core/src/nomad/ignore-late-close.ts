import type { EventEmitter } from "node:events";

/**
 * Keeps a request that is about to be repeated from failing once more while it waits. From Node 24 on a refused socket
 * tells its writer too that it was closed; got takes that as the end of the call and does not repeat it. Other errors,
 * such as that of an abort, get through.
 */
export function ignoreLateClose(request: EventEmitter): void {
  const listeners = request.listeners("error");
  request.removeAllListeners("error");
  request.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "ERR_SOCKET_CLOSED_BEFORE_CONNECTION") return;
    for (const listener of listeners) listener.call(request, error);
  });
}
