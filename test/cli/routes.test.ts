import { expect, test } from "vitest";

import type { FabioVersion } from "../../packages/core/src/fabio/version.ts";
import { jsonReply, reply } from "../../packages/core/src/dev/http/reply.ts";
import { startFabioServer } from "../../packages/core/src/dev/testing/servers.ts";
import { refuse, startNomad } from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import { directoryOf, ending, nomadx, start } from "./nomadx.ts";

/** A job with one service of two instances. */
function jobWith(
  name: string,
  tags: readonly string[],
  service: Readonly<Record<string, unknown>> = {},
): string {
  return JSON.stringify({
    ID: name,
    Name: name,
    Datacenters: ["dc1"],
    TaskGroups: [
      {
        Name: name,
        Count: 2,
        Networks: [{ DynamicPorts: [{ Label: "http" }] }],
        Services: [
          {
            Name: name,
            PortLabel: "http",
            Tags: tags,
            Checks: [{ Type: "tcp", Interval: 10_000_000_000, Timeout: 2_000_000_000 }],
            ...service,
          },
        ],
        Tasks: [{ Name: "server", Driver: "mock_driver", Config: { run_for: "1h" } }],
      },
    ],
  });
}

interface Row {
  readonly service: string;
  readonly src: string;
  readonly dst: string;
  readonly opts?: string;
  readonly weight?: number;
}

/** An admin API with these tables, as Fabio 1.7.3 lists them: one after the other, and the last one from then on. */
async function startFabio(
  rows: readonly Row[] | null,
  ...later: readonly (readonly Row[])[]
): Promise<string> {
  return startFabioWith({}, rows, ...later);
}

/** The same with these settings for Consul. */
async function startFabioWith(
  consul: { readonly TagPrefix?: string },
  rows: readonly Row[] | null,
  ...later: readonly (readonly Row[])[]
): Promise<string> {
  const listings = [rows, ...later].map(
    (table) =>
      table?.map(({ src, opts = "", weight = 0.5, ...row }) => {
        const [, host = "", path = ""] = /^([^/]*)(.*)$/.exec(src) ?? [];
        return { ...row, host, path, src, opts, weight, cmd: "route add", rate1: 0, pct99: 0 };
      }) ?? null,
  );
  const nextListing = () => (listings.length > 1 ? listings.shift() : listings[0]);
  const config = { Proxy: { Matcher: "prefix" }, GlobMatchingDisabled: false, Registry: { Consul: consul } };
  const { address } = await startFabioServer(() => ({ lines: [], config }), {
    routes: { "GET /api/routes": () => jsonReply(nextListing()) },
  });
  return address;
}

const webFile = { "web.json": jobWith("web", ["urlprefix-web.test/ strip=/x"]) };
const web: readonly Row[] = [
  { service: "web", src: "web.test/", dst: "http://10.0.0.1:80/", opts: "strip=/x" },
  { service: "web", src: "web.test/", dst: "http://10.0.0.2:80/", opts: "strip=/x" },
];

test("routes of job files are listed with share, options and the file", async () => {
  const { code, stdout } = await nomadx(["routes", "web.json"], { dir: directoryOf(webFile) });
  expect(stdout).toMatch(
    /^ROUTE +SERVICE +TARGETS +SHARE +OPTIONS +FROM\nweb\.test\/ +web +2 http +100% +strip=\/x +web\.json:\d+\n$/,
  );
  expect(code).toBe(0);
});

test("a table of standard input is listed in the order in which Fabio tries hosts", async () => {
  const stdin =
    'route add a *.test/ http://1.1.1.1/\nroute add b / http://1.1.1.1/\nroute add c x.test/ http://1.1.1.1/ opts "host=dst"\n';
  const { stdout } = await nomadx(["routes", "--table", "-"], { stdin });
  expect(stdout.split("\n").map((line) => line.split(/ +/)[0])).toEqual([
    "ROUTE",
    "x.test/",
    "*.test/",
    "/",
    "",
  ]);
});

