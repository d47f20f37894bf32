import { scaling as scalingBlock } from "../../jobspec/schema/scaling.ts";
import { loose, object } from "./object.ts";
import type { Comparison } from "./part.ts";

/** Whose policy it is stands beside it, and the identity is the server's: a diff shows neither. */
export const scaling: Comparison = object("Scaling", scalingBlock, {
  ignored: ["Type", "Target[Job]", "Target[Group]", "Target[Namespace]"],
  volatile: ["ID", "CreateIndex", "ModifyIndex"],
  unchanged: "left out",
  parts: { Policy: loose("Policy", { unchanged: "left out" }) },
});
