import { taskRules } from "./task.ts";
import { inGroup, inTask, jobWith, groupWith, second, taskWith, testRules } from "./testing/rule-cases.ts";

const task = "TaskGroups[0].Tasks[0]";
const bridge = [{ Mode: "bridge" }];
const proxied = (Kind: string) =>
  inGroup({
    Networks: bridge,
    Services: [{ Name: "api", PortLabel: "80", Connect: { SidecarService: {} } }],
    Tasks: [taskWith({}), taskWith({ Name: "proxy", Kind })],
  });

testRules(taskRules, {
  NX2201: {
    broken: [
      [inTask({ Name: "alloc" }), `${task}.Name`],
      [inTask({ Name: "a/b" }), `${task}.Name`],
      [inTask({ Name: "a\\b" }), `${task}.Name`],
      [inTask({ Name: "a\0b" }), `${task}.Name`],
    ],
    near: [inTask({ Name: "Alloc" }), inTask({ Name: "a b.." })],
  },
  "NX202 Driver": {
    broken: [
      [inTask({ Driver: "" }), `${task}.Driver`],
      [inTask({ Driver: null }), `${task}.Driver`],
    ],
    near: [inTask({ Driver: "of-our-own" })],
  },
  NX2207: {
    severity: "warning",
    broken: [[inTask({ Driver: "dokcer" }), `${task}.Driver`]],
    near: [inTask({ Driver: "exec2" }), inTask({ Driver: "of-our-own" }), inTask({ Driver: "raw_exec" })],
  },
  "NX216 KillTimeout": {
    broken: [[inTask({ KillTimeout: -1 }), `${task}.KillTimeout`]],
    near: [inTask({ KillTimeout: 0 })],
  },
  NX2202: {
    broken: [[inTask({ KillTimeout: 601 * second }), `${task}.KillTimeout`]],
    near: [
      inTask({ KillTimeout: 600 * second }),
      inTask({ KillTimeout: 601 * second }, {}, { Type: "batch" }),
      inTask({ KillTimeout: 601 * second }, { Update: { ProgressDeadline: 0 } }),
    ],
  },
  "NX216 ShutdownDelay": {
    broken: [[inTask({ ShutdownDelay: -1 }), `${task}.ShutdownDelay`]],
    near: [inTask({ ShutdownDelay: 0 })],
  },
  NX2203: {
    broken: [
      [inTask({ Kind: "connect-proxy:api" }), `${task}.Kind`],
      [proxied("connect-proxy:other"), "TaskGroups[0].Tasks[1].Kind"],
      [inTask({ Kind: "connect-proxy:api", Leader: true }), `${task}.Leader`],
      [inTask({ Kind: "connect-proxy:api", Services: [{ Name: "a" }] }), `${task}.Services`],
    ],
    near: [proxied("connect-proxy:api"), inTask({ Kind: "connect-proxy:" }), inTask({ Kind: "proxy" })],
  },
  NX2204: {
    broken: [
      [
        inTask({
          Templates: [
            { DestPath: "local/a", EmbeddedTmpl: "x" },
            { DestPath: "local/a", EmbeddedTmpl: "y" },
          ],
        }),
        `${task}.Templates[1].DestPath`,
      ],
    ],
    near: [
      inTask({
        Templates: [
          { DestPath: "local/a", EmbeddedTmpl: "x" },
          { DestPath: "local//a", EmbeddedTmpl: "y" },
        ],
      }),
    ],
  },
  NX2205: {
    broken: [
      [
        inTask({
          Actions: [
            { Name: "a", Command: "x" },
            { Name: "a", Command: "y" },
          ],
        }),
        `${task}.Actions[1].Name`,
      ],
    ],
    near: [
      inTask({
        Actions: [
          { Name: "a", Command: "x" },
          { Name: "A", Command: "y" },
        ],
      }),
    ],
  },
  NX2206: {
    broken: [[jobOfSecrets("a", "a"), `${task}.Secrets[1].Name`]],
    near: [jobOfSecrets("a", "b")],
  },
});

function jobOfSecrets(...names: readonly string[]) {
  const Secrets = names.map((Name) => ({ Name, Provider: "nomad", Path: "p" }));
  return jobWith({ TaskGroups: [groupWith({ Tasks: [taskWith({ Secrets })] })] });
}