test("one bad tag rejects the table: exit 3, with the file and the service", async () => {
  const dir = directoryOf({ ...webFile, "bad.json": jobWith("bad", ["urlprefix-bad.test/ weight=50%"]) });
  const { code, stderr } = await nomadx(["routes", "web.json", "bad.json"], { dir });
  expect(stderr).toMatch(
    /^error\[bad-route\] bad\.json:\d+:\d+: service bad: syntax error: weight value invalid/,
  );
  expect(code).toBe(3);
});

test.each([
  { url: "http://web.test/x/y", services: ["web"], code: 0 },
  { url: "http://other.test/", services: [], code: 1 },
])("match $url: $services, exit $code", async ({ url, services, code }) => {
  const run = await nomadx(["routes", "match", url, "web.json", "--json"], { dir: directoryOf(webFile) });
  expect(JSON.parse(run.stdout)).toMatchObject({ schemaVersion: 1, matched: code === 0, services });
  expect(run.code).toBe(code);
});

test.each([
  ["http://bücher.test/", [], 0, "goes to idn by the route xn--bcher-kva.test/", ""],
  ["http://a.test:/", [], 0, "goes to a by the route a.test/", ""],
  ["http://a.test/", [], 0, "http://1.1.1.1/", "depends on the client's address: see --client"],
  ["http://a.test/", ["--client", "[fe80::1]:9"], 0, "403: access denied", ""],
  ["http://a.test/", ["--client", "10.9.9.9"], 0, "http://1.1.1.1/", ""],
  ["http://a.test/", ["--client", "home"], 64, "", "error: --client home is not an IP address\n"],
  ["http://l.test/", [], 0, "http://1.1.1.1/", "clients have to log in over HTTP: auth=lab"],
  ["http://a.test:65536/", [], 64, "", "error: There is no port 65536\n"],
  [" a.test", [], 64, "", 'error: " a.test" is not a request\n'],
] as const)("match %s %j: exit %i", async (url, args, code, out, err) => {
  const stdin =
    'route add a a.test/ http://1.1.1.1/ opts "allow=ip:10.0.0.0/8"\n' +
    "route add idn xn--bcher-kva.test/ http://1.1.1.1/\n" +
    'route add l l.test/ http://1.1.1.1/ opts "auth=lab"\n';
  const run = await nomadx(["routes", "match", url, "--table", "-", ...args], { stdin });
  expect(run).toMatchObject({
    code,
    stdout: expect.stringContaining(out),
    stderr: expect.stringContaining(err),
  });
});

test("match: a login that Fabio has no scheme for lets nobody through", async () => {
  const dir = directoryOf({
    "web.json": jobWith("web", ["urlprefix-web.test:9999/ auth=lab"]),
    "lb.json": fabioWith(),
  });
  const args = ["routes", "match", "http://web.test:9999/", "web.json", "lb.json"];
  const { stdout } = await nomadx(args, { dir });
  expect(stdout).toContain("401: login by lab");
});

test("match --explain shows what the service gets, as Fabio's settings have it", async () => {
  const dir = directoryOf({
    "web.json": jobWith("web", [
      "urlprefix-web.test:9999/api strip=/api prepend=/v1",
      "urlprefix-web.test:9999/dst host=dst",
      "urlprefix-old.test:9999/ redirect=301,https://web.test$path",
    ]),
    "lb.json": fabioWith("-proxy.header.requestid=X-Id", "-proxy.noroutestatus=503"),
  });
  const [stripped, dst, old, none] = await Promise.all(
    ["web.test:9999/api/x?y", "web.test:9999/dst", "old.test:9999/a", "other.test:9999/"].map((url) =>
      nomadx(["routes", "match", url, "web.json", "lb.json", "--client", "10.1.1.1", "--explain"], { dir }),
    ),
  );
  expect(stripped?.stdout).toContain(`
web gets, besides the client's own headers:
  /v1/x?y
  Host: web.test:9999
  Forwarded: for=10.1.1.1; proto=http; by=<fabio>; httpproto=http/1.1
  X-Forwarded-For: 10.1.1.1
  X-Forwarded-Host: web.test:9999
  X-Forwarded-Port: 9999
  X-Forwarded-Prefix: /api
  X-Forwarded-Proto: http
  X-Id: <uuid>
  X-Real-Ip: 10.1.1.1
`);
  expect(dst?.stdout).toContain("\n  Host: <address>:<port>\n");
  expect(old?.stdout).toContain("301 to https://web.test/a");
  expect(old?.stdout).not.toContain("besides the client's own headers");
  expect(none?.stdout).toContain("\nFabio answers: 503\n");
});

