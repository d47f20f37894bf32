import type { GrpcStatusAnswer, HttpAnswer } from "./probe-answer.ts";

/** The meaning of an answer that comes from Fabio itself. */
export type FabioVerdict = "no-route" | "upstream" | "access" | "bad-request";

/**
 * Whether Fabio has made the answer itself, and what it means by it; `undefined` for what a service has answered.
 *
 * Go's HTTP server writes the headers that a handler has set, sorted, and then those that it adds itself. So a proxied
 * answer has `Content-Length` before `Date`, or `Transfer-Encoding` and no length; one of Fabio's own has `Date` and
 * `Content-Length` in this order, and at most a `Content-Type` behind them. That holds for HTTP/1.1, and for listeners
 * that end it: what a TCP or SNI listener passes on may come from another Go server. An answer to HEAD may lack the
 * length in both cases; one with nothing but a `Date` is taken for Fabio's own.
 *
 * An answer in chunks of which there are none cannot be told: Go gives its length behind the `Date` when it comes to the
 * end before the timer that sends the headers (seen in 4 of 1,000). Then what is known of the service decides.
 *
 * An answer without a `Date` comes from a server that could not even read the request: whatever goes through Fabio has
 * one.
 * @param noRouteStatus Fabio's `proxy.noroutestatus`
 * @param bareStatuses with which the service itself answers without a body
 * @see fabiolb/fabio proxy/http_proxy.go, proxy/http_handler.go (1.7.3); golang/go net/http/server.go, extraHeader.Write, conn.serve,
 *   net/http/httputil/reverseproxy.go, maxLatencyWriter
 */
export function fabioVerdict(
  { status, headers, body }: HttpAnswer,
  noRouteStatus: number,
  bareStatuses: ReadonlySet<number> = new Set(),
): FabioVerdict | undefined {
  if (body === "" && bareStatuses.has(status)) return undefined;
  if (headers["date"] === undefined && body.startsWith(`${status} `)) return "bad-request";
  const names = Object.keys(headers)
    .filter((name) => !setForAll.has(name))
    .join(" ");
  // An upstream that cannot be asked: 502, 504 when it was too slow, 500 for one of another protocol.
  if (/^date(?: content-length)?$/.test(names) && body === "" && [500, 502, 504].includes(status)) {
    return "upstream";
  }
  if (status === noRouteStatus) {
    // No route, with the page of `noroutehtml` or without; a page above 2048 bytes comes in chunks.
    if (/^date(?: content-length(?: content-type)?)?$/.test(names)) return "no-route";
    if (names === "date content-type transfer-encoding" && body.length > 2000) return "no-route";
  }
  if (status === 403 && body === "access denied\n") return "access";
  if (status === 401 && body === "authorization failed\n") return "access";
  return undefined;
}

/**
 * The same for gRPC. Only the text tells Fabio from a service that answers NOT_FOUND, too; UNAVAILABLE is what Fabio makes
 * of an upstream that it cannot reach.
 * @see fabiolb/fabio proxy/grpc_handler.go (1.7.3)
 */
export function fabioGrpcVerdict({ code, message }: GrpcStatusAnswer): FabioVerdict | undefined {
  if (code === 5 && message === "no route found") return "no-route";
  if (code === 14) return "upstream";
  return undefined;
}

/** Headers that Fabio sets on proxied answers, too, or that the connection has. */
const setForAll: ReadonlySet<string> = new Set(["connection", "strict-transport-security", "vary"]);
