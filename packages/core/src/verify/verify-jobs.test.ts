import { createServer, type RequestListener } from "node:http";

import { describe, expect, onTestFinished, test } from "vitest";

import type { DnsResolver } from "../consul/dns/dns-resolver.ts";
import { NomadxError } from "../diagnostics/errors.ts";
import { createFabioAdmin } from "../fabio/admin/fabio-admin.ts";
import { createNomadClient } from "../nomad/client.ts";
import { listen } from "./probe/testing/start-tcp.ts";
import { dnsLookup } from "./testing/dns-lookup.ts";
import type { FabioContents } from "../dev/fabio/fabio-server.ts";
import { startFabioServer } from "../dev/testing/servers.ts";
import { healthEntry, type EntryParts } from "./testing/health-entry.ts";
import { jobWith } from "./testing/job-with.ts";
import { memoryConsul, type MemoryConsul } from "../dev/consul/memory-consul.ts";
import { runningJobs, type RunningJob } from "../dev/nomad/contents.ts";
import { startNomadServer } from "../dev/testing/servers.ts";
import { verifyJobs, type VerifyOptions } from "./verify-jobs.ts";

const serve = (listener: RequestListener): Promise<number> => listen(createServer(listener));

async function nomad(running: Readonly<Record<string, RunningJob>>): Promise<VerifyOptions["nomad"]> {
  const { address } = await startNomadServer(() => runningJobs(running));
  const client = createNomadClient({ address, addressSource: "env" });
  onTestFinished(() => client.close());
  return client;
}

function consul(entries: readonly EntryParts[], more: MemoryConsul = {}, asked?: string[]) {
  return memoryConsul({ entries: entries.map(healthEntry), ...more }, asked);
}

/** Answers these records for a name and all its tags, and that there is no other name. */
function dns(records: Readonly<Record<string, readonly string[]>>, asked: string[] = []): DnsResolver {
  return {
    server: "127.0.0.1:8600",
    lookup: async (name) => {
      asked.push(name);
      const found = Object.entries(records).find(([service]) => name.endsWith(service))?.[1];
      return dnsLookup(name, found ?? "nxdomain");
    },
  };
}

async function fabio(...running: readonly FabioContents[]): Promise<NonNullable<VerifyOptions["fabios"]>> {
  const servers = await Promise.all(running.map((each) => startFabioServer(() => each)));
  return async () => servers.map(({ address }) => createFabioAdmin({ address }));
}

const refusing = async (): Promise<never> => {
  throw new NomadxError("unreachable", "Nobody answers", { help: "Start it." });
};

/** An answer of Fabio itself. */
function ofFabio(status: number): RequestListener {
  // In the order of Go's server.
  const headers = { Date: new Date(0).toUTCString(), "Content-Length": "0", Connection: "close" };
  return (_, response) => response.writeHead(status, headers).end();
}

/** The matrix as `nomad consul dns fabio probe`, and the findings. */
async function verify(options: VerifyOptions) {
  const { verified, services, findings, probes } = await verifyJobs(options);
  return {
    verified,
    states: services.map(({ service, layers }) => `${service}: ${Object.values(layers).join(" ")}`),
    findings: findings.map(({ evidence: { layer, kind }, service = "" }) =>
      `${layer}/${kind} ${service}`.trim(),
    ),
    probes,
  };
}

const tags = ["urlprefix-web.test/"];
const web = jobWith("web", { service: { Tags: tags } });
const plain = jobWith("db", { count: 1 });
const entries: readonly EntryParts[] = [
  { allocation: 1, tags },
  { allocation: 2, tags },
];
const records = { "web.service.consul": ["10.0.0.1:80", "10.0.0.2:80"] };
const lines = ["route add web web.test/ http://10.0.0.1:80/", "route add web web.test/ http://10.0.0.2:80/"];
const probe = { askDirectly: false };

