import type { CompiledGlob } from "../glob/glob.ts";
import { NomadxError } from "../../diagnostics/errors.ts";
import { compileGlob } from "../glob/glob.ts";
import { lowerCase } from "../../go/letter-case.ts";

/** Fabio's `proxy.matcher`. */
export type PathMatcher = "prefix" | "iprefix" | "glob";

/**
 * Whether a route's path matches a request's: `prefix` as a beginning of the text, wherever a segment ends; `iprefix`
 * the same in lower case; `glob` as a whole.
 * @throws {NomadxError} `invalid` for a glob that does not compile; no table of Fabio's has one
 * @see fabiolb/fabio route/matcher.go (1.7.3)
 */
export function matchesPath(matcher: PathMatcher, routePath: string, requestPath: string): boolean {
  switch (matcher) {
    case "prefix":
      return requestPath.startsWith(routePath);
    case "iprefix":
      return lowerCase(requestPath).startsWith(lowerCase(routePath));
    case "glob":
      return matchesGlob(routePath, compileGlob(routePath), requestPath);
  }
}

/**
 * Whether a compiled pattern matches.
 * @throws {NomadxError} `invalid` where Fabio panics: the pattern does not compile or its library fails on the text
 */
export function matchesGlob(pattern: string, glob: CompiledGlob, text: string): boolean {
  if (glob.kind === "glob") return glob.match(text);
  throw new NomadxError("invalid", `The glob ${JSON.stringify(pattern)} does not compile: ${glob.error}`);
}
