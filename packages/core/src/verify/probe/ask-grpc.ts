import { connect as connectHttp2, type IncomingHttpHeaders } from "node:http2";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

import { BoundedText } from "./bounded-text.ts";
import { closedBy, failureOf, malformedAnswer } from "./failure.ts";
import { decodeHealthResponse, encodeHealthRequest } from "./health-message.ts";
import type { GrpcHealthAnswer, GrpcStatusAnswer, ProbeFailure } from "./probe-answer.ts";
import { endpointOf, headerValue, type Endpoint, type GrpcParts } from "./probe-request.ts";

type Outcome = GrpcHealthAnswer | GrpcStatusAnswer | ProbeFailure;

/**
 * Calls `grpc.health.v1.Health/Check` over a connection, in HTTP/2 without asking whether the server speaks it.
 * @see grpc/grpc doc/PROTOCOL-HTTP2.md: the status comes behind the messages, or in the headers when there are none
 */
export function askGrpc(socket: Socket, request: Endpoint & GrpcParts): Promise<Outcome> {
  const isSecure = socket instanceof TLSSocket;
  if (isSecure && socket.alpnProtocol !== "h2") {
    return Promise.resolve(malformedAnswer(request, "does not agree to speak HTTP/2"));
  }
  const { service = "", dsthost } = request;
  const scheme = isSecure ? "https" : "http";
  return new Promise((resolve) => {
    const session = connectHttp2(`${scheme}://${endpointOf(request)}`, { createConnection: () => socket });
    const fail = (error: unknown): void => resolve(failureOf(error, "answer", request));
    session.on("error", fail).on("close", () => resolve(closedBy(request, "answer")));
    const stream = session.request({
      ":method": "POST",
      ":path": "/grpc.health.v1.Health/Check",
      "content-type": "application/grpc",
      "user-agent": "nomadx",
      te: "trailers",
      ...(dsthost !== undefined && { dsthost: headerValue(dsthost) }),
    });
    const body = new BoundedText();
    let headers: IncomingHttpHeaders & { readonly ":status"?: number | undefined } = {};
    let trailers: IncomingHttpHeaders = {};
    stream
      .on("response", (received) => (headers = received))
      .on("trailers", (received: IncomingHttpHeaders) => (trailers = received))
      .on("data", (chunk: Buffer) => body.add(chunk))
      .on("error", fail)
      .on("end", () => resolve(outcomeOf(request, { headers, trailers, body })))
      .end(encodeHealthRequest(service));
  });
}

interface Received {
  readonly headers: IncomingHttpHeaders & { readonly ":status"?: number | undefined };
  readonly trailers: IncomingHttpHeaders;
  readonly body: BoundedText;
}

function outcomeOf(request: Endpoint, { headers, trailers, body }: Received): Outcome {
  const status = headers[":status"];
  if (status === undefined) return closedBy(request, "answer");
  const contentType = headers["content-type"] ?? "";
  if (status !== 200 || !contentType.startsWith("application/grpc")) {
    return malformedAnswer(
      request,
      `answered with HTTP status ${status} and ${contentType || "no content type"}, not gRPC`,
    );
  }
  const code = textOf(trailers, "grpc-status") ?? textOf(headers, "grpc-status");
  if (code === undefined || !/^\d+$/.test(code))
    return malformedAnswer(request, "answered without a gRPC status");
  const metadata = metadataOf(headers);
  if (code !== "0") {
    const message = textOf(trailers, "grpc-message") ?? textOf(headers, "grpc-message") ?? "";
    return { kind: "grpc-status", code: Number(code), message: decodeMessage(message), headers: metadata };
  }
  const serving = decodeHealthResponse(body.bytes());
  if (serving === undefined)
    return malformedAnswer(request, "answered with something other than a health status");
  return { kind: "grpc-health", serving, headers: metadata };
}

function textOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}

function metadataOf(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith(":") || name.startsWith("grpc-") || value === undefined
        ? []
        : [[name, Array.isArray(value) ? value.join(", ") : value] as const],
    ),
  );
}

/** `%` and what is not printable ASCII are escaped; a text with a bad escape is taken as it is. */
function decodeMessage(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