describe("all layers", () => {
  test("agree", async () => {
    const port = await serve((_, response) => response.end("hello"));
    const result = await verify({
      jobs: [web],
      nomad: await nomad({ web: { allocations: [1, 2] } }),
      consul: consul(entries),
      dns: dns(records),
      fabios: await fabio({ lines, listen: [`:${port}`] }),
      probe,
    });
    expect(result).toMatchObject({
      verified: true,
      states: ["web: ok ok ok ok ok"],
      findings: [],
      probes: [
        { route: "web.test/", service: "web", url: "http://web.test/", seen: ["10.0.0.1:80", "10.0.0.2:80"] },
      ],
    });
  });

  test("tell the cause first, and what follows from it behind", async () => {
    const port = await serve(ofFabio(404));
    const result = await verify({
      jobs: [web],
      nomad: await nomad({ web: { allocations: [1] } }),
      consul: consul(entries.slice(0, 1)),
      dns: dns({}),
      fabios: await fabio({ lines: ["route add other other.test/ http://10.0.0.9/"], listen: [`:${port}`] }),
      probe,
    });
    expect(result).toMatchObject({
      verified: false,
      states: ["web: wrong ok wrong wrong wrong"],
      findings: [
        "nomad/allocation-missing web",
        "dns/dns-missing web",
        "fabio/stale-table other",
        "fabio/stale-table web",
        "fabio/missing web",
        "probe/refused web",
      ],
    });
  });
});

test("who has registered an instance that is of none of the jobs is asked of Nomad", async () => {
  const db = { service: "db", allocation: 1 };
  const result = await verifyJobs({
    jobs: [plain],
    nomad: await nomad({ db: { allocations: [1] }, other: { allocations: [2] } }),
    consul: consul([db, { ...db, allocation: 2 }, { ...db, allocation: 3 }]),
  });
  expect(result.findings.map(({ evidence: { kind }, summary }) => `${kind}: ${summary}`)).toEqual([
    'foreign: allocation 00000002 at 10.0.0.2:80 belongs to the job "other", which is not in the files, and gets traffic, too',
    "orphaned: allocation 00000003 at 10.0.0.3:80 is registered, and no such allocation runs",
  ]);
});

test("a name that only a client knows is found in Consul and in Fabio", async () => {
  const job = jobWith("web", { count: 1, service: { Name: "web-${node.unique.name}", Tags: tags } });
  const id = "_nomad-task-00000001-0000-0000-0000-000000000000-group-web-web-n1-http";
  const result = await verify({
    jobs: [job],
    layers: ["consul", "dns", "fabio"],
    consul: consul([{ allocation: 1, id, service: "web-n1", tags }]),
    dns: dns({}),
    fabios: await fabio({ lines: ["route add web-n1 web.test/ http://10.0.0.1:80/"] }),
  });
  expect(result).toMatchObject({
    verified: true,
    states: ["web-<node.unique.name>: none ok none ok none"],
    findings: [],
  });
});

test("layers that have nothing to do with the services verify nothing", async () => {
  const own = jobWith("own", { service: { Provider: "nomad" } });
  const result = await verify({ jobs: [own], layers: ["consul", "dns"], consul: consul([]), dns: dns({}) });
  expect(result).toMatchObject({ verified: false, findings: [], states: ["own: none none none none none"] });
  expect(await verify({ jobs: [web], layers: ["consul"] })).toMatchObject({ verified: false });
});

test("tags with the prefix of the Fabio among the jobs make routes, too", async () => {
  const team = jobWith("web", { service: { Tags: ["team-web.test/"] } });
  const fabioJob = {
    ...{ ID: "fabio", Name: "fabio", Type: "system" },
    TaskGroups: [
      {
        Name: "fabio",
        Tasks: [
          {
            ...{ Name: "fabio", Driver: "raw_exec" },
            Config: { command: "/usr/bin/fabio", args: ["-registry.consul.tagprefix=team-"] },
          },
        ],
      },
    ],
  };
  const asked = async (jobs: VerifyOptions["jobs"]) =>
    (await verify({ jobs, layers: ["fabio"], fabios: refusing })).findings;
  expect(await asked([team, fabioJob])).toEqual(["fabio/unreachable"]);
  expect(await asked([team])).toEqual([]);
});