test("--listener says what a port speaks", async () => {
  const around = { stdin: "route add db :5432 tcp://1.1.1.1:5432\nroute add sni a.test/ tcp://1.1.1.1:1\n" };
  const args = ["--table", "-", "--listener", ":5432;proto=tcp", "--listener", ":443;proto=tcp+sni"];
  const [tcp, sni, http] = await Promise.all(
    ["https://x.test:5432", "https://a.test", "http://a.test:443"].map((url) =>
      nomadx(["routes", "match", url, ...args], around),
    ),
  );
  expect(tcp?.stdout).toContain("goes to db by the route :5432");
  expect(sni?.stdout).toContain("goes to sni by the route a.test/");
  expect(http?.stdout).toContain("the client does not speak TLS");
});

test.each([
  ["as it should be", web, 0, ""],
  [
    "with a target too much",
    [...web, { service: "web", src: "web.test/", dst: "http://10.0.0.3:80/", opts: "strip=/x" }],
    7,
    "target-count",
  ],
  [
    "under another route",
    web.map((row) => ({ ...row, src: "wep.test/" })),
    7,
    "web has no route web.test/, but wep.test/",
  ],
  [
    "with other options",
    web.map((row) => ({ ...row, opts: "" })),
    7,
    "web has other options at web.test/: none, and should have strip=/x",
  ],
  [
    "beside another service",
    [...web, { service: "intruder", src: "web.test/", dst: "http://10.0.0.9:80/" }],
    7,
    "other-service",
  ],
  [
    "beside other routes",
    [...web, { service: "other", src: "other.test/", dst: "http://10.0.0.9:80/" }],
    0,
    "",
  ],
  ["empty", null, 7, "empty-table"],
] as const)("verify of a table %s", async (_, rows, code, text) => {
  const address = await startFabio(rows);
  const run = await nomadx(["routes", "verify", "web.json", "--fabio", address], {
    dir: directoryOf(webFile),
  });
  expect({ code: run.code, stdout: run.stdout, stderr: run.stderr }).toMatchObject({
    code,
    stdout: expect.stringContaining(text),
    stderr: "",
  });
});

test("verify tells where two Fabios disagree", async () => {
  const [one, other] = await Promise.all([
    startFabio(web),
    startFabio(web.map((row) => ({ ...row, dst: row.dst.replace("10.0.0.2", "10.0.0.7") }))),
  ]);
  const args = ["routes", "verify", "web.json", "--fabio", one, "--fabio", other, "--format", "junit"];
  const { code, stdout } = await nomadx(args, { dir: directoryOf(webFile) });
  expect(stdout).toContain('<testsuites tests="2" failures="1">');
  expect(stdout).toContain(
    "error disagreement: web at web.test/ is http://10.0.0.1:80/ 50% strip=/x, http://10.0.0.2:80/ 50% strip=/x",
  );
  expect(code).toBe(7);
});

test("verify without an answer: exit 1", async () => {
  const run = await nomadx(["routes", "verify", "web.json", "--fabio", "127.0.0.1:1"], {
    dir: directoryOf(webFile),
  });
  expect(run.stderr).toContain("http://127.0.0.1:1");
  expect(run.code).toBe(1);
});

