import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { parseHclJson } from "../../../hcl/json/parse-hcl-json.ts";
import { parseHcl } from "../../../hcl/parse-hcl.ts";
import type { HclSource } from "../../../hcl/source.ts";
import type { HclBody } from "./hcl-body.ts";
import { JsonBody } from "./json-body.ts";
import { NativeBody } from "./native-body.ts";

/** A text, and what its file is called in messages. */
export interface NamedText {
  readonly file: string;
  readonly text: string;
}

/** The body of a file; not to be looked at when there are diagnostics. */
export interface ParsedBody {
  readonly source: HclSource;
  readonly diagnostics: readonly Diagnostic[];
  readonly body: HclBody;
}

/**
 * The body of a file, in the syntax in which it is written.
 * @see hashicorp/nomad jobspec2/parse.go parseHCLOrJSON (2.0.5)
 */
export function parseBody({ file, text }: NamedText): ParsedBody {
  if (/^ *\{/.test(text)) {
    const { tree, source, diagnostics } = parseHclJson(text, file);
    return { source, diagnostics, body: new JsonBody(tree, source, {}) };
  }
  const { tree, source, diagnostics } = parseHcl(text, file);
  return { source, diagnostics, body: new NativeBody(tree, {}) };
}
