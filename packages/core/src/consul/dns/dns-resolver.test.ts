import { createSocket } from "node:dgram";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

import { describe, expect, onTestFinished, test } from "vitest";

import { NomadxError } from "../../diagnostics/errors.ts";
import { createDnsResolver, type DnsResolverOptions } from "./dns-resolver.ts";
import { addressRecord, encodeReply, srvRecord } from "../../dev/dns/dns-server.ts";
import { startDnsServer } from "../../dev/testing/servers.ts";

type Answer = Parameters<typeof startDnsServer>[0];

/** A resolver for a server that answers so; impatient. */
async function resolverFor(answer: Answer, options: DnsResolverOptions = {}) {
  const server = await startDnsServer(answer);
  return {
    server,
    resolver: createDnsResolver({ server: server.address, timeoutMs: 150, tries: 2, ...options }),
  };
}

const web = "web.service.consul";
const many = Array.from({ length: 60 }, (_, index) => addressRecord(web, `10.0.0.${index + 1}`, 7));

describe("what an answer means", () => {
  test("found: with TTL, address and where it comes from", async () => {
    const { server, resolver } = await resolverFor(() => ({ answers: [addressRecord(web, "10.0.0.1", 7)] }));
    expect(await resolver.lookup(`${web}.`, "A")).toEqual({
      question: { name: web, type: "A" },
      status: "found",
      answers: [{ kind: "A", name: web, address: "10.0.0.1", ttlSeconds: 7 }],
      aliases: [],
      truncated: false,
      complete: true,
      transport: "tcp",
      server: server.address,
    });
    expect(server.asked).toEqual([`udp A ${web}`, `tcp A ${web}`]);
  });

  test.each([
    ["no such name", { rcode: 3 }, { status: "nxdomain", aliases: [] }],
    ["no record of that type", {}, { status: "empty", aliases: [] }],
    [
      "a host name in place of an address",
      { answers: [{ type: "CNAME" as const, name: web, data: "db.example.com", ttl: 0 }] },
      { status: "empty", aliases: ["db.example.com"] },
    ],
    [
      "an IPv6 address for those who ask for A",
      { answers: [addressRecord(web, "2001:db8::1")] },
      { status: "empty", aliases: [] },
    ],
  ])("%s", async (_, reply, expected) => {
    const { resolver } = await resolverFor(() => reply);
    expect(await resolver.lookup(web, "A")).toMatchObject({ ...expected, answers: [], complete: true });
  });

  test("what is not there is not asked for over TCP as well", async () => {
    const { server, resolver } = await resolverFor(() => ({ rcode: 3 }));
    expect(await resolver.lookup(web, "A")).toMatchObject({ status: "nxdomain", transport: "udp" });
    expect(server.asked).toEqual([`udp A ${web}`]);
  });
});

describe("an answer over UDP that is a part", () => {
  const answer =
    (truncated: boolean): Answer =>
    ({ transport }) =>
      transport === "udp" ? { truncated, answers: many.slice(0, 3) } : { answers: many };

  test.each([true, false])("is completed over TCP; with the TC flag: %s", async (truncated) => {
    const { resolver } = await resolverFor(answer(truncated));
    const found = await resolver.lookup(web, "A");
    expect(found).toMatchObject({ truncated: true, complete: true, transport: "tcp" });
    expect(found.answers).toHaveLength(60);
  });

  test.each([true, false])(
    "is given as it is where UDP is wanted; with the TC flag: %s",
    async (truncated) => {
      const { server, resolver } = await resolverFor(answer(truncated));
      const found = await resolver.lookup(web, "A", { transport: "udp" });
      expect(found).toMatchObject({ truncated, complete: false, transport: "udp" });
      expect(found.answers).toHaveLength(3);
      expect(server.asked).toEqual([`udp A ${web}`]);
    },
  );

  test("is not asked for where TCP is wanted", async () => {
    const { server, resolver } = await resolverFor(answer(true));
    expect(await resolver.lookup(web, "A", { transport: "tcp" })).toMatchObject({
      truncated: false,
      complete: true,
    });
    expect(server.asked).toEqual([`tcp A ${web}`]);
  });

  test("with nothing but the TC flag is asked for over TCP", async () => {
    const { resolver } = await resolverFor(({ transport }) =>
      transport === "udp" ? { truncated: true } : { answers: many },
    );
    expect(await resolver.lookup(web, "A")).toMatchObject({ status: "found", truncated: true });
  });
});

