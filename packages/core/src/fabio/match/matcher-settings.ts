import type { FabioSettings } from "../config/fabio-settings.ts";
import type { MatcherOptions } from "./create-matcher.ts";

/** The settings of a Fabio that decide how it matches hosts and paths. */
export function matcherSettings({
  values,
  version,
}: Pick<FabioSettings, "values" | "version">): Required<Omit<MatcherOptions, "engine">> {
  const matcher = values["proxy.matcher"];
  return {
    globMatching: !values["glob.matching.disabled"],
    // Fabio refuses any other.
    matcher: matcher === "iprefix" || matcher === "glob" ? matcher : "prefix",
    version,
  };
}
