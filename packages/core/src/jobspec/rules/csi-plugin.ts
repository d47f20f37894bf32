import { cleanPath } from "../../go/clean-path.ts";
import { csiPlugin } from "../schema/csi-plugin.ts";
import { blockRules } from "./rule.ts";
import { oneOfValues, requiredText } from "./schema-rules.ts";

/** Tasks that are CSI plugins. @see hashicorp/nomad nomad/structs/structs.go Task.Validate (2.0.5) */
export const csiPluginRules = blockRules(csiPlugin, undefined, [
  requiredText(csiPlugin, "ID", "CSIPluginConfig must have a non-empty PluginID"),
  oneOfValues(
    csiPlugin,
    "Type",
    (value) =>
      `CSIPluginConfig PluginType must be one of 'node', 'controller', or 'monolith', got: "${value}"`,
    "refused",
  ),
  {
    code: "NX2530",
    find: ({ StagePublishBaseDir, MountDir }) =>
      isWithin(StagePublishBaseDir, MountDir) && {
        keys: ["StagePublishBaseDir"],
        summary: "stage_publish_base_dir is inside mount_dir",
        detail: `Received ${JSON.stringify(StagePublishBaseDir)} inside ${JSON.stringify(MountDir)}.`,
        help: "Choose two directories of which neither contains the other.",
        nomad: `CSIPluginConfig StagePublishBaseDir must not be a subdirectory of MountDir, got: StagePublishBaseDir="${StagePublishBaseDir}" MountDir="${MountDir}"`,
      },
  },
]);

/**
 * Whether a path is a directory or below it, as texts. One whose name begins with two dots is not, and neither is a relative
 * path below an absolute one.
 * @see hashicorp/nomad helper/funcs.go IsSubdirectory, golang/go src/path/filepath/path.go Rel
 */
function isWithin(path: string, directory: string): boolean {
  const [inner, outer] = [cleanPath(path), cleanPath(directory)];
  if (inner === outer) return true;
  if (inner.startsWith("/") !== outer.startsWith("/")) return false;
  const start = outer === "." || outer === "/" ? outer.replace(".", "") : `${outer}/`;
  return inner.startsWith(start) && !inner.slice(start.length).startsWith("..");
}
