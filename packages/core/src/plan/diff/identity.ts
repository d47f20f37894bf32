import { identity as block } from "../../jobspec/schema/identity.ts";
import { object } from "./object.ts";
import { unseen, type Comparison } from "./part.ts";
import { stringSet } from "./string-set.ts";

/** @see hashicorp/nomad nomad/structs/diff.go idDiff (2.0.5) */
export const identity: Comparison = object("Identity", block, {
  parts: { Audience: stringSet("Audience"), ExtraClaims: unseen },
});
