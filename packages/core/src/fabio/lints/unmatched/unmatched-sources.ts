import type { LintRow } from "../lint-row.ts";
import type { Hit } from "../lint.ts";
import { show, ofRoutesUnder, areHostsGlobs, ofRoutes } from "../check.ts";
import { isHostGlob, hasPathGlob } from "../../routes/route-kind.ts";
import { lowerCase } from "../../../go/letter-case.ts";
import { parseCommands } from "../../commands/parse-commands.ts";
import { trimSpace } from "../../../go/white-space.ts";
import { splitSource } from "../../table/split-source.ts";
import { since } from "../../version.ts";

/** Hosts, paths and ports that no request has. */
export const unmatchedSources = {
  "scheme-in-route": {
    severity: "error",
    scope: ["tag"],
    title: "A route that starts with a scheme, as `http://…`",
    doc: "The host becomes `http:` and the path `//…`, which never match.",
    fix: "Leave the scheme out; `proto=` says how Fabio talks to the service.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ src }) =>
      /^[a-z][a-z+.-]*:\/\//i.test(src) ? `${show(src)} starts with a scheme` : undefined,
    ),
  },
  "host-port-default": {
    severity: "error",
    scope: ["tag"],
    title: "A host with `:80` or `:443` that is not a redirect",
    doc: "On listeners without (80) or with TLS (443) that is the same as no port; on the others it is a port that clients never send.",
    fix: "Leave the port out.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ host, isRedirect }) =>
      !isRedirect && /^[^:].*:(?:80|443)$/.test(host)
        ? `The host ${show(host)} has a default port`
        : undefined,
    ),
  },
  "ipv6-host": {
    severity: "error",
    scope: ["tag"],
    title: "An IPv6 address in brackets as host",
    doc: "Globs take the brackets for a set of characters, so it never matches.",
    fix: "Use a name, or run Fabio with `glob.matching.disabled`.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ host }, routing) =>
      areHostsGlobs(routing) && /^\[[\da-f.]*:[\da-f:.]*\]/i.test(host)
        ? `The brackets of ${show(host)} are read as a set of characters`
        : undefined,
    ),
  },
  "path-not-clean": {
    severity: "error",
    scope: ["tag"],
    title: "A path with `//`, `/./`, `/../`, a `%` escape, `?` or `#`",
    doc: "Since 1.7.3 requests are cleaned before they are compared, in every version they are decoded: no normal request has such a path.",
    fix: "Write the path clean and decoded.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ src, path }, { version, settings }) => {
      if (/^[a-z][a-z+.-]*:\/\//i.test(src)) return undefined;
      if (since(version, "1.7.3") && /\/\/|\/\.\.?(?:\/|$)/.test(path))
        return `Requests have no path like ${show(path)}`;
      if (/%[\da-f]{2}|#/i.test(path))
        return `Requests are compared decoded and have no path like ${show(path)}`;
      const isPattern = settings?.values["proxy.matcher"] === "glob";
      return path.includes("?") && !isPattern
        ? `The part after a ? does not belong to the path: ${show(path)}`
        : undefined;
    }),
  },
  "path-glob-under-prefix": {
    severity: "error",
    scope: ["tag", "fabio"],
    title: "`*`, `?`, `{}` or `[]` in a path, while the matcher is not `glob`",
    doc: "The characters are compared as they are.",
    fix: "Set `proxy.matcher=glob`, or write the part in front of the pattern.",
    evidence: "seen-1.7.3",
    check: ofRoutesUnder(({ path }, { values }) =>
      values["proxy.matcher"] !== "glob" && hasPathGlob(path)
        ? `The matcher is ${values["proxy.matcher"]}: ${show(path)} is compared as it is`
        : undefined,
    ),
  },
  "host-glob-under-disabled": {
    severity: "error",
    scope: ["tag", "fabio"],
    title: "A pattern in a host, while globs are switched off",
    doc: "The host is compared as it is written.",
    fix: "Write the hosts out, or remove `glob.matching.disabled`.",
    evidence: "seen-1.7.3",
    check: ofRoutesUnder(({ host }, { values }) =>
      values["glob.matching.disabled"] && isHostGlob(host) && !host.includes("[")
        ? `Globs are switched off: ${show(host)} is compared as it is`
        : undefined,
    ),
  },
  "tcp-port-slash": {
    severity: "error",
    scope: ["tag"],
    title: "A `:port` route with a slash after it",
    doc: "No listener ever looks for it.",
    fix: "Write the port alone: `:PORT`.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ src }) =>
      /^:\d+\//.test(src) ? `There is something after the port: ${show(src)}` : undefined,
    ),
  },
  "grpc-host": {
    severity: "error",
    scope: ["tag", "listeners"],
    title: "A host in a gRPC route",
    doc: "It is compared with the metadata `dsthost` (since 1.6.1), never with the authority.",
    fix: "Leave the host out: `/package.Service/Method`.",
    evidence: "read-in-code",
    check: ofRoutes(({ host, scheme }, { version }) => {
      if (!/^grpcs?$/.test(scheme) || host === "" || host.startsWith(":")) return undefined;
      return since(version, "1.6.1")
        ? `Only requests with the metadata dsthost have the host ${show(host)}`
        : `Before 1.6.1 no gRPC request has a host, and this route has ${show(host)}`;
    }),
  },
  "kv-host-case": {
    severity: "error",
    scope: ["overrides"],
    title: "Upper case in the host of a `route del` or `route weight`",
    doc: "Hosts of the table are in lower case and these are not changed: it never matches.",
    fix: "Write the host in lower case.",
    evidence: "seen-1.7.3",
    check: {
      needs: ["commands"],
      run: ({ keys = [], commands = "" }) => [
        ...keys.flatMap(({ Key, Value }) =>
          upperCaseHosts(trimSpace(Value)).map(({ place, message }) => ({
            place: { ...place, key: Key },
            message,
          })),
        ),
        ...upperCaseHosts(commands),
      ],
    },
  },
} satisfies Readonly<Record<string, LintRow>>;

function upperCaseHosts(text: string): readonly Hit[] {
  return parseCommands(text).commands.flatMap(({ kind, src, line }) => {
    const { host } = splitSource(src);
    if (kind === "add" || host === lowerCase(host)) return [];
    const message = `The host ${show(host)} of the route ${kind} is not in lower case`;
    return [{ place: { line, route: src }, message }];
  });
}