test("verify --timeout waits until it is as expected, and tells what changes", async () => {
  const [half] = web;
  const address = await startFabio(
    null,
    half === undefined ? [] : [half],
    half === undefined ? [] : [half],
    web,
  );
  const run = await nomadx(["routes", "verify", "web.json", "--fabio", address, "--timeout", "30s"], {
    dir: directoryOf(webFile),
  });
  expect(run).toEqual({
    code: 0,
    stdout: `${address}: as expected, 1 route\n`,
    stderr:
      `${address}: Fabio has no route at all: no check passes, it has just started, or it cannot read Consul\n` +
      `${address}: web has 1 target at web.test/, and should have 2\n`,
  });
});

test("verify --timeout ends with 7 and the last state when the time is up", async () => {
  const address = await startFabio(null, web.slice(1));
  const run = await nomadx(["routes", "verify", "web.json", "--fabio", address, "--timeout", "1200ms"], {
    dir: directoryOf(webFile),
  });
  expect(run.stdout).toContain(`${address}: 1 mismatch\n`);
  expect(run.stdout).toContain("web has 1 target at web.test/, and should have 2");
  expect(run.code).toBe(7);
});

test("verify --timeout ends with 1 when a Fabio has never answered", async () => {
  const args = ["routes", "verify", "web.json", "--fabio", "127.0.0.1:1", "--timeout", "1100ms"];
  const { code, stderr } = await nomadx(args, { dir: directoryOf(webFile) });
  expect(stderr.match(/^http:\/\/127\.0\.0\.1:1: /gm)).toHaveLength(1);
  expect(stderr).toContain("error[unreachable]: No Fabio answers at http://127.0.0.1:1 (ECONNREFUSED)");
  expect(code).toBe(1);
});

test("verify --timeout ends with 130 and the last state at Ctrl-C", async () => {
  const address = await startFabio(null);
  const child = start(["routes", "verify", "web.json", "--fabio", address, "--timeout", "1m"], {
    dir: directoryOf(webFile),
  });
  child.stderr?.once("data", () => child.kill("SIGINT"));
  const { code, stdout } = await ending(child);
  expect(stdout).toContain("empty-table");
  expect(code).toBe(130);
});

test("verify --timeout takes a duration", async () => {
  const run = await nomadx(["routes", "verify", "web.json", "--timeout", "soon"], {
    dir: directoryOf(webFile),
  });
  expect(run.stderr).toContain("--timeout takes a duration such as 90s or 5m");
  expect(run.code).toBe(64);
});

/** A job that runs Fabio, and an allocation of it with its admin API at an address. */
function fabioAt(address: string) {
  const { hostname, port } = new URL(address);
  const job = {
    ID: "lb",
    Name: "lb",
    Type: "system",
    Datacenters: ["dc1"],
    TaskGroups: [
      {
        Name: "lb",
        Tasks: [
          { Name: "fabio", Driver: "mock_driver", Config: { image: "fabiolb/fabio:1.7.3", run_for: "1h" } },
        ],
      },
    ],
  };
  const stub = {
    ID: "eb044b4d-0387",
    NodeID: "04e7ae52",
    TaskGroup: "lb",
    DesiredStatus: "run",
    ClientStatus: "running",
  };
  const Ports = [{ Label: "ui", Value: Number(port), To: 9998, HostIP: hostname }];
  return {
    job,
    stub,
    allocation: { ...stub, Job: job, AllocatedResources: { Tasks: {}, Shared: { Ports } } },
  };
}

test("verify --find nomad asks the Fabio that the job of the files runs", async () => {
  const { job, stub, allocation } = fabioAt(await startFabio(web));
  const gone = { ...stub, ID: "gone", ClientStatus: "complete" };
  const { address } = await startNomad({
    "GET /v1/job/lb/allocations": () => [gone, stub],
    "GET /v1/allocation/eb044b4d-0387": () => allocation,
    "GET /v1/node/04e7ae52": refuse(403, "Permission denied"),
  });
  const dir = directoryOf({ ...webFile, "lb.json": JSON.stringify(job) });
  const run = await nomadx(["routes", "verify", "web.json", "lb.json", "--find", "nomad"], { dir, address });
  expect(run).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+: as expected, 1 route\n$/),
  });
});

