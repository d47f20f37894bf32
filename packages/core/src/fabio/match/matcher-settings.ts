import type { FlagValues } from "../config/flags.ts";
import type { MatcherOptions } from "./create-matcher.ts";

/** The settings of a Fabio that decide how it matches hosts and paths. */
export function matcherSettings(
  values: Pick<FlagValues, "glob.matching.disabled" | "proxy.matcher">,
): Required<Pick<MatcherOptions, "globMatching" | "matcher">> {
  const matcher = values["proxy.matcher"];
  return {
    globMatching: !values["glob.matching.disabled"],
    // Fabio refuses any other.
    matcher: matcher === "iprefix" || matcher === "glob" ? matcher : "prefix",
  };
}
