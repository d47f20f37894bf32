import { request as httpRequest, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";

import { BoundedText } from "./bounded-text.ts";
import { closedBy, failureOf } from "./failure.ts";
import type { HttpAnswer, ProbeFailure } from "./probe-answer.ts";
import { endpointOf, headerValue, type Endpoint, type HttpParts } from "./probe-request.ts";

/** Sends one request of HTTP/1.1 over a connection, and reads its answer. Redirects are an answer like any other. */
export function askHttp(socket: Socket, request: Endpoint & HttpParts): Promise<HttpAnswer | ProbeFailure> {
  const { hostHeader = endpointOf(request), method = "GET", path = "/", headers = {} } = request;
  return new Promise((resolve) => {
    const body = new BoundedText();
    const sent = httpRequest({
      createConnection: () => socket,
      method,
      path,
      setHost: false,
      headers: headersToSend({ Host: hostHeader, "User-Agent": "nomadx", Accept: "*/*", ...headers }),
    });
    sent.on("response", (response) => {
      const end = (): void => resolve(answerOf(response, body));
      response.on("data", (chunk: Buffer) => {
        body.add(chunk);
        if (body.cut) end();
      });
      response.on("end", end);
      response.on("error", () =>
        resolve(closedBy(request, "answer", body.text() || `status ${response.statusCode}`)),
      );
    });
    // Only where the request asks for another protocol; what would be spoken then is no longer HTTP.
    sent.on("upgrade", (response) => resolve(answerOf(response, body)));
    sent.on("error", (error) => resolve(failureOf(error, "answer", request)));
    sent.end();
  });
}

function headersToSend(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, headerValue(value)]));
}

function answerOf({ statusCode = 0, rawHeaders }: IncomingMessage, body: BoundedText): HttpAnswer {
  return {
    kind: "http",
    status: statusCode,
    headers: headersOf(rawHeaders),
    body: body.text(),
    cut: body.cut,
  };
}

function headersOf(raw: readonly string[]): Readonly<Record<string, string>> {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const [name = "", value = ""] = raw.slice(index, index + 2);
    const before = headers.get(name.toLowerCase());
    headers.set(name.toLowerCase(), before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(headers);
}
