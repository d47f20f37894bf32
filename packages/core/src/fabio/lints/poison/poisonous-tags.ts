import type { LintRow } from "../lint-row.ts";
import type { LintedRouting } from "../linted-routing.ts";
import { show, hit, routesOf, areHostsGlobs, ofRoutes, ofRouteTags, routeKey, weightOf } from "../check.ts";
import { compileGlob } from "../../glob/glob.ts";
import { groupBy } from "../../../units/group-by.ts";
import { parseFloat } from "../../../go/parse-float.ts";
import { urlProblem } from "./url-problem.ts";
import type { LintedTag } from "../linted-service.ts";

/** Tags that reject the whole table, or hurt every route. */
export const poisonousTags = {
  "tag-empty": {
    severity: "critical",
    scope: ["tag"],
    title: "A tag with nothing after the prefix",
    doc: "The generated command is a syntax error and rejects the whole table. Before 1.5.14 the tag is dropped.",
    fix: "Write a route after the prefix, or remove the tag.",
    evidence: "seen-1.7.3",
    check: ofRouteTags(({ source, text }) =>
      source === "" ? `There is no route in the tag ${show(text)}` : undefined,
    ),
  },
  "tag-tab-separator": {
    severity: "critical",
    scope: ["tag"],
    title: "A tab or line break between the route and its first option",
    doc: "Only a space ends the route, so the command cannot be read and rejects the whole table.",
    fix: "Put a space (U+0020) after the route.",
    evidence: "seen-1.7.3",
    check: ofRouteTags(({ source }) =>
      // Behind the route, in front of a blank, they do no harm; a line break does everywhere.
      /[\t\f\r]+[^\t\f\r]|\n/.test(source)
        ? `A tab or line break is part of the route ${show(source)}`
        : undefined,
    ),
  },
  "tag-weight-invalid": {
    severity: "critical",
    scope: ["tag"],
    title: "A `weight=` that Go does not read as a number, such as `50%` or `0,5`",
    doc: "The command cannot be read and rejects the whole table.",
    fix: "Write a decimal number from 0 to 1: `weight=0.5`.",
    evidence: "seen-1.7.3",
    check: {
      needs: ["lines"],
      run: (routing) => [
        ...weightTexts(routing).flatMap(({ tag, text }) =>
          hit(tag.place, parseFloat(text) === undefined ? `${show(text)} is not a weight` : undefined),
        ),
        ...routing.problems
          .filter(({ problem, from }) => problem.code === "weight-value" && from === "line")
          .map(({ place, text }) => ({ place, message: `The weight is not a number: ${text}` })),
      ],
    },
  },
  "tag-weight-infinite": {
    severity: "critical",
    scope: ["tag"],
    title: "A `weight=` of infinity",
    doc: "The Fabio process ends with a panic, and again after every restart. One target is enough.",
    fix: "Write a number from 0 to 1.",
    evidence: "seen-1.7.3",
    check: ofRoutes(
      ({ weight }) => (weight === Infinity ? "The weight is infinite" : undefined),
      ["weights"],
    ),
  },
  "tag-weight-overflow": {
    severity: "critical",
    scope: ["table"],
    title: "Fixed weights of a route whose sum is infinite",
    doc: "No target can be picked: every request for the route gets an empty answer.",
    fix: "Write numbers from 0 to 1.",
    evidence: "seen-1.7.3",
    check: {
      needs: ["routes", "weights"],
      run: (routing) =>
        [...groupBy(routesOf(routing), routeKey).values()].flatMap((routes) => {
          const isFinite = routes.every(({ weight }) => weight !== Infinity);
          const sum = routes.reduce((total, route) => total + weightOf(route), 0);
          const heaviest = routes.toSorted((a, b) => b.weight - a.weight)[0];
          return isFinite && sum === Infinity && heaviest !== undefined
            ? hit(heaviest.place, `The weights of ${routeKey(heaviest)} are too large to be added up`)
            : [];
        }),
    },
  },
  "path-glob-invalid": {
    severity: "critical",
    scope: ["tag"],
    title: "A path that is not a valid glob: `[` without `]`, `[]`, `[a-]`, `[z-a]`",
    doc: "Fabio compiles every path, whatever the matcher; this one rejects the whole table, with a message that does not even name the path.",
    fix: "Close the bracket, or write `\\[` for the character itself.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ path }) => globProblem(path, "path")),
  },
  "host-glob-invalid": {
    severity: "critical",
    scope: ["tag"],
    title: "A host that is not a valid glob",
    doc: "Hosts are compiled for each request: every HTTP request on every host gets an empty answer, and the first gRPC call ends the process. This does not happen with `glob.matching.disabled`.",
    fix: "Close the bracket.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ host }, routing) => (areHostsGlobs(routing) ? globProblem(host, "host") : undefined)),
  },
  "redirect-url-invalid": {
    severity: "critical",
    scope: ["tag"],
    title: "A redirect to something that is not a URL to Go, such as `https://host:8443$path`",
    doc: "The target cannot be parsed, which rejects the whole table.",
    fix: "Put a slash in front of `$path`: `https://host:8443/$path`.",
    evidence: "seen-1.7.3",
    check: {
      needs: ["routes"],
      run: (routing) => [
        ...routesOf(routing).flatMap(({ place, isRedirect, dsts }) =>
          hit(place, isRedirect ? urlProblem(dsts) : undefined),
        ),
        // Without a URL there is no command that could be read.
        ...consulTags(routing)
          .filter(({ words }) =>
            /^redirect=[^,]*,$/.test(words.findLast((word) => targetOption.test(word)) ?? ""),
          )
          .map(({ place }) => ({ place, message: "The redirect has no URL" })),
      ],
    },
  },
} satisfies Readonly<Record<string, LintRow>>;

/** Options that say where requests go, of which the last one wins: `proto=`, and `redirect=` with one comma. */
const targetOption = /^(?:proto=(?:tcp|https|grpcs?)|redirect=[^,]*,[^,]*)$/;

function consulTags({ services = [] }: LintedRouting): readonly LintedTag[] {
  return services.filter(({ provider }) => provider === "consul").flatMap(({ tags }) => tags);
}

/** The weight that counts of each tag that has one: the last. */
function weightTexts(routing: LintedRouting): readonly { readonly tag: LintedTag; readonly text: string }[] {
  return consulTags(routing).flatMap((tag) => {
    const text = tag.words.findLast((word) => word.startsWith("weight="))?.slice("weight=".length) ?? "";
    return text === "" ? [] : [{ tag, text }];
  });
}

function globProblem(pattern: string, what: string): string | undefined {
  const glob = compileGlob(pattern);
  return glob.kind === "error"
    ? `The ${what} ${show(pattern)} is not a valid glob: ${glob.error}`
    : undefined;
}