test("a service without a route has nothing to do with Fabio, one of Nomad's own provider not with Consul", async () => {
  const own = jobWith("own", { service: { Provider: "nomad" } });
  const result = await verify({
    jobs: [plain, own],
    nomad: await nomad({ db: { allocations: [1] }, own: { allocations: [2, 3] } }),
    consul: consul([{ service: "db", allocation: 1 }]),
    dns: dns({ "db.service.consul": ["10.0.0.1:80"] }),
    fabios: refusing,
  });
  expect(result).toMatchObject({
    verified: true,
    states: ["db: ok ok ok none none", "own: ok none none none none"],
  });
});

test("a service that has no name in DNS is not asked for there", async () => {
  const dotted = jobWith("a.b", { count: 1 });
  const asked: string[] = [];
  const result = await verify({
    jobs: [dotted, plain],
    dns: dns({ "db.service.consul": ["10.0.0.1:80"] }, asked),
  });
  expect(result.states).toEqual(["a.b: none none none none none", "db: none none ok none none"]);
  expect(asked).toEqual(["db.service.consul"]);
});

describe("layers that are chosen", () => {
  const asked: string[] = [];
  const all = async (): Promise<VerifyOptions> => ({
    jobs: [web],
    nomad: await nomad({ web: { allocations: [1, 2] } }),
    consul: consul(entries, {}, asked),
    dns: dns(records),
    fabios: await fabio({ lines, listen: [`:${await serve((_, response) => response.end("hello"))}`] }),
    probe,
  });

  test.each([
    [["nomad"], "web: ok none none none none"],
    [["consul"], "web: none ok none none none"],
    [["dns"], "web: none none ok none none"],
    [["fabio"], "web: none none none ok none"],
    [["probe"], "web: none none none none ok"],
    [["consul", "probe"], "web: none ok none none ok"],
  ] as const)("%j", async (layers, states) => {
    expect(await verify({ ...(await all()), layers })).toMatchObject({ verified: true, states: [states] });
  });

  test("Consul is not asked behind the back of those who left it out", async () => {
    asked.splice(0);
    await verify({ ...(await all()), layers: ["nomad", "dns", "fabio"] });
    expect(asked).toEqual([]);
  });
});

