import { describe } from "vitest";

import { actionRules } from "./action.ts";
import { artifactRules } from "./artifact.ts";
import { deviceRules } from "./device.ts";
import { dispatchPayloadRules } from "./dispatch-payload.ts";
import { lifecycleRules } from "./lifecycle.ts";
import { logsRules } from "./logs.ts";
import { numaRules, resourcesRules } from "./resources.ts";
import { secretRules } from "./secret.ts";
import { templateRules } from "./template.ts";
import { inGroup, inTask, testRules, type RuleInput } from "./testing/rule-cases.ts";

type Task = Parameters<typeof inTask>[0];
const task = "TaskGroups[0].Tasks[0]";

describe("resources", () => {
  const at = `${task}.Resources`;
  const needing = (Resources: NonNullable<Task["Resources"]>) => inTask({ Resources });

  testRules(resourcesRules, {
    NX2210: {
      broken: [[needing({ CPU: 100, Cores: 1 }), `${at}.CPU`]],
      near: [needing({ Cores: 1 }), needing({ CPU: 100, Cores: 0 })],
    },
    "NX216 Cores": {
      broken: [[needing({ Cores: -1 }), `${at}.Cores`]],
      near: [needing({ Cores: 0, CPU: 1 })],
    },
    "NX216 CPU": {
      broken: [
        [needing({ CPU: 0 }), `${at}.CPU`],
        // Nomad takes it for a task that wants none of both.
        [needing({ Cores: 0 }), `${at}.CPU`],
      ],
      near: [needing({ CPU: 1 }), needing({ CPU: 0, Cores: 1 })],
    },
    "NX216 MemoryMB": {
      broken: [[needing({ MemoryMB: 9 }), `${at}.MemoryMB`]],
      near: [needing({ MemoryMB: 10 })],
    },
    NX2211: {
      broken: [
        [needing({ MemoryMaxMB: 299 }), `${at}.MemoryMaxMB`],
        [needing({ MemoryMaxMB: -2 }), `${at}.MemoryMaxMB`],
      ],
      near: [needing({ MemoryMaxMB: 300 }), needing({ MemoryMaxMB: -1 }), needing({ MemoryMaxMB: 0 })],
    },
    NX2212: {
      broken: [[needing({ SecretsMB: 301 }), `${at}.SecretsMB`]],
      near: [needing({ SecretsMB: 300 })],
    },
    "NX216 SecretsMB": {
      broken: [[needing({ SecretsMB: -1 }), `${at}.SecretsMB`]],
      near: [needing({ SecretsMB: 0 })],
    },
    NX2213: {
      broken: [
        [
          needing({ Devices: [{ Name: "gpu" }], NUMA: { Devices: ["gpu", "fpga"] } }),
          `${at}.NUMA.Devices[1]`,
        ],
      ],
      near: [needing({ Devices: [{ Name: "gpu" }], NUMA: { Devices: ["gpu"] } })],
    },
    "NX210 IOPS": {
      severity: "warning",
      broken: [[needing({ IOPS: 1 }), `${at}.IOPS`]],
      near: [needing({ IOPS: 0 })],
    },
    NX2905: {
      severity: "warning",
      broken: [[onServer(needing({ MemoryMaxMB: 400 }), false), `${at}.MemoryMaxMB`]],
      near: [
        onServer(needing({ MemoryMaxMB: 400 }), true),
        onServer(needing({ MemoryMaxMB: 0 }), false),
        needing({ MemoryMaxMB: 400 }),
      ],
    },
  });

  testRules(numaRules, {
    "NX205 Affinity": {
      broken: [[needing({ NUMA: { Affinity: "must" } }), `${at}.NUMA.Affinity`]],
      near: [
        needing({ NUMA: { Affinity: "require" } }),
        needing({ NUMA: { Affinity: "" } }),
        inGroup({
          Networks: [{ Mode: "bridge" }],
          Services: [
            {
              Name: "a",
              PortLabel: "80",
              Connect: { SidecarService: {}, SidecarTask: { Resources: { NUMA: { Affinity: "must" } } } },
            },
          ],
        }),
      ],
    },
  });

  testRules(deviceRules, {
    "NX202 Name": {
      broken: [[needing({ Devices: [{ Name: "" }] }), `${at}.Devices[0].Name`]],
      near: [needing({ Devices: [{ Name: "a/b/c/d", Count: 0 }] })],
    },
  });

  function onServer(job: ReturnType<typeof needing>, memoryOversubscription: boolean): RuleInput {
    return { job, server: { memoryOversubscription } };
  }
});