test("verify --find nomad looks for Fabio in the jobs of the cluster where no file has one", async () => {
  const { job, stub, allocation } = fabioAt(await startFabio(null));
  const { address } = await startNomad({
    "GET /v1/jobs": () => [
      { ID: "lb", Type: "system", Status: "running" },
      { ID: "old", Type: "service", Status: "dead" },
    ],
    "GET /v1/job/lb": () => ({ ...job, Status: "running" }),
    "GET /v1/job/lb/allocations": () => [stub],
    "GET /v1/allocation/eb044b4d-0387": () => allocation,
    "GET /v1/node/04e7ae52": () => ({ ID: "04e7ae52", Status: "ready" }),
  });
  const run = await nomadx(["routes", "verify", "web.json", "--find", "nomad"], {
    dir: directoryOf(webFile),
    address,
  });
  expect(run).toMatchObject({ code: 7, stdout: expect.stringContaining("empty-table") });
});

test("verify --find nomad tells of a Fabio that cannot be asked: exit 1", async () => {
  const { job, stub } = fabioAt("http://127.0.0.1:1");
  const Tasks = [{ Name: "fabio", Driver: "docker", Config: { image: "fabiolb/fabio:1.7.3" } }];
  const inContainer = { ...job, TaskGroups: [{ Name: "lb", Tasks }] };
  const { address } = await startNomad({
    "GET /v1/job/lb/allocations": () => [stub],
    "GET /v1/allocation/eb044b4d-0387": () => ({ ...stub, Job: inContainer }),
    "GET /v1/node/04e7ae52": () => ({ ID: "04e7ae52", Status: "ready", HTTPAddr: "10.0.0.1:4646" }),
  });
  const dir = directoryOf({ ...webFile, "lb.json": JSON.stringify(inContainer) });
  const run = await nomadx(["routes", "verify", "web.json", "lb.json", "--find", "nomad"], { dir, address });
  expect(run.stderr).toContain(
    'error[unreachable]: The Fabio of allocation eb044b4d cannot be asked: port 9998 of its ui.addr is not one of the ports of job "lb"',
  );
  expect(run.code).toBe(1);
});

test("verify --find nomad without any Fabio: exit 1", async () => {
  const { address } = await startNomad({ "GET /v1/jobs": () => [] });
  const run = await nomadx(["routes", "verify", "web.json", "--find", "nomad"], {
    dir: directoryOf(webFile),
    address,
  });
  expect(run.stderr).toContain("No running allocation of the cluster is a Fabio");
  expect(run.code).toBe(1);
});

test("verify takes either --fabio or --find", async () => {
  const args = ["routes", "verify", "web.json", "--find", "nomad", "--fabio", "127.0.0.1:1"];
  expect((await nomadx(args, { dir: directoryOf(webFile) })).code).toBe(64);
});

test.each([
  ["a service without a check", { Checks: [] }, ["urlprefix-web.test/"], "It has no check"],
  ["a service of Nomad's own", { Provider: "nomad" }, ["urlprefix-web.test/"], "Fabio reads Consul only"],
  [
    "a misspelt prefix",
    {},
    ["urlprefx-web.test/"],
    'none of its tags begins with urlprefix-: "urlprefx-web.test/"',
  ],
])("why names %s", async (_, service, tags, text) => {
  const dir = directoryOf({ "web.json": jobWith("web", tags, service) });
  const { code, stdout } = await nomadx(["routes", "why", "web", "web.json"], { dir });
  expect(stdout).toContain("web has no route\n");
  expect(stdout).toContain(text);
  expect(code).toBe(1);
});