test("an answer over TCP that fills all the room there is may be a part, too", async () => {
  const answers = Array.from({ length: 1415 }, (_, index) =>
    addressRecord(web, `2001:db8::${index.toString(16)}`),
  );
  const { resolver } = await resolverFor(() => ({ answers }));
  const found = await resolver.lookup(web, "AAAA", { transport: "tcp" });
  expect([found.answers.length, found.complete]).toEqual([1415, false]);
});

describe("the addresses of SRV targets", () => {
  const node = "n1.node.dc1.consul";
  const own = "0a000001.addr.dc1.consul";
  const answers = [srvRecord(web, node, 80), srvRecord(web, own, 81), srvRecord(web, own, 82)];

  test("come from the additional section", async () => {
    const { server, resolver } = await resolverFor(() => ({
      answers,
      additionals: [
        addressRecord(node.toUpperCase(), "10.0.0.9"),
        addressRecord(node, "2001:db8::9"),
        addressRecord(own, "10.0.0.1"),
      ],
    }));
    const found = await resolver.lookup(web, "SRV", { transport: "tcp" });
    expect(found.answers).toEqual([
      {
        kind: "SRV",
        name: web,
        target: node,
        port: 80,
        priority: 1,
        weight: 1,
        ttlSeconds: 0,
        addresses: ["10.0.0.9", "2001:db8::9"],
      },
      {
        kind: "SRV",
        name: web,
        target: own,
        port: 81,
        priority: 1,
        weight: 1,
        ttlSeconds: 0,
        addresses: ["10.0.0.1"],
      },
      {
        kind: "SRV",
        name: web,
        target: own,
        port: 82,
        priority: 1,
        weight: 1,
        ttlSeconds: 0,
        addresses: ["10.0.0.1"],
      },
    ]);
    expect(server.asked).toEqual([`tcp SRV ${web}`]);
  });

  test("are looked up where they are missing, each target once", async () => {
    const { server, resolver } = await resolverFor(({ name, type }) => {
      if (name === web) return { answers };
      // Consul does not look at the type for an addr name.
      if (name === own) return { answers: [addressRecord(own, "10.0.0.1")] };
      return type === "A" ? { answers: [addressRecord(node, "10.0.0.9")] } : {};
    });
    const found = await resolver.lookup(web, "SRV");
    expect(found.answers.map((answer) => answer.kind === "SRV" && answer.addresses)).toEqual([
      ["10.0.0.9"],
      ["10.0.0.1"],
      ["10.0.0.1"],
    ]);
    expect(server.asked.toSorted()).toEqual([
      `tcp SRV ${web}`,
      `udp A ${own}`,
      `udp A ${node}`,
      `udp AAAA ${own}`,
      `udp AAAA ${node}`,
      `udp SRV ${web}`,
    ]);
  });

  test("are none where the server does not look outside of its domain", async () => {
    const { resolver } = await resolverFor(({ name }) =>
      name === web ? { answers: [srvRecord(web, "db.example.com", 80)] } : { rcode: 5 },
    );
    expect((await resolver.lookup(web, "SRV")).answers).toMatchObject([
      { target: "db.example.com", addresses: [] },
    ]);
  });
});

