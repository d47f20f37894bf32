import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { NativeSource } from "./native-source.ts";
import type { HclSource } from "./source.ts";

/** The result of parsing a text. */
export interface Parsed<Tree, Source extends HclSource = NativeSource> {
  /** The text that the ranges of the tree are ranges of. */
  readonly source: Source;
  /** Complete but for what the diagnostics name. */
  readonly tree: Tree;
  /** All syntax errors, in HCL's order: first characters that are in no HCL, then the rest; at most 1,000 of each. */
  readonly diagnostics: readonly Diagnostic[];
}
