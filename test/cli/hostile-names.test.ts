// oxlint-disable no-control-regex -- control characters are the subject
import path from "node:path";

import { describe, expect, test } from "vitest";

import { addressRecord, srvRecord } from "../../packages/core/src/dev/dns/dns-server.ts";
import { allocationId } from "../../packages/core/src/dev/nomad/allocation-id.ts";
import { consulAnswers } from "../../packages/core/src/dev/testing/consul-answers.ts";
import { planOfNewJob, startNomad } from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import {
  startConsul,
  startDnsServer,
  startFabioServer,
} from "../../packages/core/src/dev/testing/servers.ts";
import { runInProcess } from "./in-process.ts";
import { directoryOf } from "./nomadx.ts";

/** Ends a line, in several ways; colours what follows, moves the cursor, turns the text round, and has letters that nobody sees. */
const evil = (name: string): string =>
  `${name}\nFORGED\r\nFORGED\tx\u2028FORGED\u0085FORGED\u001b[32m\u001b[2A\u009b2J\u0007\u202e\u2066\u200b\u200e\u2060\ufeff\u061c`;

/** A name that may stand in a file's. */
const fileName = `${evil("file")}.json`;

const node = {
  ID: `${evil("n1")}aaaa`,
  Name: evil("node"),
  Address: evil("10.0.0.9"),
  Status: evil("ready"),
};

const groups = [
  {
    ...{ Name: evil("group"), Count: 2, Networks: [{ DynamicPorts: [{ Label: "http" }] }] },
    Services: [
      {
        ...{ Name: evil("web"), PortLabel: "http", Tags: [`urlprefix-${evil("web.test")}/`, evil("tag")] },
        Checks: [{ Name: evil("check"), Type: "tcp", Interval: 10_000_000_000, Timeout: 2_000_000_000 }],
      },
    ],
    Tasks: [{ Name: evil("task"), Driver: evil("driver"), Config: { [evil("key")]: evil("value") } }],
  },
];

const job = {
  ...{ ID: evil("web"), Name: evil("name"), Namespace: "default", Type: "service", Status: evil("running") },
  ...{ Datacenters: [evil("dc1")], NodePool: evil("pool"), Meta: { [evil("meta")]: evil("value") } },
  ...{
    Version: 0,
    Priority: 50,
    Stop: false,
    SubmitTime: 1,
    JobModifyIndex: 1,
    CreateIndex: 1,
    ModifyIndex: 1,
  },
  TaskGroups: groups,
};

/** A job against which no check of files has anything to say. */
const allowed = {
  ...{ ID: "web", Name: "web", Datacenters: [evil("dc1")], Meta: { m: evil("value") } },
  TaskGroups: [
    {
      ...{ Name: evil("group"), Count: 2, Networks: [{ DynamicPorts: [{ Label: "http" }] }] },
      Services: [
        {
          ...{ Name: "web", PortLabel: "http", Tags: ["urlprefix-web.test/", evil("tag")] },
          Checks: [{ Name: evil("check"), Type: "tcp", Interval: 10_000_000_000, Timeout: 2_000_000_000 }],
        },
      ],
      Tasks: [{ Name: evil("task"), Driver: "mock_driver", Config: { run_for: evil("1h") } }],
    },
  ],
};

const failedAllocation = {
  ...{ ID: allocationId(1), Name: evil("web.group[0]"), JobID: job.ID, TaskGroup: evil("group") },
  ...{ NodeID: node.ID, NodeName: node.Name, DesiredStatus: "run", ClientStatus: "failed", JobVersion: 0 },
  ...{ ClientDescription: evil("failed"), DeploymentID: evil("d1"), CreateTime: 1, ModifyTime: 2 },
  TaskStates: {
    [evil("task")]: {
      ...{ State: evil("dead"), Failed: true, Restarts: 1, StartedAt: null, FinishedAt: null },
      Events: [{ Type: evil("Driver Failure"), Time: 1, DisplayMessage: evil("message"), Details: {} }],
    },
  },
};

const deployment = {
  ...{ ID: evil("d1"), JobID: job.ID, JobVersion: 0, Status: evil("running"), JobCreateIndex: 1 },
  StatusDescription: evil("described"),
  TaskGroups: {
    [evil("group")]: {
      ...{ DesiredTotal: 2, DesiredCanaries: 0, PlacedAllocs: 1, HealthyAllocs: 0, UnhealthyAllocs: 1 },
      ...{ AutoRevert: false, Promoted: false },
    },
  },
};

const metrics = {
  ...{
    NodesEvaluated: 1,
    NodesFiltered: 1,
    NodesExhausted: 1,
    CoalescedFailures: 1,
    NodesAvailable: { [evil("dc1")]: 1 },
  },
  ...{ ClassFiltered: { [evil("class")]: 1 }, ConstraintFiltered: { [evil("constraint")]: 1 } },
  ...{ ClassExhausted: { [evil("class")]: 1 }, DimensionExhausted: { [evil("memory")]: 1 } },
};