test("diff shows what a deploy would add, change and remove", async () => {
  const stdin = "route add web old.test/ http://10.0.0.1:80/\n";
  const run = await nomadx(["routes", "diff", "web.json", "--table", "-", "--detailed-exitcode"], {
    dir: directoryOf(webFile),
    stdin,
  });
  expect(run.stdout).toMatch(/^\+ web\.test\/ {2}web {2}\(web\.json:\d+\)\n- old\.test\/ {2}web\n$/);
  expect(run.code).toBe(2);
});

/** A job that runs Fabio 1.6.0 with these arguments. */
function fabioWith(...args: readonly string[]): string {
  const config = { image: "registry:5000/fabiolb/fabio:1.6.0", network_mode: "host", args };
  const ports = [
    { Label: "lb", Value: 9999 },
    { Label: "ui", Value: 9998 },
  ];
  return JSON.stringify({
    ID: "lb",
    Name: "lb",
    Type: "system",
    Datacenters: ["dc1"],
    TaskGroups: [
      {
        Name: "lb",
        Networks: [{ ReservedPorts: ports }],
        Tasks: [{ Name: "fabio", Driver: "docker", Config: config }],
      },
    ],
  });
}

const teams = { "web.json": jobWith("web", ["urlprefix-old.test/", "team-web.test/${DC}"]) };

test.each(["routes", "routes match http://web.test:9999/<DC>/x", "routes why web"])(
  "%s goes by the tag prefix of the Fabio among the jobs",
  async (command) => {
    const dir = directoryOf({ ...teams, "lb.json": fabioWith("-registry.consul.tagprefix=team-") });
    const { stdout } = await nomadx([...command.split(" "), "web.json", "lb.json"], { dir });
    expect(stdout).toContain(command.startsWith("routes match") ? "gets no route" : "web.test/<DC>");
    expect(stdout).not.toContain("old.test/");
  },
);

test("diff tells of a route that another service has already", async () => {
  const fabio = await startFabio([{ service: "other", src: "web.test/", dst: "http://10.0.0.9:80/" }]);
  const run = await nomadx(["routes", "diff", "web.json", "--fabio", fabio], { dir: directoryOf(webFile) });
  expect(run.stdout).toMatch(
    /^\+ web\.test\/ {2}web {2}shared with other, which already has it {2}\(web\.json:\d+\)$/m,
  );
});

test("verify and diff go by the tag prefix of each Fabio that is asked", async () => {
  const row = { service: "web", dst: "http://10.0.0.1:80/" };
  const rows = [row, { ...row, dst: "http://10.0.0.2:80/" }];
  const [one, other] = await Promise.all([
    startFabioWith(
      { TagPrefix: "team-" },
      rows.map((each) => ({ ...each, src: "web.test/dc7" })),
    ),
    startFabioWith(
      {},
      rows.map((each) => ({ ...each, src: "old.test/" })),
    ),
  ]);
  const dir = directoryOf(teams);
  const run = await nomadx(["routes", "verify", "web.json", "--fabio", one, "--fabio", other], { dir });
  // The tags beside the route are others for each: `tags` of the rows are none.
  expect(run.stdout).not.toMatch(/missing|extra|disagreement/);
  const diff = await nomadx(["routes", "diff", "web.json", "--fabio", one], { dir });
  expect(diff.stdout).not.toMatch(/^[+-]/m);
});

test("verify counts the routes that each Fabio reads, and says where there is none to compare", async () => {
  const job = jobWith("web", ["team-web.test/", "team-more.test/"]);
  const rows = ["web.test/", "more.test/"].flatMap((src) =>
    ["10.0.0.1", "10.0.0.2"].map((host) => ({ service: "web", src, dst: `http://${host}:80/` })),
  );
  const [team, usual] = await Promise.all([startFabioWith({ TagPrefix: "team-" }, rows), startFabio([])]);
  const dir = directoryOf({ "web.json": job });
  const args = ["routes", "verify", "web.json", "--fabio"];
  const [own, both, none] = await Promise.all([
    nomadx([...args, team], { dir }),
    nomadx([...args, team, "--fabio", usual], { dir }),
    nomadx([...args, usual], { dir }),
  ]);
  expect(own).toEqual({ code: 0, stdout: `${team}: as expected, 2 routes\n`, stderr: "" });
  expect(both.code).toBe(0);
  expect(both.stdout).toBe(
    `${team}: as expected, 2 routes\n${usual}: no route of the files is for this Fabio\n`,
  );
  expect(none.code).toBe(7);
  expect(none.stderr).toContain("error[nothing-verified]: Nothing was compared");
});

