import { expect, test } from "vitest";

import { addressRecord, srvRecord, type DnsReply } from "../../packages/core/src/dev/dns/dns-server.ts";
import { startDnsServer } from "../../packages/core/src/dev/testing/servers.ts";
import { nomadx } from "./nomadx.ts";

const web = "web.service.consul";
const target = "0a000001.addr.dc1.consul";
const records = [srvRecord(web, target, 8080), srvRecord(web, "n1.node.dc1.consul", 90)];
const additionals = [addressRecord(target, "10.0.0.1"), addressRecord("n1.node.dc1.consul", "10.0.0.9")];

/** A DNS server with these answers by `type name`; it knows no other name. */
async function serve(replies: Readonly<Record<string, DnsReply>>) {
  const server = await startDnsServer(({ type, name }) => replies[`${type} ${name}`] ?? { rcode: 3 });
  return server;
}

test("a service is looked up with its ports, in the order of its addresses", async () => {
  const { address } = await serve({
    [`SRV ${web}`]: { answers: records.toReversed(), additionals },
  });
  expect(await nomadx(["resolve", "web", "--server", address])).toEqual({
    code: 0,
    stdout:
      "ADDRESS   PORT  TARGET                    TTL\n" +
      "10.0.0.1  8080  0a000001.addr.dc1.consul  0s\n" +
      "10.0.0.9  90    n1.node.dc1.consul        0s\n",
    stderr: "",
  });
});

test.each<[readonly string[], string]>([
  [["web"], "SRV web.service.consul"],
  [["web", "--type", "A"], "A web.service.consul"],
  [["web", "--tag", "v1.2", "--datacenter", "dc2"], "SRV v1.2.web.service.dc2.consul"],
  [["web", "--domain", "corp"], "SRV web.service.corp"],
  [["n1", "--node"], "A n1.node.consul"],
  [["near", "--query"], "SRV near.query.consul"],
  [["_web._tcp.service.dc1.consul"], "SRV _web._tcp.service.dc1.consul"],
  [["n1.node.corp"], "A n1.node.corp"],
  [["node.node.service.corp"], "SRV node.node.service.corp"],
  [["db.example.com."], "SRV db.example.com"],
])("%j asks for %s, at CONSUL_DNS_ADDR", async (args, question) => {
  const server = await serve({});
  await nomadx(["resolve", ...args], { env: { CONSUL_DNS_ADDR: server.address } });
  expect(server.asked).toEqual([`udp ${question}`]);
});

test("a part over UDP is completed over TCP, with a warning", async () => {
  const server = await startDnsServer(({ transport }) =>
    transport === "udp"
      ? { truncated: true, answers: records.slice(0, 1), additionals }
      : { answers: records, additionals },
  );
  const { code, stdout, stderr } = await nomadx(["resolve", "web", "--server", server.address]);
  expect(stdout.split("\n")).toHaveLength(4);
  expect(stderr).toMatch(
    /^warning\[dns-incomplete\]: Over UDP, \S+ gave only a part; these are all of them, asked over TCP/,
  );
  expect(code).toBe(0);

  const udp = await nomadx(["resolve", "web", "--udp", "--server", server.address]);
  expect(udp.stdout.split("\n")).toHaveLength(3);
  expect(udp.stderr).toContain("says that there are more records");
  const tcp = await nomadx(["resolve", "web", "--tcp", "--server", server.address]);
  expect(tcp).toEqual({ code: 0, stdout, stderr: "" });
});

test("--json gives the lookup as it is", async () => {
  const { address } = await serve({ [`SRV ${web}`]: { answers: records.slice(0, 1), additionals } });
  const { code, stdout } = await nomadx(["resolve", "web", "--json", "--server", address]);
  expect(JSON.parse(stdout)).toEqual({
    schemaVersion: 1,
    question: { name: web, type: "SRV" },
    status: "found",
    answers: [
      {
        kind: "SRV",
        name: web,
        target,
        port: 8080,
        priority: 1,
        weight: 1,
        ttlSeconds: 0,
        addresses: ["10.0.0.1"],
      },
    ],
    aliases: [],
    truncated: false,
    complete: true,
    transport: "tcp",
    server: address,
  });
  expect(code).toBe(0);
});

test.each<[string, readonly string[], DnsReply, string]>([
  ["no such name", [], { rcode: 3 }, "NXDOMAIN: "],
  ["no such type", ["--type", "AAAA"], {}, "has addresses of the other kind: ask for A."],
  [
    "a host name for an address",
    ["--type", "A"],
    { answers: [{ type: "CNAME", name: web, data: "db.example.com", ttl: 0 }] },
    "It is an alias of db.example.com",
  ],
])("%s: exit 1, and what that means", async (_, args, reply, text) => {
  const server = await startDnsServer(() => reply);
  const { code, stdout, stderr } = await nomadx(["resolve", "web", ...args, "--server", server.address]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(text);
  const json = await nomadx(["resolve", "web", ...args, "--json", "--server", server.address]);
  expect(JSON.parse(json.stdout)).toMatchObject({ answers: [] });
  expect(json.code).toBe(1);
});

test.each<[string, DnsReply, string, number]>([
  ["a refusal", { rcode: 5 }, "REFUSED", 1],
  ["no DNS", { bytes: [Buffer.from("HTTP/1.1 400")] }, "does not answer", 1],
  ["silence", "drop", "did not answer SRV web.service.consul within 2000 ms, asked 3 times", 5],
])("%s: exit code", { timeout: 20_000 }, async (_, reply, text, expected) => {
  const server = await startDnsServer(() => reply);
  const { code, stderr } = await nomadx(["resolve", "web", "--server", server.address]);
  expect(stderr).toContain(text);
  expect(code).toBe(expected);
});

test("where nothing listens, that is said at once: exit 1", async () => {
  const server = await startDnsServer(() => "drop");
  server.close();
  const { code, stderr } = await nomadx(["resolve", "web", "--server", server.address]);
  expect(stderr).toContain(`No DNS server answers at ${server.address} over UDP`);
  expect(code).toBe(1);
});

test.each<[readonly string[], string]>([
  [["a.b"], 'The service "a.b" has a dot'],
  [["web.service.consul", "--tag", "v1"], "is a full name already"],
  [["web", "--server", "http://127.0.0.1:8600"], "is not the address of a DNS server"],
  [["web", "--node", "--tag", "v1"], "--tag"],
])("%j is wrong usage", async (args, text) => {
  const { code, stderr } = await nomadx(["resolve", ...args]);
  expect(stderr).toContain(text);
  expect(code).toBe(64);
});

test("control characters of a server do not reach the terminal", async () => {
  const { address } = await serve({
    [`SRV ${web}`]: { answers: [srvRecord(web, "evil\u001b[2Jname", 80)] },
    "A evil\u001b[2Jname": { answers: [addressRecord("evil\u001b[2Jname", "10.0.0.1")] },
  });
  const { stdout } = await nomadx(["resolve", "web", "--server", address]);
  expect(stdout).toContain("evil[2Jname");
});
