// @ts-check

/**
 * @typedef {Record<string, unknown>} Json
 * @typedef {object} PlanCase
 * @property {string} name name of the fixture
 * @property {string} about what the case shows
 * @property {Json} [old] registered and settled before the plan; absent for a new job
 * @property {Json} new what is planned
 * @property {boolean} [inTheMiddle] plan while the rolling update from `old` to `new` is under way
 * @property {Json[]} [beside] further jobs that run meanwhile
 * @property {string[][]} [options] further runs of `nomad job plan`, with these options
 */

const second = 1_000_000_000;

/** @param {string} id @param {Json} [job] @param {Json} [group] @param {Json} [task] @returns {Json} */
function service(id, job = {}, group = {}, task = {}) {
  return {
    ID: id,
    Type: "service",
    Datacenters: ["dc1"],
    TaskGroups: [
      {
        Name: "web",
        Count: 2,
        // Healthy at once, so that a deployment ends while one waits for it.
        Update: { MinHealthyTime: 0, HealthCheck: "task_states" },
        Tasks: [sleeper("server", task)],
        ...group,
      },
    ],
    ...job,
  };
}

/** @param {string} name @param {Json} [task] @returns {Json} */
function sleeper(name, task = {}) {
  return {
    Name: name,
    Driver: "raw_exec",
    Config: { command: "/bin/sleep", args: ["3600"] },
    Resources: { CPU: 50, MemoryMB: 32 },
    ...task,
  };
}

/** @param {string[]} tags @returns {Json} */
function provided(tags) {
  return {
    ShutdownDelay: second,
    Services: [{ Name: "shop", Provider: "nomad", PortLabel: "8080", Tags: tags }],
  };
}

/** @param {string} id @param {Json} [task] @param {Json} [group] @returns {Json} */
function system(id, task = {}, group = {}) {
  return {
    ID: id,
    Type: "system",
    Datacenters: ["dc1"],
    TaskGroups: [{ Name: "agent", Tasks: [sleeper("watch", task)], ...group }],
  };
}

/** @param {string} id @param {Json} job @returns {Json} */
function batch(id, job) {
  return {
    ID: id,
    Type: "batch",
    Datacenters: ["dc1"],
    TaskGroups: [{ Name: "work", Tasks: [sleeper("run")] }],
    ...job,
  };
}

/** @param {string} body @returns {Json} */
function templated(body) {
  return { Templates: [{ DestPath: "local/site.conf", EmbeddedTmpl: body, ChangeMode: "noop" }] };
}

const scaling = { Scaling: { Min: 1, Max: 4, Enabled: true } };
const twoGroups = (/** @type {string[]} */ names) => ({
  TaskGroups: names.map((Name) => ({ Name, Count: 1, Tasks: [sleeper("server")] })),
});
const site = (/** @type {number} */ listener, /** @type {string} */ end) =>
  `server {\n  listen ${listener};\n  location / {\n    root /srv;\n  }\n  gzip on;\n  etag on;\n  autoindex off;\n${end}}\n`;