test("verify tells of a service that Fabio will never route to, as nomadx verify does", async () => {
  const job = jobWith("web", ["urlprefix-web.test/"], { Checks: [] });
  const fabio = await startFabio([{ service: "db", src: "db.test/", dst: "http://10.0.0.9:80/" }]);
  const dir = directoryOf({ "web.json": job });
  const run = await nomadx(["routes", "verify", "web.json", "--fabio", fabio], { dir });
  expect(run.code).toBe(7);
  expect(run.stdout).toContain(
    "error[unrouted] web.json:1:147: web has a route tag and no route: it has no check, and Fabio routes only to instances with a check that passes",
  );
});

test("fabio job --from goes by the tag prefix of the job that is made", async () => {
  const dir = directoryOf({ "web.json": jobWith("web", ["urlprefix-:5432 proto=tcp", "team-web.test/"]) });
  const args = ["fabio", "job", "--from", "web.json"];
  const [plain, team] = await Promise.all([
    nomadx(args, { dir }),
    nomadx([...args, "--flag", "registry.consul.tagprefix=team-"], { dir }),
  ]);
  expect(plain.stdout).toContain('"-proxy.addr=:5432;proto=tcp"');
  expect(team.stdout).toContain('"-proxy.addr=:9999;proto=http"');
});

test("a Fabio that is named lends its settings to job files", async () => {
  const fabio = await startFabioWith({ TagPrefix: "team-" }, null);
  const { stdout } = await nomadx(["routes", "web.json", "--fabio", fabio], { dir: directoryOf(teams) });
  expect(stdout).toMatch(/^web\.test\/<DC> +web +2 http/m);
});

test("override rm empties no key that nobody named: exit 64", async () => {
  const run = await nomadx(["routes", "override", "rm", "--fabio", "127.0.0.1:1"]);
  expect(run.stderr).toContain("Missing required flag key");
  expect(run.code).toBe(64);
});

test("commands about one Fabio refuse several", async () => {
  const both = ["--fabio", "127.0.0.1:1", "--fabio", "127.0.0.1:2"];
  const runs = await Promise.all(
    ["override list", "override rm --key /team-a", "why web"].map((command) =>
      nomadx(["routes", ...command.split(" "), ...both]),
    ),
  );
  expect(runs.map(({ code }) => code)).toEqual([64, 64, 64]);
});

test("lint goes by the release that the job runs", async () => {
  const dir = directoryOf({ "lb.json": fabioWith("-tracing.TracingEnabled=false", "-ui.path=/x") });
  const { stdout } = await nomadx(["routes", "lint", "lb.json"], { dir });
  expect(stdout).toContain("Fabio 1.6.0 has no flag -ui.path");
  expect(stdout).not.toContain("tracing");
});

test("lint exits with 3 on what freezes the table, in SARIF with its line", async () => {
  const dir = directoryOf({ "bad.json": jobWith("bad", ["urlprefix-bad.test/ weight=50%"]) });
  const { code, stdout } = await nomadx(["routes", "lint", "bad.json", "--format", "sarif"], { dir });
  expect(JSON.parse(stdout)).toMatchObject({
    version: "2.1.0",
    runs: [
      {
        results: [
          {
            ruleId: "tag-weight-invalid",
            level: "error",
            locations: [{ physicalLocation: { artifactLocation: { uri: "bad.json" } } }],
          },
        ],
      },
    ],
  });
  expect(code).toBe(3);
});