describe("a layer that cannot be asked is a finding, and what it would say is unknown:", () => {
  const refused = new NomadxError("unreachable", "No Consul agent answers");
  const denied = new NomadxError("permission", "Permission denied");
  const failing = { "health.service": refused, "catalog.nodes": refused, "catalog.services": refused };

  test("Consul, once", async () => {
    const result = await verify({
      jobs: [web],
      consul: consul(entries, { failures: failing }),
      dns: dns(records),
      fabios: await fabio({ lines, listen: [":1"] }),
      layers: ["consul", "dns", "fabio"],
    });
    expect(result).toMatchObject({
      verified: false,
      states: ["web: none unknown ok ok none"],
      findings: ["consul/unreachable"],
    });
  });

  test("Consul's own state, for a token that may not read all of it", async () => {
    const result = await verify({
      jobs: [web],
      consul: consul(entries, { failures: { "kv.list": denied } }),
      fabios: await fabio({ lines }),
      layers: ["consul", "fabio"],
    });
    expect(result).toMatchObject({
      states: ["web: none unknown none ok none"],
      findings: ["consul/no-permission"],
    });
  });

  test("Consul, for a token that sees nothing: no other layer is held against it", async () => {
    const result = await verify({
      jobs: [web],
      consul: consul(entries, { isBlind: true }),
      dns: dns(records),
      fabios: await fabio({ lines }),
      layers: ["consul", "dns", "fabio"],
    });
    expect(result).toMatchObject({
      states: ["web: none unknown ok ok none"],
      findings: ["consul/no-permission"],
    });
  });

  test("DNS, after one question", async () => {
    const asked: string[] = [];
    const lookup: DnsResolver["lookup"] = (name) => (asked.push(name), refusing());
    const result = await verify({ jobs: [plain, web], dns: { server: "127.0.0.1:8600", lookup } });
    expect(result).toMatchObject({
      states: ["db: none none unknown none none", "web: none none unknown none none"],
      findings: ["dns/unreachable"],
    });
    expect(asked).toHaveLength(1);
  });

  test("who looks for Fabios", async () => {
    expect(await verify({ jobs: [web], fabios: refusing })).toMatchObject({
      states: ["web: none none none unknown unknown"],
      findings: ["fabio/unreachable"],
    });
  });

  test("a Fabio that is known of and has no address", async () => {
    const fabios = async () => [{ name: "n1", reason: "its ui port is not in the job" }];
    const { findings, services } = await verifyJobs({ jobs: [web], fabios });
    expect(findings).toEqual([
      {
        severity: "error",
        code: "fabio/unreachable",
        summary: "The Fabio of n1 cannot be asked: its ui port is not in the job",
        evidence: { layer: "fabio", kind: "unreachable" },
      },
    ]);
    expect(services[0]?.layers).toMatchObject({ fabio: "unknown", probe: "unknown" });
  });

  test("no Fabio runs", async () => {
    expect(await verify({ jobs: [web], fabios: async () => [] })).toMatchObject({
      states: ["web: none none none wrong unknown"],
      findings: ["fabio/no-fabio"],
    });
  });

  test("Nomad, with its way out", async () => {
    const { address } = await startNomadServer(() => ({}));
    const client = createNomadClient({ address, addressSource: "env" });
    onTestFinished(() => client.close());
    const jobs = { ...client.jobs, read: refusing };
    const { findings } = await verifyJobs({ jobs: [plain], nomad: { ...client, jobs } });
    expect(findings).toEqual([
      {
        severity: "error",
        code: "nomad/unreachable",
        summary: "Nobody answers",
        help: "Start it.",
        evidence: { layer: "nomad", kind: "unreachable" },
      },
    ]);
  });
});

test("what is no error of a server ends it", async () => {
  const fabios = async (): Promise<never> => {
    throw new DOMException("The user aborted", "AbortError");
  };
  await expect(verifyJobs({ jobs: [web], fabios })).rejects.toMatchObject({ name: "AbortError" });
});

test("without a service nothing is verified", async () => {
  const batch = { ...jobWith("batch"), Type: "batch", TaskGroups: [{ Name: "batch" }] };
  expect(await verify({ jobs: [batch], nomad: await nomad({}) })).toEqual({
    ...{ verified: false, states: [], findings: [], probes: [] },
  });
});

test("of a service without instances nothing is asked through Fabio, which is said", async () => {
  const idle = jobWith("web", { count: 0, service: { Tags: tags } });
  const fabios = await fabio({ lines: ["route add db db.test/ http://10.0.0.9:1/"] });
  const report = await verifyJobs({ jobs: [idle], nomad: await nomad({ web: { allocations: [] } }), fabios });
  expect(report).toMatchObject({
    verified: true,
    idle: ["web"],
    services: [{ service: "web", layers: { nomad: "ok", fabio: "none", probe: "none" } }],
    probes: [],
    empty: [{ service: "web", layers: ["fabio"] }],
  });
});

test("of a job that is stopped nothing is right in Consul and DNS, which is said", async () => {
  const { address } = await startNomadServer(() => ({
    jobs: [{ ID: "web", Name: "web", Type: "service", Status: "dead", Stop: true }],
  }));
  const client = createNomadClient({ address, addressSource: "env" });
  onTestFinished(() => client.close());
  const report = await verifyJobs({
    jobs: [web],
    nomad: client,
    consul: consul([{ service: "other" }]),
    dns: dns({}),
  });
  expect(report).toMatchObject({
    verified: false,
    services: [{ layers: { nomad: "wrong", consul: "none", dns: "none" } }],
    findings: [{ evidence: { layer: "nomad", kind: "job-missing" } }],
    empty: [{ service: "web", layers: ["consul", "dns"] }],
  });
});

