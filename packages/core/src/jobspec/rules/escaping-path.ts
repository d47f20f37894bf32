import { cleanPath } from "../../go/clean-path.ts";
import type { Broken } from "./rule.ts";

const allocation = "/alloc-dir/alloc-id";

/**
 * Whether a path below `folder` of an allocation's directory leads out of that directory, as a text; links are not followed.
 * A file there whose name begins with two dots counts as outside, too.
 * @see hashicorp/nomad helper/escapingfs/escapes.go PathEscapesAllocViaRelative (2.0.5)
 */
function escapesAllocation(folder: string, path: string): boolean {
  const whole = cleanPath(`${allocation}/${folder}/${path}`);
  return (
    whole !== allocation && (!whole.startsWith(`${allocation}/`) || whole.startsWith(`${allocation}/..`))
  );
}

/** The same as what a rule found, in a field of a block. */
export function escapingPath(folder: string, field: string, path: string, nomad = ""): Broken | false {
  return (
    escapesAllocation(folder, path) && {
      keys: [field],
      summary: "The path leads out of the allocation's directory",
      received: path,
      detail: `It is taken from the directory ${JSON.stringify(folder)} of the allocation.`,
      help: "Choose a path below, such as local/.",
      nomad: `${nomad}destination escapes allocation directory`,
    }
  );
}
