import type { Candidate, Headers, Match } from "@nomadx/core/fabio";

import type { ShownExchange } from "../routes/shown-exchange.ts";
import { placeText } from "../routes/place-text.ts";
import type { ShownRoute, ShownTarget } from "../routes/listed-routes.ts";
import { oneLine } from "../terminal/clean-text.ts";
import type { Palette } from "../terminal/palette.ts";
import { optionsText, shareText } from "./routes-table.ts";
import { table } from "./table.ts";

/** A host that was tried and what came of it, in words. */
interface ShownCandidate {
  readonly host: string;
  readonly outcome: Candidate["outcome"];
  readonly route?: string;
  readonly reason: string;
}

/** A target of the route with what becomes of its requests. */
interface MatchedTarget extends ShownTarget, ShownExchange {
  readonly answer: string;
}

/** The result of a request, to be shown. */
export interface ShownMatch {
  readonly request: string;
  /** `:9999 (http), of job "fabio"`; absent: there is none. */
  readonly listener?: string;
  /** The host and path that are looked for. */
  readonly lookup?: string;
  readonly route?: Pick<ShownRoute, "host" | "path">;
  readonly targets: readonly MatchedTarget[];
  readonly candidates: readonly ShownCandidate[];
  /** Why there is no route, or what is worth knowing about one. */
  readonly reason?: string;
  /** The status that Fabio answers over HTTP where there is no route. */
  readonly status?: number;
}

/** A match for people: the route, its targets, and with `explain` everything that was tried. */
export function matchText(
  match: ShownMatch,
  options: { readonly explain: boolean; readonly palette: Palette },
): string {
  const { request, listener, lookup, route, targets, candidates, reason, status } = match;
  const { bold, dim } = options.palette;
  const services = [...new Set(targets.map(({ service }) => service))];
  const head =
    route === undefined
      ? `${oneLine(request)} ${bold("gets no route")}`
      : `${oneLine(request)} goes to ${bold(oneLine(services.join(", ")))} by the route ${oneLine(`${route.host}${route.path}`)}`;
  const lines = [head, ...(reason === undefined ? [] : [`  ${oneLine(reason)}`])];
  if (targets.length > 0) {
    const rows = targets.map((target) => [
      shareText(target.share),
      target.service,
      target.instance ?? target.dst,
      optionsText(target),
      target.answer,
      target.source === undefined ? "" : placeText(target.source),
    ]);
    const heading = ["SHARE", "SERVICE", "TARGET", "OPTIONS", "RESULT", "FROM"];
    const used = heading.map((_, column) => rows.some((row) => row[column] !== ""));
    const visible = [heading, ...rows].map((row) => row.filter((_cell, column) => used[column] === true));
    lines.push("", indented(table(visible)));
  }
  if (options.explain) {
    lines.push(
      "",
      ...(listener === undefined ? [] : [`Listener: ${oneLine(listener)}`]),
      ...(lookup === undefined ? [] : [`Looked for: ${oneLine(lookup)}`]),
      ...(candidates.length === 0 ? [] : ["Tried:"]),
      ...candidates.map(({ host, reason: why, outcome }, index) => {
        const line = `  ${index + 1}. ${oneLine(host === "" ? "(any host)" : host)}: ${oneLine(why)}`;
        return outcome === "chosen" ? line : dim(line);
      }),
      ...(status === undefined ? [] : [`Fabio answers: ${status}`]),
      ...exchangeLines(targets),
    );
  }
  return lines.join("\n");
}

/** The requests that targets get, each once, with the targets where not all get the same. */
function exchangeLines(targets: readonly MatchedTarget[]): readonly string[] {
  const reached = targets.filter(({ upstream, share }) => upstream !== undefined && share > 0);
  const exchanges = new Map(reached.map((target) => [keyOf(target), target] as const));
  return [...exchanges].flatMap(([key, { upstream, added = {} }]) => {
    const same = reached.filter((target) => keyOf(target) === key);
    const names = same.map(({ service, instance, dst }) =>
      exchanges.size === 1 ? service : (instance ?? dst),
    );
    return [
      `${oneLine([...new Set(names)].join(", "))} gets, besides the client's own headers:`,
      `  ${oneLine(upstream?.uri ?? "")}`,
      ...headerLines(upstream?.headers ?? {}),
      ...(Object.keys(added).length === 0 ? [] : ["Fabio adds to the answer:", ...headerLines(added)]),
    ];
  });
}

function keyOf({ upstream, added }: ShownExchange): string {
  return JSON.stringify([upstream, added]);
}

function headerLines(headers: Headers): readonly string[] {
  return Object.entries(headers).flatMap(([name, values]) =>
    values.map((value) => `  ${oneLine(`${name}: ${value}`)}`),
  );
}

/** Why a host was chosen or passed over. */
export function candidateReason({ outcome, route }: Candidate, path: string): string {
  switch (outcome) {
    case "chosen":
      return `its route ${route?.path || "(any path)"} matches ${path}`;
    case "no-path":
      return `none of its paths matches ${path}`;
    case "skipped":
      return "its redirect leads to the URL of the request itself";
    case "no-such-host":
      return "the table has no such host";
    case "not-tried":
      return "not tried, since one before it matches";
  }
}

/** Returns the kind of forwarding, or why there is none. */
export function matchReason(match: Match | undefined): string | undefined {
  if (match === undefined) return "no route in the table matches it";
  switch (match.kind) {
    case "route":
      return undefined;
    case "unreadable":
      return `Fabio cannot read it: ${match.error}`;
    case "panic":
      return `Fabio fails before it has an answer: ${match.error}`;
  }
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "  ");
}