/** @type {readonly PlanCase[]} */
export const planCases = [
  {
    name: "new-service",
    about: "a new service with environment, meta and services",
    options: [["-verbose"], ["-diff=false"]],
    new: service("shop", { Meta: { team: "sales" } }, provided(["blue"]), {
      Env: { PORT: "8080", DB_PASSWORD: "correct-horse" },
      KillTimeout: 20 * second,
    }),
  },
  { name: "unchanged-service", about: "registered and running", old: service("calm"), new: service("calm") },
  {
    name: "count-up",
    about: "count 2 to 3",
    old: service("crowd"),
    new: service("crowd", {}, { Count: 3 }),
  },
  { name: "count-down", about: "count 2 to 1", old: service("few"), new: service("few", {}, { Count: 1 }) },
  {
    name: "tag-only",
    about: "a service tag: updated in place",
    old: service("tags", {}, provided(["blue"])),
    new: service("tags", {}, provided(["green"])),
  },
  {
    name: "environment",
    about: "a changed variable: every allocation is replaced, one at a time",
    old: service("vars", {}, {}, { Env: { LOG_LEVEL: "info", API_TOKEN: "first-token" } }),
    new: service("vars", {}, {}, { Env: { LOG_LEVEL: "debug", API_TOKEN: "other-token" } }),
  },
  {
    name: "durations",
    about: "durations in task, group and blocks",
    options: [["-verbose"]],
    old: service("times", {}, provided(["a"])),
    new: service(
      "times",
      {},
      {
        ...provided(["a"]),
        ShutdownDelay: 90 * second,
        RestartPolicy: { Attempts: 1, Interval: 3600 * second, Delay: 1.5 * second, Mode: "fail" },
        Update: { MinHealthyTime: 0, HealthCheck: "task_states", ProgressDeadline: 900 * second },
      },
      { KillTimeout: 30 * second },
    ),
  },
  {
    name: "template",
    about: "a template of several lines",
    old: service("pages", {}, {}, templated(site(80, ""))),
    new: service("pages", {}, {}, templated(site(8080, "  charset utf-8;\n"))),
  },
  {
    name: "spread-only",
    about: "a spread of the job: no diff, but in-place updates",
    old: service("wide"),
    new: service("wide", { Spreads: [{ Attribute: "${node.datacenter}", Weight: 50 }] }),
  },
  {
    name: "group-order",
    about: "groups in another order: no diff, but in-place updates",
    old: service("order", twoGroups(["a", "b"])),
    new: service("order", twoGroups(["b", "a"])),
  },
  {
    name: "scaling-unchanged",
    about: "an unchanged group with a scaling block is shown as edited",
    old: service("scaled", {}, scaling),
    new: service("scaled", {}, scaling),
  },
  {
    name: "scaling-changed",
    about: "another maximum",
    old: service("scaler", {}, scaling),
    new: service("scaler", {}, { Scaling: { Min: 1, Max: 9, Enabled: true } }),
  },
  {
    name: "canary",
    about: "a canary before the rest",
    old: service("bird", {}, { Update: { Canary: 1, MinHealthyTime: 0, HealthCheck: "task_states" } }),
    new: service(
      "bird",
      { Meta: { version: "2" } },
      { Update: { Canary: 1, MinHealthyTime: 0, HealthCheck: "task_states" } },
    ),
  },
  {
    name: "rolling",
    about: "the registered version again, while it still replaces the one before",
    inTheMiddle: true,
    old: service(
      "wheel",
      { Meta: { version: "1" } },
      { Count: 3, Update: { MinHealthyTime: 8 * second, HealthCheck: "task_states" } },
    ),
    new: service(
      "wheel",
      { Meta: { version: "2" } },
      { Count: 3, Update: { MinHealthyTime: 8 * second, HealthCheck: "task_states" } },
    ),
  },
  { name: "system-new", about: "a new system job", new: system("guard") },
  { name: "system-unchanged", about: "a running system job", old: system("keeper"), new: system("keeper") },
  {
    name: "system-in-place",
    about: "a system job updated in place",
    old: system("ranger"),
    new: system("ranger", { KillTimeout: 9 * second }),
  },
  {
    name: "no-node-fits",
    about: "a constraint, too much memory and a driver that is not there",
    new: service("homeless", {
      TaskGroups: [
        {
          Name: "where",
          Constraints: [{ LTarget: "${meta.rack}", Operand: "=", RTarget: "r9" }],
          Tasks: [sleeper("server")],
        },
        {
          Name: "huge",
          Count: 2,
          Tasks: [sleeper("server", { Resources: { CPU: 50, MemoryMB: 90_000_000 } })],
        },
        { Name: "alien", Tasks: [sleeper("server", { Driver: "warp" })] },
      ],
    }),
  },
  {
    name: "system-no-node-fits",
    about: "a system job that fits nowhere",
    new: system("giant", { Resources: { CPU: 50, MemoryMB: 90_000_000 } }),
  },
  {
    name: "periodic",
    about: "the next launch, in the job's time zone",
    new: batch("yearly", {
      Periodic: { Enabled: true, SpecType: "cron", Specs: ["0 3 1 1 * 2090"], TimeZone: "America/New_York" },
    }),
  },
  {
    name: "parameterized",
    about: "a job to dispatch",
    new: batch("mailer", { ParameterizedJob: { Payload: "required" } }),
  },
  {
    name: "odd-texts",
    about: "quotes, control characters and what the CLI takes for colours",
    old: service("odd", { Meta: { red: "before", plain: "[green]" } }),
    new: service("odd", {
      Meta: { red: '[bold]\u001b[31mé\t"x"\\', plain: "\u202eabc\u0000", ключ: "日本" },
    }),
  },
  {
    name: "preemption",
    about: "a system job that makes room for itself",
    beside: [
      // The loopback device has two addresses, and with them two of each port.
      service(
        "guest",
        { Priority: 20 },
        { Count: 2 },
        { Resources: { CPU: 50, MemoryMB: 32, Networks: [reserved(24901)] } },
      ),
    ],
    new: system("owner", { Resources: { CPU: 50, MemoryMB: 32, Networks: [reserved(24901)] } }),
  },
];

/** @param {number} port @returns {Json} */
function reserved(port) {
  return { ReservedPorts: [{ Label: "http", Value: port }] };
}
