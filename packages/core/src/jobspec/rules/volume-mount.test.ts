import { csiPluginRules } from "./csi-plugin.ts";
import { inGroup, inTask, taskWith, testRules, type RuleInput } from "./testing/rule-cases.ts";
import { taskMountRules, volumeMountRules } from "./volume-mount.ts";

const mounts = "TaskGroups[0].Tasks[0].VolumeMounts";

type Mount = NonNullable<Parameters<typeof inTask>[0]["VolumeMounts"]>[number];
type Plugin = NonNullable<Parameters<typeof inTask>[0]["CSIPluginConfig"]>;

function withMounts(...given: readonly Mount[]): RuleInput {
  return inTask({ VolumeMounts: [...given] }, { Volumes: { data: { Type: "host", Source: "disk" } } });
}

const whole = { Volume: "data", Destination: "/data" };

testRules(volumeMountRules, {
  NX2520: {
    broken: [
      [withMounts({ ...whole, Volume: "date" }), `${mounts}[0].Volume`],
      [
        inTask(
          { VolumeMounts: [{ ...whole, Volume: "" }] },
          { Volumes: { "": { Type: "host", Source: "disk" } } },
        ),
        `${mounts}[0].Volume`,
      ],
      // Nomad drops the first one.
      [withMounts({ Destination: "/a" }, { ...whole, Volume: "date" }), `${mounts}[1].Volume`],
      [
        inGroup({
          Networks: [{ Mode: "bridge" }],
          Services: [
            { PortLabel: "80", Connect: { SidecarService: {}, SidecarTask: { VolumeMounts: [whole] } } },
          ],
          Tasks: [taskWith({})],
        }),
        "TaskGroups[0].Services[0].Connect.SidecarTask.VolumeMounts[0].Volume",
      ],
    ],
    near: [withMounts(whole, whole), withMounts({ Destination: "/a" })],
  },
  "NX205 PropagationMode": {
    broken: [[withMounts({ ...whole, PropagationMode: "shared" }), `${mounts}[0].PropagationMode`]],
    near: [withMounts({ ...whole, PropagationMode: "" })],
  },
  "NX205 SELinuxLabel": {
    broken: [[withMounts({ ...whole, SELinuxLabel: "zZ" }), `${mounts}[0].SELinuxLabel`]],
    near: [withMounts({ ...whole, SELinuxLabel: "Z" })],
  },
});

testRules(taskMountRules, {
  NX2521: {
    severity: "warning",
    broken: [[withMounts(whole, { Destination: "/a" }), `${mounts}[1]`]],
    near: [withMounts(whole)],
  },
  NX2522: {
    broken: [[withMounts({ Volume: "data" }), `${mounts}[0]`]],
    near: [withMounts({ Volume: "data", Destination: "" }), withMounts({})],
  },
});

const plugin = "TaskGroups[0].Tasks[0].CSIPluginConfig";

function asPlugin(config: Plugin): RuleInput {
  return inTask({ CSIPluginConfig: { ID: "disks", Type: "node", ...config } });
}

testRules(csiPluginRules, {
  "NX202 ID": { broken: [[asPlugin({ ID: "" }), `${plugin}.ID`]], near: [asPlugin({})] },
  "NX205 Type": {
    broken: [
      [asPlugin({ Type: "Node" }), `${plugin}.Type`],
      [asPlugin({ Type: "" }), `${plugin}.Type`],
    ],
    near: [asPlugin({ Type: "monolith" })],
  },
  NX2530: {
    broken: [
      [asPlugin({ StagePublishBaseDir: "/csi/stage", MountDir: "/csi" }), `${plugin}.StagePublishBaseDir`],
      [asPlugin({ StagePublishBaseDir: "/csi/./", MountDir: "/csi" }), `${plugin}.StagePublishBaseDir`],
      [asPlugin({ StagePublishBaseDir: "a/b", MountDir: "." }), `${plugin}.StagePublishBaseDir`],
      // The default is /local/csi.
      [asPlugin({ MountDir: "/" }), `${plugin}.StagePublishBaseDir`],
    ],
    near: [
      asPlugin({ StagePublishBaseDir: "/csistage", MountDir: "/csi" }),
      asPlugin({ StagePublishBaseDir: "/csi/..stage", MountDir: "/csi" }),
      asPlugin({ StagePublishBaseDir: "csi/stage", MountDir: "/" }),
      asPlugin({ StagePublishBaseDir: "/csi", MountDir: "/csi/stage" }),
    ],
  },
});