test("lint of route commands names the line, also of those that cannot be read", async () => {
  const dir = directoryOf({
    "routes.txt":
      "route add a /x http://a/ weight Inf\r\nroute ad b /\r\nroute weight c A.test/ weight 0.1\n" +
      'route add d /d http://a/ opts "stip=/d"\n',
  });
  const { code, stdout } = await nomadx(["routes", "lint", "--table", "routes.txt"], { dir });
  expect(stdout.split("\n").filter((line) => !/^ |^$/.test(line))).toEqual([
    "critical[tag-weight-infinite] routes.txt:1:1: The weight is infinite",
    "critical[kv-syntax] routes.txt:2:1: syntax error: 'route' expected",
    "error[kv-weight-no-match] routes.txt:3:1: No target matches: route weight c A.test/ weight 0.1",
    'error[kv-host-case] routes.txt:3:1: The host "A.test" of the route weight is not in lower case',
    'error[option-unknown] routes.txt:4:1: There is no option "stip"; did you mean "strip"?',
    "5 errors, 0 warnings",
  ]);
  expect(code).toBe(3);
});

test("lint of a running Fabio names service and route, once for all instances", async () => {
  const fabio = await startFabio(web.map((row) => ({ ...row, opts: "stip=/x" })));
  const args = ["routes", "lint", "--fabio", fabio, "--format", "markdown"];
  const { stdout } = await nomadx(args);
  expect(stdout.match(/option-unknown.*/g)).toEqual([
    'option-unknown` | service web, route web.test/: There is no option "stip"; did you mean "strip"?' +
      "<br>It is kept and has no effect.<br>Correct the name; options and values are in lower case. |  |",
  ]);
});

/** A Fabio of a release that takes overrides, and the requests that it has had. */
function startWritableFabio(version: FabioVersion) {
  return startFabioServer(
    () => ({ version, lines: ["route add web web.test/ http://10.0.0.1:80/"], overrides: { "": "" } }),
    { routes: { "PUT /api/manual": () => reply(200, "") } },
  );
}

test.each([
  ["1.7.2", 3, "error[bad-route]: route: no target match", []],
  [
    "1.7.3",
    0,
    "warning[bad-route]: weight command for service gone not valid - route: no target match; the command has no effect",
    ["PUT"],
  ],
] as const)("an override without a target, with Fabio %s: exit %i", async (version, code, text, puts) => {
  const fabio = await startWritableFabio(version);
  const run = await nomadx(["routes", "override", "set", "-", "--fabio", fabio.address], {
    stdin: "route weight gone web.test/ weight 0.5\n",
  });
  expect(run.stderr).toContain(text);
  expect(run.code).toBe(code);
  expect(fabio.requests.map(({ method }) => method).filter((method) => method === "PUT")).toEqual(puts);
});

test("overrides in keys that Fabio's API cannot show are told", async () => {
  const overrides = { "": "route del web", "/team a": "", "2": "" };
  const fabio = await startFabioServer(() => ({ lines: [], overrides }));
  const run = await nomadx(["routes", "override", "list", "--fabio", fabio.address]);
  expect(run).toMatchObject({ code: 0, stdout: "# (main key), version 7\nroute del web\n" });
  expect(run.stderr).toContain('in the key "/team a"');
  expect(run.stderr).toContain('in the key "2"');
});

test.each(["proxy.addr", "ui.addr", "registry.consul.addr"])(
  "fabio job has a flag of its own for %s",
  async (name) => {
    const { code, stderr } = await nomadx(["fabio", "job", "--flag", `${name}=:1`]);
    expect(stderr).toMatch(/^error: --flag .*: use --(?:listen|ui-addr|registry-addr)$/m);
    expect(code).toBe(64);
  },
);

test("an override that Fabio could not read is not sent", async () => {
  const run = await nomadx(["routes", "override", "set", "-", "--fabio", "127.0.0.1:1"], {
    stdin: "rout add a b\n",
  });
  expect(run.stderr).toContain("error[bad-route] <stdin>:1:1: syntax error: 'route' expected");
  expect(run.code).toBe(3);
});
