import { compileGlob } from "../../glob/glob.ts";
import { parseFloat } from "../../../go/parse-float.ts";
import { toBytes } from "../../../go/bytes.ts";
import { parseUrl } from "../../../go/url.ts";
import { groupBy } from "../../../units/group-by.ts";
import { isRouteTag, type LintedTag } from "../linted-service.ts";
import type { LintedRouting } from "../linted-routing.ts";
import {
  areHostsGlobs,
  hit,
  ofRoutedServices,
  ofRoutes,
  ofRouteTags,
  routeKey,
  routesOf,
  show,
  weightOf,
  type Check,
} from "./check.ts";

/** Checks of section A. */
export const poisonChecks = {
  "tag-empty": ofRouteTags(({ source, text }) =>
    source === "" ? `There is no route in the tag ${show(text)}` : undefined,
  ),
  "tag-tab-separator": ofRouteTags(({ source }) =>
    // Behind the route, in front of a blank, they do no harm; a line break does everywhere.
    /[\t\f\r]+[^\t\f\r]|\n/.test(source)
      ? `A tab or line break is part of the route ${show(source)}`
      : undefined,
  ),
  "tag-weight-invalid": {
    needs: ["lines"],
    run: (routing) => [
      ...weightTexts(routing).flatMap(({ tag, text }) =>
        hit(tag.place, parseFloat(text) === undefined ? `${show(text)} is no weight` : undefined),
      ),
      ...routing.problems
        .filter(({ problem, from }) => problem.code === "weight-value" && from === "line")
        .map(({ place, text }) => ({ place, message: `The weight is no number: ${text}` })),
    ],
  },
  "tag-weight-infinite": ofRoutes(
    ({ weight }) => (weight === Infinity ? "The weight is infinite" : undefined),
    ["weights"],
  ),
  "tag-weight-overflow": {
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
  "tag-quote": ofRoutedServices(({ tags }) => tags.flatMap((tag) => hit(tag.place, quoteProblem(tag)))),
  "service-name-space": ofRoutedServices(({ name, place }) =>
    hit(place, /\s/.test(name) ? `The name ${show(name)} has white space in it` : undefined),
  ),
  "path-glob-invalid": ofRoutes(({ path }) => globProblem(path, "path")),
  "host-glob-invalid": ofRoutes(({ host }, routing) =>
    areHostsGlobs(routing) ? globProblem(host, "host") : undefined,
  ),
  "redirect-url-invalid": {
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
  "address-unparsable": ofRoutes(
    ({ isRedirect, dsts }) => (isRedirect ? undefined : urlProblem(dsts)),
    ["addresses"],
  ),
  "line-too-long": {
    needs: ["lines"],
    run: ({ lines = [] }) =>
      lines
        .filter(({ text }) => text.length >= 16_384 && toBytes(text).length >= 65_536)
        .map(({ place, text }) => ({
          place,
          message: `The route command has ${toBytes(text).length} bytes`,
        })),
  },
  "start-with-poison": {
    needs: ["live", "lines"],
    run: ({ live, lines = [], problems }) => {
      const hasRoutes = (live?.routes ?? []).length > 0;
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
} satisfies Readonly<Record<string, Check>>;

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

function quoteProblem(tag: LintedTag): string | undefined {
  const texts = isRouteTag(tag)
    ? tag.words.filter((word) => !/^(?:weight=|redirect=)/.test(word))
    : [tag.text];
  const quoted = texts.find((text) => text.includes('"'));
  return quoted === undefined ? undefined : `There is a quotation mark in ${quoted}`;
}

function globProblem(pattern: string, what: string): string | undefined {
  const glob = compileGlob(pattern);
  return glob.kind === "error" ? `The ${what} ${show(pattern)} is no glob: ${glob.error}` : undefined;
}

function urlProblem(dsts: readonly string[]): string | undefined {
  for (const dst of new Set(dsts)) {
    const url = parseUrl(dst);
    if ("error" in url) return `Not a URL: ${url.error}`;
  }
  return undefined;
}
