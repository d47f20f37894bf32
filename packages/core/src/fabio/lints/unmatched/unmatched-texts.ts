import type { LintRow } from "../lint-row.ts";
import { isHostGlob } from "../../routes/route-kind.ts";
import { show, ofRoutes, ofRouteTags } from "../check.ts";

/** Hosts that no name in DNS is, and what is stuck to a route. */
export const unmatchedTexts = {
  "two-routes": {
    severity: "error",
    scope: ["tag"],
    title: "Two routes in one tag",
    doc: "The first one gets what separates them as a part of its host or path; the second is taken for an option.",
    fix: "Write a tag for each route.",
    evidence: "seen-1.7.3",
    check: ofRouteTags(({ text }, { prefix }) =>
      hasSecondRoute(text, prefix) ? `There is a second route in ${show(text)}` : undefined,
    ),
  },
  "route-separator": {
    severity: "error",
    scope: ["tag"],
    title: "A `;` or `,` at the end of a host or route",
    doc: "It is a part of the host or path, which no request has.",
    fix: "Remove it; a blank separates options, and every route has a tag of its own.",
    evidence: "seen-1.7.3",
    check: ofRouteTags(({ text, source }, { prefix }) =>
      /[;,]$|^[^/]*[;,]\//.test(source) && !hasSecondRoute(text, prefix)
        ? `The end of ${show(source)} belongs to the route`
        : undefined,
    ),
  },
  "host-dot": {
    severity: "error",
    scope: ["tag"],
    title: "A dot at the end of a host",
    doc: "Hosts are compared as they are written, and clients send no dot.",
    fix: "Remove the dot.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ host }) =>
      /[^.]\.(?::\d+)?$/.test(host) ? `Clients send no dot at the end of ${show(host)}` : undefined,
    ),
  },
  "host-label": {
    severity: "error",
    scope: ["tag"],
    title: "A host with a label that is empty or longer than 63 characters",
    doc: "DNS has no such name, so that no client can look it up.",
    fix: "Shorten the part between the dots.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ host }) => {
      if (isHostGlob(host)) return undefined;
      const labels = host.replace(/:\d*$/, "").replace(/\.$/, "").split(".");
      const long = labels.find((label) => label.length > 63);
      if (long !== undefined) return `DNS has no label of ${long.length} characters: ${show(long)}`;
      return labels.length > 1 && labels.includes("")
        ? `There is an empty label in ${show(host)}`
        : undefined;
    }),
  },
  "host-not-ascii": {
    severity: "error",
    scope: ["tag"],
    title: "A host with letters that are not ASCII",
    doc: "Browsers send the form with `xn--`, which is compared as it is; to the letters themselves Fabio answers 400.",
    fix: "Write the host as browsers send it: `xn--bcher-kva.test`.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ host }) =>
      /[\u0080-\u{10ffff}]/u.test(host) ? `No client sends ${show(host)} as it is written` : undefined,
    ),
  },
  "path-port": {
    severity: "warning",
    scope: ["tag"],
    title: "A `:port` after a path",
    doc: "It is a part of the path.",
    fix: "Write the port after the host: `host:port/path`.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ path }) =>
      /^\/.*[^:]:\d{1,5}$/.test(path) ? `The port is a part of the path ${show(path)}` : undefined,
    ),
  },
} satisfies Readonly<Record<string, LintRow>>;

/** Whether something like a further route stands behind the first. */
function hasSecondRoute(text: string, prefix: string): boolean {
  return prefix !== "" && /[\s,;]$/.test(text.slice(0, Math.max(0, text.lastIndexOf(prefix))));
}