test("of a job without instances nothing is right in Consul, which is said, and DNS has no name", async () => {
  const report = await verifyJobs({
    jobs: [jobWith("web", { count: 0 })],
    nomad: await nomad({ web: { allocations: [] } }),
    consul: consul([{ service: "other" }]),
    dns: dns({}),
  });
  expect(report).toMatchObject({
    services: [{ layers: { nomad: "ok", consul: "none", dns: "none" } }],
    findings: [],
    empty: [{ service: "web", layers: ["consul"] }],
  });
});

test("instances of a job without any that are registered all the same are wrong, and not overlooked", async () => {
  const jobs = [jobWith("web", { count: 0 })];
  const result = await verifyJobs({ jobs, layers: ["consul"], consul: consul([{ service: "web" }]) });
  expect(result).toMatchObject({ verified: false, services: [{ layers: { consul: "wrong" } }], empty: [] });
});

test("warnings are told, and count for those who ask for that", async () => {
  const lookups = {
    lookup: async (name: string) => ({ ...dnsLookup(name, ["10.0.0.1:80", "10.0.0.2:80"]), truncated: true }),
  };
  const asked = { jobs: [web], layers: ["dns"] as const, dns: { server: "127.0.0.1:8600", ...lookups } };
  const told = await verifyJobs(asked);
  expect(told).toMatchObject({ verified: true, services: [{ layers: { dns: "ok" } }] });
  expect(told.findings).toMatchObject([{ code: "dns/dns-truncated", severity: "warning" }]);
  const counted = await verifyJobs({ ...asked, warnings: "counted" });
  expect(counted).toMatchObject({ verified: false, services: [{ layers: { dns: "wrong" } }] });
  expect(counted.findings[0]?.severity).toBe("error");
});

test("a route for which no request can be made leaves the last layer unknown, and is nothing wrong", async () => {
  const pattern = { Tags: ["urlprefix-*.test/"] };
  const fabios = await fabio({ lines: lines.map((line) => line.replace("web.test", "*.test")) });
  const result = await verify({ jobs: [jobWith("web", { service: pattern })], fabios });
  expect(result).toMatchObject({
    verified: true,
    states: ["web: none none none ok unknown"],
    probes: [{ route: "*.test/", requests: 0, skipped: "the host *.test is a pattern" }],
  });
});

