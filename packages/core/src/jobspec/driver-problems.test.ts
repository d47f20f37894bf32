import { expect, test } from "vitest";

import { driverProblems } from "./driver-problems.ts";

/** Severity, code, steps into the configuration and help of each problem with a task's configuration. */
function problems(Driver: string, Config: Record<string, unknown>) {
  const job = { ID: "web", TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", Driver, Config }] }] };
  return driverProblems(job).map(({ severity, code, keys, help }) => [
    severity,
    code,
    (keys ?? []).slice(5).join("."),
    help,
  ]);
}

// As a client of Nomad 2.0.5 said when it was to run such tasks.
test.each<[string, string, Record<string, unknown>, string, string, string | undefined]>([
  [
    "a name in another case",
    "raw_exec",
    { command: "a", Command: "b" },
    "NX201",
    "Command",
    'Did you mean "command"?',
  ],
  ["an unknown name", "exec", { command: "a", chroot_env: {} }, "NX201", "chroot_env", undefined],
  ["a text as a list", "raw_exec", { command: "a", args: "b" }, "NX203", "args", undefined],
  [
    "a word as a number",
    "raw_exec",
    { command: "a", oom_score_adj: "x" },
    "NX203",
    "oom_score_adj",
    undefined,
  ],
  ["a fraction", "raw_exec", { command: "a", oom_score_adj: 1.5 }, "NX203", "oom_score_adj", undefined],
  [
    "an object as a map",
    "raw_exec",
    { command: "a", cgroup_v1_override: { pids: "/x" } },
    "NX203",
    "cgroup_v1_override",
    "Put the object into a list, as blocks of HCL are.",
  ],
  [
    "a list in a map",
    "raw_exec",
    { command: "a", cgroup_v1_override: [{ pids: [1] }] },
    "NX203",
    "cgroup_v1_override",
    undefined,
  ],
  ["a list as a text", "raw_exec", { command: ["a"] }, "NX203", "command", undefined],
  ["nothing", "docker", {}, "NX202", "", undefined],
  ["null for what is needed", "docker", { image: null }, "NX202", "", undefined],
  ["a word as a condition", "docker", { image: "a", force_pull: "yes" }, "NX203", "force_pull", undefined],
  [
    "a name in a block",
    "docker",
    { image: "a", mount: [{ type: "bind", sauce: "/" }] },
    "NX201",
    "mount.0.sauce",
    'Did you mean "source"?',
  ],
  [
    "a name in a block by itself",
    "docker",
    { image: "a", auth: { user: "/" } },
    "NX201",
    "auth.user",
    undefined,
  ],
  ["a text as a block", "docker", { image: "a", logging: "json-file" }, "NX203", "logging", undefined],
  [
    "a map of texts as ports",
    "docker",
    { image: "a", port_map: [{ http: "x" }] },
    "NX203",
    "port_map",
    undefined,
  ],
])("%s is refused by the driver", (_, driver, config, code, at, help) => {
  expect(problems(driver, config)).toEqual([["error", code, at, help]]);
});

test.each<[string, string, Record<string, unknown>]>([
  ["numbers as texts", "raw_exec", { command: "a", args: [1, true, "x", null], oom_score_adj: "5" }],
  ["null", "raw_exec", { command: "a", args: null }],
  ["maps in lists", "docker", { image: "a", port_map: [{ http: 80 }, { https: "443" }], labels: [{ a: 1 }] }],
  ["options of a storage driver, an object or a list", "docker", { image: "a", storage_opt: { size: "1G" } }],
  ["variables", "docker", { image: "${meta.image}", force_pull: "${meta.pull}", shm_size: "${meta.size}" }],
  ["blocks, one or several", "docker", { image: "a", auth: [{ username: "u" }], mount: { type: "tmpfs" } }],
  ["a comment of HCL's JSON", "docker", { image: "a", "//": "why" }],
  ["anything of an unknown driver", "mine", { Any: { thing: [1] } }],
])("%s: no problem", (_, driver, config) => {
  expect(problems(driver, config)).toEqual([]);
});

test("Podman's driver may know more than nomadx", () => {
  expect(problems("podman", { image: "a", newest: true })).toEqual([
    ["warning", "NX201", "newest", undefined],
  ]);
});

test("an option that is misspelt is not missing, too", () => {
  expect(problems("docker", { imagee: "web" })).toEqual([
    ["error", "NX201", "imagee", 'Did you mean "image"?'],
  ]);
  expect(problems("docker", { privileged: true })).toEqual([["error", "NX202", "", undefined]]);
});
