import type { BlockRules } from "./rule.ts";
import { updateRules } from "./update.ts";

/** All rules, in the order in which they are asked of a block. */
export const allRules: readonly BlockRules[] = [updateRules];