const field = (name: string) => ({
  Type: "Added",
  Name: evil(name),
  Old: "",
  New: evil("new"),
  Annotations: [evil("annotation")],
});

/** The plan of a job in which every name is such a one. */
const plan = (request: Parameters<typeof planOfNewJob>[0]) => ({
  ...planOfNewJob(request),
  Warnings: `1 warning:\n\n* ${evil("warning")}`,
  FailedTGAllocs: { [evil("group")]: metrics },
  Diff: {
    ...{ Type: "Edited", ID: evil("web"), Fields: [field("Meta[a]")] },
    Objects: [{ Type: "Added", Name: evil("Service"), Fields: [field("Name")], Objects: [] }],
    TaskGroups: [
      {
        ...{ Type: "Added", Name: evil("group"), Updates: { [evil("create")]: 1 }, Fields: [field("Count")] },
        Objects: [{ Type: "Added", Name: evil("Service"), Fields: [field("Name")], Objects: [] }],
        Tasks: [
          {
            Type: "Added",
            Name: evil("task"),
            Annotations: [evil("forces")],
            Fields: [field("Driver")],
            Objects: [],
          },
        ],
      },
    ],
  },
});

async function startEverything() {
  const [nomad, consul, dns, fabio] = await Promise.all([
    startNomad(
      {
        "PUT /v1/job/*/plan": plan,
        "PUT /v1/jobs": () => ({
          EvalID: "e1",
          EvalCreateIndex: 7,
          JobModifyIndex: 7,
          Warnings: `1 warning:\n\n* ${evil("warning")}`,
        }),
        "PUT /v1/validate/job": () => ({
          DriverConfigValidated: true,
          ValidationErrors: [evil("error")],
          Error: evil("error"),
          Warnings: `1 warning:\n\n* ${evil("w")}`,
        }),
        "GET /v1/agent/members": () => ({
          Members: [
            {
              Name: evil("server"),
              Addr: evil("10.0.0.1"),
              Status: evil("alive"),
              Tags: { role: "nomad", region: "global", build: evil("2.0.5"), port: "4647" },
            },
          ],
        }),
        "GET /v1/operator/raft/configuration": () => ({
          Servers: [{ Address: "10.0.0.1:4647", Leader: true, Voter: true }],
        }),
        "GET /v1/client/fs/logs/*": () => ({}),
        "DELETE /v1/job/*": () => ({ EvalID: "e2", EvalCreateIndex: 7, JobModifyIndex: 7 }),
      },
      {
        nodes: [
          {
            ...node,
            SchedulingEligibility: evil("eligible"),
            Drain: false,
            Version: evil("2.0.5"),
            Drivers: { [evil("docker")]: { Healthy: true } },
          },
        ],
        jobs: [job, { ...job, ID: "web", Name: "web" }],
        deployments: [deployment, { ...deployment, JobID: "web" }],
        allocations: [failedAllocation, { ...failedAllocation, ID: allocationId(2), JobID: "web" }],
        evaluations: [
          {
            ID: "e1",
            JobID: "web",
            Type: "service",
            Status: "blocked",
            FailedTGAllocs: { [evil("group")]: metrics },
          },
          {
            ID: "e2",
            JobID: job.ID,
            Type: "service",
            Status: "blocked",
            FailedTGAllocs: { [evil("group")]: metrics },
          },
        ],
        services: [
          {
            ID: evil("s"),
            ServiceName: evil("own"),
            JobID: "web",
            AllocID: allocationId(1),
            Tags: [evil("tag")],
            Address: evil("10.0.0.1"),
            Port: 80,
          },
        ],
      },
    ),
    startConsul(
      () => ({
        instances: ["web", evil("web")].map((service) => ({
          ...{ service, id: evil("id"), node: evil("node"), address: `${evil("10.0.0.1")}:80` },
          ...{
            tags: ["urlprefix-web.test/", `urlprefix-${evil("x.test")}/`, evil("tag")],
            meta: { [evil("k")]: evil("v") },
          },
          ...{ status: "critical" as const, output: evil("output") },
        })),
        keys: { [`fabio/config/${evil("key")}`]: evil("value") },
        idleNodes: [evil("idle")],
      }),
      {
        routes: consulAnswers({
          "/v1/status/leader": evil("10.0.1.1:8300"),
          "/v1/status/peers": ["10.0.1.1:8300"],
          "/v1/agent/members": [
            {
              Name: evil("member"),
              Addr: "10.0.1.1",
              Port: 8301,
              Status: 1,
              Tags: { role: "consul", build: evil("1.8.7"), port: "8300" },
            },
          ],
        }),
      },
    ),
    startDnsServer(({ name }) => ({
      answers: [srvRecord(name, `${evil("a")}.test`, 80)],
      additionals: [addressRecord(`${evil("a")}.test`, "10.0.0.1")],
    })),
    startFabioServer(() => ({
      lines: [
        "route add web web.test/ http://10.0.0.1:80/",
        `route add web\u202e\u200b\u001b[32m\u2028FORGED b.test/ http://10.0.0.1:80/ tags "a\u2028FORGED" opts "x=\u001b[32m"`,
      ],
      overrides: { [`/${evil("path")}`]: `route add ${evil("web")} c.test/ http://10.0.0.1:80/` },
      config: { UI: { Title: evil("title") } },
    })),
  ]);
  return {
    address: nomad.address,
    env: {
      CONSUL_HTTP_ADDR: consul.address,
      CONSUL_DNS_ADDR: dns.address,
      FABIO_ADDR: fabio.address,
    },
  };
}

