import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";

import { certificateOf, type CertificateInfo } from "./certificate-info.ts";
import { closedBy, failureOf, type Stage } from "./failure.ts";
import type { ProbeFailure } from "./probe-answer.ts";
import { endpointOf, type Endpoint, type ProbeRequest, type TlsParts } from "./probe-request.ts";

/** How far a probe has come: the facts to report, and the socket to close, when it has to end early. */
export interface ConnectionProgress {
  stage: Stage;
  socket?: Socket;
  certificate?: CertificateInfo;
}

/** A new connection, over TLS where the request wants that. Never rejects; what it finds on the way is in `progress`. */
export function connect(request: ProbeRequest, progress: ConnectionProgress): Promise<Socket | ProbeFailure> {
  switch (request.kind) {
    case "http":
    case "tcp":
    case "grpc":
      return open(connectTcp(addressOf(request)), "connect", request, progress);
    case "https":
    case "tls":
      return secure(request, ["http/1.1"], progress);
    case "grpcs":
      return secure(request, ["h2"], progress);
  }
}

/** Tells a connection from the failure to have one. */
export function isSocket(result: Socket | ProbeFailure): result is Socket {
  return !("kind" in result);
}

function addressOf({ host, port }: Endpoint): { readonly host: string; readonly port: number } {
  return { host, port };
}

async function secure(
  request: ProbeRequest & TlsParts,
  protocols: readonly string[],
  progress: ConnectionProgress,
): Promise<Socket | ProbeFailure> {
  const { serverName, ca } = request;
  const socket = startTls(request, request.kind === "tls" ? [] : protocols);
  socket.once("connect", () => (progress.stage = "handshake"));
  const result = await open(socket, "secureConnect", request, progress);
  if (!isSocket(result)) return result;
  const certificate = certificateOf(socket, serverName);
  if (certificate !== undefined) progress.certificate = certificate;
  if (ca !== undefined && !socket.authorized) {
    const message = `The certificate of ${endpointOf(request)} is not trusted: ${certificate?.distrust ?? "none"}`;
    return { kind: "failed", code: "tls", message };
  }
  return socket;
}

/** The certificate is judged afterwards, so that there is something to say about it. */
function startTls(request: Endpoint & TlsParts, protocols: readonly string[]): TLSSocket {
  const { serverName = "", ca } = request;
  return connectTls({
    ...addressOf(request),
    rejectUnauthorized: false,
    // Without it Node would count another name among the reasons not to trust the authority.
    checkServerIdentity: () => undefined,
    ...(protocols.length > 0 && { ALPNProtocols: [...protocols] }),
    // "" keeps Node from sending the host that it connects to.
    servername: isIP(serverName) === 0 ? serverName : "",
    ...(ca !== undefined && { ca }),
  });
}

function open(
  socket: Socket,
  ready: "connect" | "secureConnect",
  request: ProbeRequest,
  progress: ConnectionProgress,
): Promise<Socket | ProbeFailure> {
  progress.socket = socket;
  return new Promise((resolve) => {
    // Stays for as long as the socket does: an error without a listener would end the process.
    socket.on("error", (error) => resolve(failureOf(error, progress.stage, request)));
    socket.once("close", () => resolve(closedBy(request, progress.stage)));
    socket.once(ready, () => {
      progress.stage = "answer";
      resolve(socket);
    });
  });
}
