import type { Parsed } from "../parsed.ts";
import type { JsonNode } from "./json-node.ts";
import { JsonParser } from "./json-parser.ts";
import { jsonProblems } from "./json-problems.ts";
import { JsonSource } from "./json-source.ts";

/**
 * Parses a file of HCL's JSON syntax, which has to be an object or a list of objects. Never throws: what is wrong is in
 * `diagnostics`.
 * @example parseHclJson('{"job": {"web": {}}}').tree.kind // "json-object"
 * @see hashicorp/hcl json/public.go Parse (v2.20.2)
 */
export function parseHclJson(text: string, file = ""): Parsed<JsonNode, JsonSource> {
  const source = new JsonSource(file, text);
  const parser = new JsonParser(text);
  const tree = parser.value();
  if (parser.problems.length === 0 && parser.peek().kind !== "end") {
    parser.report(jsonProblems.restAfterValue, parser.peek());
  }
  if (tree.kind !== "json-object" && tree.kind !== "json-array")
    parser.report(jsonProblems.rootIsNoObject, tree);
  return { source, tree, diagnostics: parser.problems.map((problem) => source.diagnostic(problem)) };
}
