import type { Replacement } from "../../../hcl/replace-ranges.ts";

/** How one mistake is mended. */
export interface Fix {
  readonly summary: string;
  /** Where the mistake stands. */
  readonly at: number;
  readonly replacements: readonly Replacement[];
}
