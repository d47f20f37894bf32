import { request as httpRequest, type Agent, type OutgoingHttpHeaders } from "node:http";
import { connect as connectHttp2 } from "node:http2";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

import { HOST } from "../../scripts/e2e/addresses.js";

/** Another address of this machine than the one that everything listens on. */
export const elsewhere = "127.0.0.2";

/** The outcome of an HTTP request: an answer, or a connection that was closed without one or never opened. */
export type HttpOutcome = { readonly status: number; readonly body: string } | "closed" | "refused";

/** Sends `GET path` with these headers, over a connection of its own where there is no agent. */
export function getHttp(
  port: number,
  headers: OutgoingHttpHeaders,
  path: string = "/",
  agent: Agent | false = false,
): Promise<HttpOutcome> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: HOST, port, path, headers, agent });
    request.on("response", (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.on("error", (error) => settle(error, resolve, reject));
    request.setTimeout(5000, () => request.destroy(new Error("no answer in 5 s"))).end();
  });
}

/**
 * Everything that comes back on a TCP connection for this text, until it is closed; `closed` for nothing, `refused` where
 * no port is open.
 */
export function exchange(port: number, text: string, host: string = HOST): Promise<string> {
  return received(connectTcp({ port, host }), text);
}

/** The same on a TLS connection to a server of this name; `closed` as well where there is none after all. */
export function exchangeTls(port: number, servername: string, text: string): Promise<string> {
  // Nothing is proved by the certificate: it is the lab's own.
  return received(connectTls({ port, host: HOST, servername, rejectUnauthorized: false }), text);
}

/** Calls a gRPC method with an empty message; resolves when the connection is over, whatever the call came to. */
export function callGrpc(port: number, method: string): Promise<void> {
  return new Promise((resolve) => {
    const session = connectHttp2(`http://${HOST}:${port}`);
    session.on("error", () => session.destroy()).on("close", resolve);
    const call = session.request({
      ":method": "POST",
      ":path": method,
      "content-type": "application/grpc",
      te: "trailers",
    });
    call.on("error", () => session.destroy()).on("end", () => session.close());
    call.resume().end(Buffer.alloc(5));
  });
}

function received(socket: Socket, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let all = "";
    socket.setEncoding("utf8").on("data", (chunk) => (all += String(chunk)));
    socket.on("close", () => resolve(all === "" ? "closed" : all));
    socket.on("error", (error) => settle(error, resolve, reject));
    socket.setTimeout(5000, () => socket.destroy(new Error("no answer in 5 s")));
    socket.write(text);
  });
}

/** A refused connection and one that was cut are what the test looks for; anything else is an error. */
function settle(
  error: NodeJS.ErrnoException,
  resolve: (outcome: "closed" | "refused") => void,
  reject: (error: Error) => void,
): void {
  if (error.code === "ECONNREFUSED") resolve("refused");
  else if (error.code === "ECONNRESET" || error.code === "EPIPE") resolve("closed");
  // An alert in place of the rest of the handshake.
  else if (error.code === "EPROTO" || error.code?.startsWith("ERR_SSL_") === true) resolve("closed");
  else reject(error);
}