describe("logs", () => {
  const at = `${task}.LogConfig`;
  testRules(logsRules, {
    "NX216 MaxFiles": {
      broken: [[inTask({ LogConfig: { MaxFiles: 0 } }), `${at}.MaxFiles`]],
      near: [inTask({ LogConfig: { MaxFiles: 1 } })],
    },
    "NX216 MaxFileSizeMB": {
      broken: [[inTask({ LogConfig: { MaxFileSizeMB: 0 } }), `${at}.MaxFileSizeMB`]],
      near: [inTask({ LogConfig: { MaxFileSizeMB: 1 } })],
    },
    NX2220: {
      broken: [
        [inTask({ LogConfig: { MaxFileSizeMB: 30 } }), `${at}.MaxFileSizeMB`],
        [
          inTask({ LogConfig: { Disabled: true } }, { EphemeralDisk: { SizeMB: 100 } }),
          `${at}.MaxFileSizeMB`,
        ],
      ],
      near: [inTask({ LogConfig: {} }, { EphemeralDisk: { SizeMB: 101 } })],
    },
  });
});

describe("lifecycle", () => {
  testRules(lifecycleRules, {
    "NX205 Hook": {
      broken: [
        [inTask({ Lifecycle: {} }), `${task}.Lifecycle.Hook`],
        [inTask({ Lifecycle: { Hook: "Prestart" } }), `${task}.Lifecycle.Hook`],
      ],
      near: [inTask({ Lifecycle: { Hook: "poststop" } })],
    },
  });
});

describe("dispatch_payload", () => {
  testRules(dispatchPayloadRules, {
    NX2230: {
      broken: [[inTask({ DispatchPayload: { File: "../../../x" } }), `${task}.DispatchPayload.File`]],
      near: [inTask({ DispatchPayload: { File: "../../x" } }), inTask({ DispatchPayload: { File: "/x" } })],
    },
  });
});

describe("artifact", () => {
  const at = `${task}.Artifacts[0]`;
  const fetching = (artifact: object) => inTask({ Artifacts: [{ GetterSource: "http://a/b", ...artifact }] });
  const checked = (checksum: string) => fetching({ GetterOptions: { checksum } });
  const sum = "0123456789abcdef0123456789ABCDEF";

  testRules(artifactRules, {
    "NX202 GetterSource": {
      broken: [[fetching({ GetterSource: "" }), `${at}.GetterSource`]],
      near: [fetching({ GetterSource: " " })],
    },
    "NX205 GetterMode": {
      broken: [[fetching({ GetterMode: "Any" }), `${at}.GetterMode`]],
      near: [fetching({ GetterMode: "" }), fetching({ GetterMode: "dir" })],
    },
    NX2230: {
      broken: [
        [fetching({ RelativeDest: "../../x" }), `${at}.RelativeDest`],
        [fetching({ RelativeDest: "../..a" }), `${at}.RelativeDest`],
      ],
      near: [
        fetching({ RelativeDest: "../x" }),
        fetching({ RelativeDest: "/a/../.." }),
        fetching({ RelativeDest: "..a" }),
      ],
    },
    NX2231: {
      broken: [
        [checked(""), `${at}.GetterOptions.checksum`],
        [checked(sum), `${at}.GetterOptions.checksum`],
        [checked(`md5:${sum}:`), `${at}.GetterOptions.checksum`],
        [checked(`md4:${sum}`), `${at}.GetterOptions.checksum`],
        [checked(`sha1:${sum}`), `${at}.GetterOptions.checksum`],
        [checked(`md5:${sum}0`), `${at}.GetterOptions.checksum`],
        [checked(`md5:x${sum}`), `${at}.GetterOptions.checksum`],
        [checked("md5:${a b}"), `${at}.GetterOptions.checksum`],
      ],
      near: [checked(` md5:${sum}\n`), checked("no ${sum}"), fetching({ GetterOptions: { Checksum: "" } })],
    },
  });
});