const files = {
  [fileName]: JSON.stringify(job),
  "web.json": JSON.stringify(allowed),
  [`${evil("file")}.hcl`]: `job "a" {\n\tgroup "g\u202e\u200b" { cuont = 1 }\n`,
  "table.txt": `route add ${evil("web").replaceAll(/[\r\n]/g, "")} web.test/ http://10.0.0.1:80/\nroute weight \u001b[32m\u202e\u2028FORGED x\n`,
};

const jobFiles = [[fileName], ["web.json"], [`${evil("file")}.hcl`], ["."]];

const commands: readonly (readonly [words: string, ...args: readonly string[]])[] = [
  ["explain", evil("NX206")],
  ["fabio job", "--flag", evil("proxy.addr")],
  ["fmt", "--check", "."],
  ["fmt", "--diff", "."],
  ["nodes"],
  ["plan", evil("missing")],
  ["render", "web.json", "--out", `./${evil("out")}`],
  ["resolve", "web"],
  ["resolve", evil("web")],
  ["routes"],
  ["routes", "--table", "table.txt"],
  ["routes", "--from", "consul"],
  ["routes match", "http://web.test/"],
  ["routes match", `http://web.test/${evil("path")}`],
  ["routes match", "http://b.test/", "--table", "table.txt"],
  ["routes diff", "web.json"],
  ["routes diff", fileName],
  ["routes lint", "--table", "table.txt"],
  ["routes lint", "web.json", fileName],
  ["routes why", "web"],
  ["routes why", evil("web"), fileName],
  ["routes verify", "web.json"],
  ["routes override list"],
  ["routes override set", "table.txt", "--key", evil("/key")],
  ["routes override rm", "--key", evil("/key")],
  ["run", "web.json", "--timeout", "2s"],
  ["run", "web.json", "--detach"],
  ["services"],
  ["services", "web"],
  ["services", evil("web")],
  ["status"],
  ["status", "web"],
  ["status", evil("web")],
  ["status", evil("nobody")],
  ["stop", "web", "--yes"],
  ["stop", evil("web"), "--yes", "--detach"],
  ["stop", evil("nobody"), "--yes"],
  ["verify", "web.json", "--timeout", "2s"],
  ["verify", fileName, "--timeout", "2s"],
  ...["plan", "render", "validate", "routes", "run --timeout 2s"].flatMap((words) =>
    jobFiles.map((args): readonly [string, ...string[]] => {
      const [command = "", ...flags] = words.split(" ");
      return [command, ...args, ...flags];
    }),
  ),
  ["services", "--nope", evil("x")],
  ["services", evil("--nope")],
];

/** The characters that a terminal acts on, or shows as nothing, save the styles of nomadx and the ends of lines. */
const unsafe =
  /(?!\u001b\[(?:1|2|22|3[1-6]|39|90)m)[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** Lines that a name has begun or coloured. What belongs to an error is indented. */
const forged = (text: string): readonly string[] =>
  text.split("\n").filter((line) => /^[│├└─|+~-]*FORGED|\u001b\[32mFORGED/u.test(line) || unsafe.test(line));

describe.each(
  commands.map(([words, ...args]) => ({ name: JSON.stringify([words, ...args]).slice(0, 60), words, args })),
)("$name", ({ words, args }) => {
  test("no name begins a line, colours it, or hides in it", { timeout: 60_000 }, async () => {
    const dir = directoryOf(files);
    const around = { ...(await startEverything()), dir };
    // A command in this process writes below the directory of the process.
    const ownArgs = args.map((arg, index) => (args[index - 1] === "--out" ? path.join(dir, arg) : arg));
    const format = ["render", "fabio job"].includes(words) ? "--report" : "--format";
    const ways = [
      [],
      ["--debug"],
      ["--json"],
      ...["markdown", "github", "junit", "sarif"].map((each) => [format, each]),
    ];
    const outcomes = await Promise.all(
      ways.map(async (flags) => {
        const run = { ...around, words: words.split(" "), args: [...ownArgs, ...flags] };
        const { stdout, stderr } = await runInProcess({ ...run, env: { ...around.env, FORCE_COLOR: "1" } });
        // HCL is printed as the job has it: a pipe is no terminal.
        const printed = words === "render" && !flags.includes("--json") ? "" : stdout;
        return { flags, forged: [...forged(printed), ...forged(stderr)] };
      }),
    );
    expect(outcomes).toEqual(ways.map((flags) => ({ flags, forged: [] })));
  });
});
