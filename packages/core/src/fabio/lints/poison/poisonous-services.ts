import type { LintRow } from "../lint-row.ts";
import { show, hit, ofRoutedServices, ofRoutes } from "../check.ts";
import { toBytes } from "../../../go/bytes.ts";
import { urlProblem } from "./url-problem.ts";
import { isRouteTag, type LintedTag } from "../linted-service.ts";

/** Services whose commands reject the whole table, and the Fabio that has started with one. */
export const poisonousServices = {
  "tag-quote": {
    severity: "critical",
    scope: ["service"],
    title: 'A `"` in an option, or in any tag of a service that has a route tag',
    doc: "The command's own quotes end too early, it cannot be read and rejects the whole table.",
    fix: "Remove the quotation mark from the tag.",
    evidence: "seen-1.7.3",
    check: ofRoutedServices(({ tags }) => tags.flatMap((tag) => hit(tag.place, quoteProblem(tag)))),
  },
  "service-name-space": {
    severity: "critical",
    scope: ["service"],
    title: "White space in the name of a service with a route tag",
    doc: "The command has one word too many and rejects the whole table.",
    fix: "Give the service a name without spaces.",
    evidence: "seen-1.7.3",
    check: ofRoutedServices(({ name, place }) =>
      hit(place, /\s/.test(name) ? `The name ${show(name)} has white space in it` : undefined),
    ),
  },
  "address-unparsable": {
    severity: "critical",
    scope: ["service"],
    title: "An address that no URL can have, such as one with an IPv6 zone",
    doc: "The target cannot be parsed, which rejects the whole table.",
    fix: "Register an address without a zone.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ isRedirect, dsts }) => (isRedirect ? undefined : urlProblem(dsts)), ["addresses"]),
  },
  "line-too-long": {
    severity: "critical",
    scope: ["service"],
    title: "A route command of 64 KiB or more",
    doc: "That command and all after it are not read; nothing is logged.",
    fix: "Remove tags from the service: all of them are in each command.",
    evidence: "seen-1.7.3",
    check: {
      needs: ["lines"],
      run: ({ lines = [] }) =>
        lines
          .filter(({ text }) => text.length >= 16_384 && toBytes(text).length >= 65_536)
          .map(({ place, text }) => ({
            place,
            message: `The route command has ${toBytes(text).length} bytes`,
          })),
    },
  },
  "start-with-poison": {
    severity: "critical",
    scope: ["live"],
    title: "A running Fabio without any route, while there are services to route to",
    doc: "A Fabio that starts with one of the problems above serves nothing until the problem is gone, or opens no port at all. `/health` answers 200 all the time.",
    fix: "Remove what rejects the table; Fabio recovers by itself.",
    evidence: "seen-1.7.3",
    check: {
      needs: ["live", "present"],
      run: ({ live, present: { lines, problems } = { lines: [], problems: [] } }) => {
        const hasRoutes = (live?.table.hosts.size ?? 0) > 0;
        const first = lines[0];
        if (hasRoutes || first === undefined) return [];
        const poison = problems.find(
          ({ problem }) => problem.effect === "rejected" || problem.effect === "crash",
        );
        const message =
          poison === undefined
            ? "Fabio has no route, although there are services to route to"
            : `Fabio has no route, because of this: ${poison.text}`;
        return hit(poison?.place ?? first.place, message);
      },
    },
  },
} satisfies Readonly<Record<string, LintRow>>;

function quoteProblem(tag: LintedTag): string | undefined {
  const texts = isRouteTag(tag)
    ? tag.words.filter((word) => !/^(?:weight=|redirect=)/.test(word))
    : [tag.text];
  const quoted = texts.find((text) => text.includes('"'));
  return quoted === undefined ? undefined : `There is a quotation mark in ${quoted}`;
}