describe("requests", () => {
  async function findingsOf(listener: RequestListener, meta: Readonly<Record<string, string>> = {}) {
    const port = await serve(listener);
    const job = jobWith("web", { service: { Tags: tags, Meta: { ...meta } } });
    const fabios = await fabio({ lines, listen: [`:${port}`] });
    const { findings } = await verifyJobs({ jobs: [job], fabios, probe, layers: ["probe"] });
    return findings.map(
      ({ evidence: { kind }, summary }) => `${kind}: ${summary.replaceAll(String(port), "PORT")}`,
    );
  }

  test.each<[string, RequestListener, Readonly<Record<string, string>>, readonly string[]]>([
    ["an answer of the service", (_, response) => response.end("hello"), {}, []],
    [
      "Fabio has no route",
      ofFabio(404),
      {},
      [
        expect.stringMatching(
          /^refused: http:\/\/web\.test\/ through 127\.0\.0\.1:\d+: .* of \d+ requests\)$/,
        ),
      ],
    ],
    [
      "another answer than was expected",
      (_, response) => response.end("hello"),
      { "nomadx-expect": '{"status":201}' },
      [expect.stringMatching(/^wrong-answer: .*: The status is 200, not 201 \((\d+) of \1 requests\)$/)],
    ],
    [
      "an expectation for a route that there is not",
      (_, response) => response.end("hello"),
      { "nomadx-expect": '{"route":"web.tset/","status":201}' },
      [expect.stringMatching(/^expectation: nomadx-expect: The service has no route "web.tset\/"/)],
    ],
    [
      "an expectation that cannot be read",
      (_, response) => response.end("hello"),
      { "nomadx-expect": '{"stauts":200}' },
      [expect.stringMatching(/^expectation: nomadx-expect: /)],
    ],
  ])("%s", async (_, listener, meta, expected) => {
    expect(await findingsOf(listener, meta)).toEqual(expected);
  });

  test("an expectation that cannot be read is told where it stands", async () => {
    const job = jobWith("web", { service: { Tags: tags, Meta: { "nomadx-expect": "{" } } });
    const port = await serve((_, response) => response.end("hello"));
    const fabios = await fabio({ lines, listen: [`:${port}`] });
    const { findings } = await verifyJobs({ jobs: [job], fabios, probe });
    expect(findings).toMatchObject([
      {
        ...{ code: "probe/expectation", service: "web", job: "web" },
        keys: ["TaskGroups", 0, "Services", 0, "Meta", "nomadx-expect"],
      },
    ]);
  });

  test("of two jobs with the same service name each keeps its own expectations", async () => {
    const port = await serve((_, response) => response.end("hello"));
    const fabios = await fabio({ lines, listen: [`:${port}`] });
    const [blue, green] = ['{"status":201}', "{"].map((text, index) =>
      jobWith(`job${index}`, {
        count: 1,
        service: { Name: "web", Tags: tags, Meta: { "nomadx-expect": text } },
      }),
    );
    const jobs = [blue, green].flatMap((job) => job ?? []);
    const { findings } = await verifyJobs({ jobs, fabios, probe, layers: ["probe"] });
    expect(findings.map(({ evidence: { kind }, job }) => `${kind} ${job ?? ""}`.trim())).toEqual([
      "expectation job1",
      "wrong-answer job0",
    ]);
  });

  test("through each of several Fabios", async () => {
    const [good, bad] = [await serve((_, response) => response.end("hello")), await serve(ofFabio(502))];
    const fabios = await fabio({ lines, listen: [`:${good}`] }, { lines, listen: [`:${bad}`] });
    const { findings, probes } = await verifyJobs({ jobs: [web], fabios, probe });
    expect(probes).toHaveLength(2);
    expect(findings).toMatchObject([{ code: "probe/refused", service: "web", route: "web.test/" }]);
    expect(findings[0]?.summary).toContain(new URL(probes[1]?.fabio ?? "").host);
  });

  test("another service that answers on the route", async () => {
    const [instance, stranger] = [
      await serve((_, response) => response.setHeader("X-Instance", "web").end("web")),
      await serve((_, response) => response.setHeader("X-Instance", "other").end("other")),
    ];
    const table = [`route add web web.test/ http://127.0.0.1:${instance}/`];
    const fabios = await fabio({ lines: table, listen: [`:${stranger}`] });
    const meta = { "nomadx-expect": '{"instance":"X-Instance"}' };
    const job = jobWith("web", { count: 1, service: { Tags: tags, Meta: meta } });
    const { findings } = await verifyJobs({ jobs: [job], fabios, layers: ["probe"] });
    expect(findings.map(({ evidence: { kind } }) => kind)).toContain("wrong-backend");
  });

  test("an instance that does not answer itself is told where requests through Fabio fail, too", async () => {
    const port = await serve(ofFabio(502));
    const fabios = await fabio({
      lines: ["route add web web.test/ http://127.0.0.1:1/"],
      listen: [`:${port}`],
    });
    const { findings } = await verifyJobs({ jobs: [web], fabios, layers: ["probe"] });
    expect(findings.map(({ evidence: { kind } }) => kind)).toEqual(["refused", "instance-refused"]);
    expect(findings[1]?.summary).toBe("127.0.0.1:1, asked directly: Nothing listens at 127.0.0.1:1");
  });
});

test("the tag prefix is that of the Fabio", async () => {
  const job = jobWith("web", { service: { Tags: [...tags, "fabio-own.test/"] } });
  const config = { Registry: { Consul: { TagPrefix: "fabio-" } } };
  const own = lines.map((line) => line.replace("web.test", "own.test"));
  const tagged = own.map((line) => `${line} tags "urlprefix-web.test/"`);
  const fabios = await fabio({ lines: tagged, config });
  expect(await verify({ jobs: [job], fabios, layers: ["fabio"] })).toMatchObject({ verified: true });
});

