import { createServer, type RequestListener } from "node:http";

import { describe, expect, test } from "vitest";

import { listen } from "../probe/testing/start-tcp.ts";
import type { PlannedProbe } from "./planned-probe.ts";
import { runProbes } from "./run-probes.ts";

const host = "127.0.0.1";
const serve = (listener: RequestListener): Promise<number> => listen(createServer(listener));

interface Parts {
  /** Port of what is asked in place of Fabio. */
  readonly port: number;
  /** Ports of the instances. */
  readonly instances?: readonly number[];
  readonly provenBy?: PlannedProbe["provenBy"];
  readonly hostHeader?: string;
  readonly isShared?: boolean;
}

function planned({ port, instances = [], provenBy = "instance", hostHeader, isShared }: Parts): PlannedProbe {
  return {
    route: "web.test/",
    service: "web",
    fabio: "http://10.0.0.1:9998",
    url: "http://web.test/",
    smallestShare: 1,
    provenBy,
    probe: {
      request: { kind: "http", host, port, ...(hostHeader !== undefined && { hostHeader }) },
      instances: instances.map((own) => ({ id: `i${own}`, address: host, port: own, protocol: "http" })),
      fabio: {},
      ...(isShared !== undefined && { isShared }),
    },
  };
}

async function found(...args: Parameters<typeof runProbes>): Promise<readonly string[]> {
  const { findings } = await runProbes(...args);
  // How many requests are under way when it is enough depends on the machine.
  return findings.map(({ evidence: { kind }, summary }) =>
    `${kind}: ${summary.replace(/^.* through 10.0.0.1:9998: /, "")}`.replace(
      /\d+ (?:of \d+ )?(requests|answers)/g,
      "N $1",
    ),
  );
}

describe("a route is proven by an instance that answers, and by nothing else:", () => {
  test("an answer of Fabio's own server to a request that it cannot read", async () => {
    const instance = await serve((_, response) => response.end("hello"));
    const port = await listen(
      createServer().on("connection", (socket) =>
        // As Go's server, without a date.
        socket.end(
          "HTTP/1.1 400 Bad Request: malformed Host header\r\nContent-Type: text/plain; charset=utf-8\r\n" +
            "Connection: close\r\n\r\n400 Bad Request: malformed Host header",
        ),
      ),
    );
    expect(await found([planned({ port, instances: [instance] })])).toEqual([
      "refused: Fabio cannot read the request (400 Bad Request: malformed Host header) (N requests)",
    ]);
  });

  test("answers of none of the targets", async () => {
    const port = await serve((_, response) => response.end("hello"));
    expect(await found([planned({ port })])).toEqual([
      "instance-unseen: N answers, and Fabio has no target of the service on this route",
    ]);
  });

  test("answers with another status than the instance gives", async () => {
    const instance = await serve((_, response) => response.end("hello"));
    const port = await serve((_, response) => response.writeHead(429).end("slow down"));
    expect(await found([planned({ port, instances: [instance] })])).toEqual([
      `instance-unseen: N answers, and none of them is what iN answers when it is asked directly`,
    ]);
  });

  test("but a redirect is Fabio's own answer", async () => {
    const port = await serve((_, response) => response.writeHead(301).end());
    expect(await found([planned({ port, provenBy: "fabio" })])).toEqual([]);
  });
});

test("a request that cannot be sent is skipped, with the reason, and the others are made", async () => {
  const port = await serve((_, response) => response.end("hello"));
  const impossible = planned({ port, instances: [port], hostHeader: "a\nb" });
  const { probes } = await runProbes([impossible, planned({ port, instances: [port] })]);
  expect(probes).toMatchObject([
    { skipped: 'The header "Host" cannot be sent', requests: 0 },
    { requests: expect.any(Number), seen: [`i${port}`] },
  ]);
});

test("a host that is not ASCII is sent in UTF-8, as it stands in the tag", async () => {
  const hosts: string[] = [];
  const port = await serve((request, response) => {
    hosts.push(Buffer.from(request.headers.host ?? "", "latin1").toString("utf8"));
    response.end("hello");
  });
  const { probes } = await runProbes([planned({ port, instances: [port], hostHeader: "日本.test" })], {
    askDirectly: false,
  });
  expect(probes).toMatchObject([{ seen: [`i${port}`] }]);
  expect(new Set(hosts)).toEqual(new Set(["日本.test"]));
});
