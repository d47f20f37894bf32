import {
  createSecureServer,
  createServer,
  type SecureServerOptions,
  type ServerHttp2Stream,
} from "node:http2";

/** How a server answers a call of its health service, by the name of the service it was asked about. */
export type HealthReply =
  | { readonly serving: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly status: number; readonly message: string };

/** A call that the server has received. */
export interface SeenCall {
  readonly path: string;
  readonly dsthost: string | undefined;
  readonly service: string;
}

/** A gRPC server with nothing but a health service. `seen` gets its calls. */
export function createHealthServer(
  reply: (call: SeenCall) => HealthReply,
  { tls, seen = [] }: { readonly tls?: SecureServerOptions; readonly seen?: SeenCall[] } = {},
): ReturnType<typeof createServer> {
  const server = tls === undefined ? createServer() : createSecureServer(tls);
  server.on("stream", (stream: ServerHttp2Stream, headers) => {
    const chunks: Buffer[] = [];
    stream.on("error", () => stream.close());
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      const message = Buffer.concat(chunks).subarray(5);
      const dsthost = headers["dsthost"];
      const call = {
        path: String(headers[":path"]),
        dsthost: typeof dsthost === "string" ? dsthost : undefined,
        service: message.subarray(2).toString("utf8"),
      };
      seen.push(call);
      const answer = reply(call);
      if ("status" in answer) {
        stream.respond(
          {
            ":status": 200,
            "content-type": "application/grpc",
            "grpc-status": String(answer.status),
            "grpc-message": encodeURIComponent(answer.message),
          },
          { endStream: true },
        );
        return;
      }
      stream.respond(
        { ":status": 200, "content-type": "application/grpc", ...answer.headers },
        { waitForTrailers: true },
      );
      stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
      stream.end(Buffer.from([0, 0, 0, 0, 2, 0x08, answer.serving]));
    });
  });
  return server;
}
