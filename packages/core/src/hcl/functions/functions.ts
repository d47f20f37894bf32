import type { HclFunction } from "../evaluate/hcl-function.ts";
import { addressFunctions } from "./addresses.ts";
import { collectionFunctions } from "./collections.ts";
import { dateFunctions } from "./dates.ts";
import { ofTexts } from "./define.ts";
import type { Functions } from "./define.ts";
import { encodingFunctions } from "./encodings.ts";
import { expressionFunctions } from "./expressions.ts";
import { fileFunctions } from "./files.ts";
import { formatFunctions } from "./format.ts";
import { notHere } from "./function-world.ts";
import type { FunctionWorld } from "./function-world.ts";
import { hashFunctions } from "./hashes.ts";
import { numberFunctions } from "./numbers.ts";
import { setFunctions } from "./sets.ts";
import { stringFunctions } from "./strings.ts";

/**
 * The functions that Nomad 2.0.5 has in its HCL, 83 of them, by name.
 * @param world what they may use of the world outside; what is left out, a call says that it is not available.
 * @see hashicorp/nomad jobspec2/functions.go (2.0.5)
 */
export function hclFunctions(world: FunctionWorld = {}): ReadonlyMap<string, HclFunction> {
  const all = new Map(pure);
  for (const some of [
    patternFunctions(world),
    encodingFunctions(world),
    hashFunctions(world),
    fileFunctions(world),
  ]) {
    for (const [name, each] of Object.entries(some)) all.set(name, each);
  }
  return all;
}

/** Those that use nothing of the world. */
const pure: ReadonlyMap<string, HclFunction> = new Map(
  [
    numberFunctions,
    stringFunctions,
    formatFunctions,
    dateFunctions,
    collectionFunctions,
    setFunctions,
    addressFunctions,
    expressionFunctions,
  ].flatMap((some) => Object.entries(some)),
);

/** @see zclconf/go-cty cty/function/stdlib/string_replace.go RegexReplaceFunc (1.19.0) */
function patternFunctions(world: FunctionWorld): Functions {
  return {
    regex_replace: ofTexts(["str", "pattern", "replace"], (given, pattern, replacement) => {
      const replaced = world.replaceMatches?.(given, pattern, replacement) ?? notHere;
      return "problem" in replaced ? { problem: replaced.problem } : replaced.result;
    }),
  };
}
