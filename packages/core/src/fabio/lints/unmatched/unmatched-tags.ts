import type { LintRow } from "../lint-row.ts";
import { variablesIn } from "../../../go/expand.ts";
import { show, hit, ofRouteTags, ofServices } from "../check.ts";
import { trimSpace } from "../../../go/white-space.ts";
import { since } from "../../version.ts";
import { isRouteTag } from "../linted-service.ts";

/** Tags that become no route, or another one than they say. */
export const unmatchedTags = {
  "prefix-mismatch": {
    severity: "error",
    scope: ["tag"],
    title: "A tag that looks like a route, with another prefix",
    doc: "It is a tag like any other.",
    fix: "Write the prefix exactly as in `registry.consul.tagprefix`.",
    evidence: "seen-1.7.3",
    check: ofServices(({ tags }, { prefix }) =>
      tags
        .filter((tag) => !isRouteTag(tag))
        .flatMap((tag) =>
          hit(
            tag.place,
            looksLikeRoute(tag.text, prefix)
              ? `${show(tag.text)} does not start with ${show(prefix)}`
              : undefined,
          ),
        ),
    ),
  },
  "leading-blank": {
    severity: "error",
    scope: ["tag"],
    title: "A space before the prefix",
    doc: "Up to 1.6.3 the tag is ignored; since then it counts only where another tag of the service is a route without such a space.",
    fix: "Remove the space.",
    evidence: "seen-1.7.3",
    check: ofRouteTags(({ text }, { prefix, version }, { tags }) => {
      const isHidden = !text.startsWith(prefix);
      if (!isHidden) return undefined;
      if (!since(version, "1.6.4")) return `There is a space before ${show(trimSpace(text))}`;
      return tags.some((other) => other.text.startsWith(prefix))
        ? undefined
        : `No route tag of the service starts with the prefix; there is a space before it in ${show(text)}`;
    }),
  },
  "option-as-route": {
    severity: "error",
    scope: ["tag"],
    title: "An option where the route should be",
    doc: "It becomes the host of a route that no request can ever have.",
    fix: "Write the route first: `host/path option=value`.",
    evidence: "seen-1.7.3",
    check: ofRouteTags(({ source }) =>
      /^[A-Za-z]+=/.test(source) ? `${show(source)} is an option, not a route` : undefined,
    ),
  },
  "env-unexpanded": {
    severity: "error",
    scope: ["tag"],
    title: "A variable in a route without a slash or in `:port`",
    doc: "Variables are filled in only where the route has a slash; here the text stays and matches nothing.",
    fix: "Put a slash after the host.",
    evidence: "seen-1.7.3",
    check: ofRouteTags(({ source }) =>
      (source.startsWith(":") || !source.includes("/")) && source.includes("$")
        ? `The variable in ${show(source)} is not filled in`
        : undefined,
    ),
  },
  "env-unknown": {
    severity: "error",
    scope: ["tag"],
    title: "A variable other than `DC` in a host or path",
    doc: "Fabio knows only `$DC` and removes every other variable.",
    fix: "Use a variable that Nomad fills in: it knows `${NOMAD_META_…}` and others.",
    evidence: "seen-1.7.3",
    check: ofRouteTags(({ source }) => {
      if (source.startsWith(":") || !source.includes("/")) return undefined;
      const names = [...new Set(variablesIn(source))].filter((name) => name !== "DC");
      return names.length === 0
        ? undefined
        : `Fabio does not know ${names.map((name) => `$${name}`).join(", ")}`;
    }),
  },
} satisfies Readonly<Record<string, LintRow>>;

/** Fabio's own prefix or the one in force, in another case or with another mark at its end. */
function looksLikeRoute(text: string, prefix: string): boolean {
  const tag = trimSpace(text).toLowerCase();
  const stem = prefix.toLowerCase().replace(/(?<![^a-z0-9])[^a-z0-9]+$/, "");
  if (tag.startsWith(prefix.toLowerCase()) || /^urlprefix[^a-z0-9]/.test(tag)) return true;
  return stem.length > 2 && tag.startsWith(stem) && /^[-_:=.]+[^-_:=.]*[/:]/.test(tag.slice(stem.length));
}