describe("template", () => {
  const at = `${task}.Templates[0]`;
  const rendering = (template: object) =>
    inTask({ Templates: [{ EmbeddedTmpl: "x", DestPath: "local/x", ...template }] });

  testRules(templateRules, {
    NX2240: {
      broken: [[rendering({ EmbeddedTmpl: "" }), at]],
      near: [rendering({ EmbeddedTmpl: "", SourcePath: "local/y" })],
    },
    "NX202 DestPath": {
      broken: [[rendering({ DestPath: "" }), `${at}.DestPath`]],
      near: [rendering({ DestPath: "x" })],
    },
    NX2230: {
      broken: [[rendering({ DestPath: "../../x" }), `${at}.DestPath`]],
      near: [rendering({ DestPath: "../x" })],
    },
    "NX205 ChangeMode": {
      broken: [
        [rendering({ ChangeMode: "reload" }), `${at}.ChangeMode`],
        [rendering({ ChangeMode: "" }), `${at}.ChangeMode`],
      ],
      near: [rendering({ ChangeMode: "noop" })],
    },
    NX2241: {
      broken: [[rendering({ ChangeMode: "signal", ChangeSignal: "" }), `${at}.ChangeSignal`]],
      near: [rendering({ ChangeMode: "signal" }), rendering({ ChangeMode: "noop", ChangeSignal: "" })],
    },
    NX2242: {
      broken: [[rendering({ ChangeMode: "signal", Envvars: true }), `${at}.ChangeMode`]],
      near: [rendering({ ChangeMode: "restart", Envvars: true })],
    },
    NX2243: {
      broken: [
        [rendering({ ChangeMode: "script" }), `${at}.ChangeMode`],
        [rendering({ ChangeMode: "script", ChangeScript: {} }), `${at}.ChangeScript.Command`],
      ],
      near: [
        rendering({ ChangeMode: "script", ChangeScript: { Command: "x" } }),
        rendering({ ChangeScript: {} }),
      ],
    },
    "NX216 Splay": {
      broken: [[rendering({ Splay: -1 }), `${at}.Splay`]],
      near: [rendering({ Splay: 0 })],
    },
    NX2244: {
      broken: [
        [rendering({ Perms: "0648" }), `${at}.Perms`],
        [rendering({ Perms: "10000" }), `${at}.Perms`],
        [rendering({ Perms: "0o644" }), `${at}.Perms`],
      ],
      near: [rendering({ Perms: "7777" }), rendering({ Perms: "" }), rendering({ Perms: "0007777" })],
    },
    "NX210 VaultGrace": {
      severity: "warning",
      broken: [[rendering({ VaultGrace: 1 }), `${at}.VaultGrace`]],
      near: [rendering({ VaultGrace: 0 })],
    },
    NX2245: {
      broken: [[rendering({ Wait: { Min: 2, Max: 1 } }), `${at}.Wait.Min`]],
      near: [rendering({ Wait: { Min: 2, Max: 2 } }), rendering({ Wait: { Min: 2 } })],
    },
  });
});

describe("action", () => {
  const at = `${task}.Actions[0]`;
  const acting = (Name: string, Command = "x") => inTask({ Actions: [{ Name, Command }] });

  testRules(actionRules, {
    "NX202 Command": { broken: [[acting("a", ""), `${at}.Command`]], near: [acting("a", " ")] },
    NX2250: {
      broken: [
        [acting("a b"), `${at}.Name`],
        [acting(""), `${at}.Name`],
        [acting("x".repeat(129)), `${at}.Name`],
      ],
      near: [acting("ü".repeat(128)), acting("a\u00A0b")],
    },
  });
});

describe("secret", () => {
  const at = `${task}.Secrets[0]`;
  const secret = { Name: "a", Provider: "nomad", Path: "p" };
  const holding = (change: object, more: Task = {}) =>
    inTask({ Secrets: [{ ...secret, ...change }], ...more });

  testRules(secretRules, {
    NX2260: {
      broken: [
        [holding({ Name: "" }), `${at}.Name`],
        [holding({ Name: "a-b" }), `${at}.Name`],
      ],
      near: [holding({ Name: "A_1" })],
    },
    "NX202 Provider": {
      broken: [[holding({ Provider: "" }), `${at}.Provider`]],
      near: [holding({ Provider: "Nomad" })],
    },
    "NX202 Path": { broken: [[holding({ Path: "" }), `${at}.Path`]], near: [holding({ Path: "/" })] },
    NX2261: {
      broken: [
        [holding({ Env: { a: "b" } }), `${at}.Env`],
        [holding({ Provider: "own", Config: { a: "b" } }), `${at}.Config`],
      ],
      near: [
        holding({ Config: { a: "b" } }),
        holding({ Provider: "own", Env: { a: "b" } }),
        holding({ Env: {} }),
      ],
    },
    NX2262: {
      broken: [[holding({ Provider: "vault" }), `${at}.Provider`]],
      near: [holding({ Provider: "vault" }, { Vault: {} })],
    },
  });
});