describe("each Fabio is judged by its own settings:", () => {
  const settingsOf = (prefix: string) => ({ Registry: { Consul: { TagPrefix: prefix } } });
  const own = jobWith("web", { service: { Tags: ["own-own.test/"] } });
  const ownLines = lines.map((line) => line.replace("web.test", "own.test"));

  test("tags that only a Fabio with another prefix reads", async () => {
    const fabios = await fabio({ lines: ownLines, config: settingsOf("own-") });
    expect(await verify({ jobs: [own], fabios, layers: ["fabio"] })).toMatchObject({
      verified: true,
      states: ["web: none none none ok none"],
    });
  });

  test("two with prefixes of their own, of which one has lost its routes", async () => {
    const job = jobWith("web", { service: { Tags: [...tags, "own-own.test/"] } });
    const withTag = (all: readonly string[], tag: string) => all.map((line) => `${line} tags "${tag}"`);
    const usual = { lines: withTag(lines, "own-own.test/") };
    const config = settingsOf("own-");
    const right = await fabio(usual, { lines: withTag(ownLines, "urlprefix-web.test/"), config });
    expect((await verify({ jobs: [job], fabios: right, layers: ["fabio"] })).findings).toEqual([]);
    const wrong = await fabio(usual, { lines: ["route add db db.test/ http://10.0.0.9:1/"], config });
    const { findings } = await verifyJobs({ jobs: [job], fabios: wrong, layers: ["fabio"] });
    expect(findings.map(({ evidence: { kind }, route }) => [kind, route])).toEqual([
      ["missing", "own.test/"],
    ]);
  });

  test("one that was named has to answer, since nobody knows which tags it reads", async () => {
    const named = { jobs: [own], fabios: refusing, areFabiosNamed: true };
    expect(await verify(named)).toMatchObject({ verified: false, findings: ["fabio/unreachable"] });
    const untagged = { ...named, jobs: [plain] };
    expect(await verify(untagged)).toMatchObject({ findings: [] });
  });

  test("tags that none of those that run reads", async () => {
    const fabios = await fabio({ lines: [], config: settingsOf("own-") });
    const { findings } = await verifyJobs({ jobs: [web], fabios, layers: ["fabio"] });
    expect(findings).toEqual([
      {
        severity: "error",
        code: "fabio/unrouted",
        service: "web",
        job: "web",
        keys: ["TaskGroups", 0, "Services", 0, "Tags", 0],
        summary:
          'no Fabio reads the tag "urlprefix-web.test/": those that run look for tags that begin with "own-"',
        evidence: { layer: "fabio", kind: "unrouted" },
      },
    ]);
  });
});

test("tags that Fabio would reject are a mistake of the files", async () => {
  const job = jobWith("web", { service: { Tags: ["urlprefix-web.test/ weight=50%"] } });
  await expect(verifyJobs({ jobs: [job] })).rejects.toMatchObject({
    code: "invalid",
    message: "Fabio would reject the routes of these jobs",
  });
});

test("without any server nothing is asked and nothing found, and so nothing proven", async () => {
  expect(await verify({ jobs: [web] })).toEqual({
    verified: false,
    states: ["web: none none none none none"],
    findings: [],
    probes: [],
  });
});

test.each([
  { version: "1.7.3" as const, found: ["fabio/missing web"] },
  // Before 1.6.4 a blank in front hides a tag's prefix: it is one like any other.
  { version: "1.6.3" as const, plain: ' tags " urlprefix-more.test/"', found: [] },
])("tags are read as Fabio $version does that runs", async ({ version, plain: shown = "", found }) => {
  const { findings } = await verify({
    jobs: [jobWith("web", { service: { Tags: [...tags, " urlprefix-more.test/"] } })],
    layers: ["fabio"],
    fabios: await fabio({ lines: lines.map((line) => line + shown), version }),
  });
  expect(findings).toEqual(found);
});