describe("failures are told apart", () => {
  test.each<[string, Answer, string, string]>([
    ["a name outside of the domain", () => ({ rcode: 5 }), "refused", "REFUSED"],
    ["a server in trouble", () => ({ rcode: 2 }), "refused", "SERVFAIL"],
    ["a code of later days", () => ({ rcode: 9 }), "refused", "RCODE9"],
    ["silence", () => "drop", "timeout", "asked 2 times"],
    ["bytes that are no answer", () => ({ bytes: [Buffer.from("hello")] }), "protocol", "does not answer"],
    [
      "an answer that breaks off",
      ({ id, name, type }) => ({
        bytes: [encodeReply(id, { name, type }, { answers: many }).subarray(0, 40)],
      }),
      "protocol",
      "cannot be read",
    ],
  ])("%s", async (_, answer, code, text) => {
    for (const transport of ["udp", "tcp"] as const) {
      const { resolver } = await resolverFor(answer);
      const failure = await resolver.lookup(web, "A", { transport }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(NomadxError);
      expect(failure).toMatchObject({ code, message: expect.stringContaining(text) });
    }
  });

  test("a server that hangs up", async () => {
    const { resolver } = await resolverFor(() => "hang-up");
    await expect(resolver.lookup(web, "A", { transport: "tcp" })).rejects.toMatchObject({ code: "protocol" });
  });

  test.each(["udp", "tcp"] as const)("nothing that listens, over %s: told at once", async (transport) => {
    const server = await startDnsServer(() => "drop");
    server.close();
    const resolver = createDnsResolver({ server: server.address, timeoutMs: 10_000 });
    await expect(resolver.lookup(web, "A", { transport })).rejects.toMatchObject({ code: "unreachable" });
  });

  test("a server that answers over UDP only: with the way out", async () => {
    const socket = createSocket("udp4").bind(0, "127.0.0.1");
    onTestFinished(() => void socket.close());
    await once(socket, "listening");
    socket.on("message", (bytes, from) => {
      const answer = { answers: [addressRecord(web, "10.0.0.1")] };
      socket.send(encodeReply(bytes.readUInt16BE(0), { name: web, type: "A" }, answer), from.port);
    });
    const resolver = createDnsResolver({ server: `127.0.0.1:${socket.address().port}` });
    await expect(resolver.lookup(web, "A")).rejects.toMatchObject({
      code: "unreachable",
      help: expect.stringContaining("udp"),
    });
    expect(await resolver.lookup(web, "A", { transport: "udp" })).toMatchObject({ status: "found" });
  });

  test.each([
    "",
    ".",
    "a..b",
    `${"l".repeat(64)}.consul`,
    Array.from({ length: 5 }, () => "l".repeat(60)).join("."),
  ])("%j is no name", async (name) => {
    await expect(createDnsResolver().lookup(name, "A")).rejects.toMatchObject({ code: "usage" });
  });
});

describe("what is no answer to the question is passed over", () => {
  test.each<[string, Parameters<typeof encodeReply>]>([
    ["another ID", [0, { name: web, type: "A" }, { rcode: 3 }]],
    ["another name", [1, { name: "db.service.consul", type: "A" }, { rcode: 3 }]],
    ["another type", [1, { name: web, type: "SRV" }, { rcode: 3 }]],
  ])("%s", async (_, [same, question, reply]) => {
    for (const transport of ["udp", "tcp"] as const) {
      const { resolver } = await resolverFor(({ id, name, type }) => ({
        bytes: [
          encodeReply(same === 1 ? id : (id + 1) % 65_536, question, reply),
          encodeReply(id, { name, type }, { answers: many.slice(0, 1) }),
        ],
      }));
      expect(await resolver.lookup(web, "A", { transport })).toMatchObject({ status: "found" });
    }
  });
});

test("a question that got lost is asked again", async () => {
  let count = 0;
  const { server, resolver } = await resolverFor(() => (++count === 1 ? "drop" : { rcode: 3 }));
  expect(await resolver.lookup(web, "A")).toMatchObject({ status: "nxdomain" });
  expect(server.asked).toEqual([`udp A ${web}`, `udp A ${web}`]);
});

describe("a signal", () => {
  test.each(["udp", "tcp"] as const)("ends a lookup over %s with its reason", async (transport) => {
    const { resolver } = await resolverFor(() => "drop", { timeoutMs: 10_000 });
    const reason = new Error("enough");
    const controller = new AbortController();
    const lookup = resolver.lookup(web, "A", { transport, signal: controller.signal });
    setTimeout(() => controller.abort(reason), 20);
    await expect(lookup).rejects.toBe(reason);
    await expect(resolver.lookup(web, "A", { signal: controller.signal })).rejects.toBe(reason);
  });
});

test("no more questions are in flight than allowed, and all of 1,000 are answered", async () => {
  let [open, most] = [0, 0];
  const { resolver } = await resolverFor(
    async ({ name }) => {
      open += 1;
      most = Math.max(most, open);
      await sleep(1);
      open -= 1;
      return { answers: [addressRecord(name, "10.0.0.1")] };
    },
    { maxInFlight: 5, timeoutMs: 5000 },
  );
  const names = Array.from({ length: 1000 }, (_, index) => `s${index}.service.consul`);
  const found = await Promise.all(names.map((name) => resolver.lookup(name, "A")));
  expect(found.filter(({ status }) => status === "found")).toHaveLength(1000);
  expect(most).toBe(5);
});
