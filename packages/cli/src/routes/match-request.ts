import {
  createMatcher,
  matcherSettings,
  uriOf,
  type Explanation,
  type TargetAnswer,
} from "@nomadx/core/fabio";

import { candidateReason, matchReason, type ShownMatch } from "../output/match-text.ts";
import type { NamedSettings } from "./fabio-settings.ts";
import { shownTarget } from "./listed-routes.ts";
import { arrive, hasCertificates, parseRequest, type ClientFacts } from "./parse-request.ts";
import type { LoadedTable } from "./read-table.ts";
import { shownExchanges } from "./shown-exchange.ts";

/** Returns what becomes of a request, in words, and whether there is a route for it. */
export function matchRequest(
  text: string,
  { table, jobs }: Pick<LoadedTable, "table" | "jobs">,
  options: { readonly settings?: NamedSettings | undefined; readonly facts: ClientFacts },
): ShownMatch {
  const client = parseRequest(text);
  const { settings, facts } = options;
  const arrival = arrive(client, settings, facts);
  const none = { request: text, targets: [], candidates: [] };
  if (arrival.kind === "no-listener") return { ...none, reason: arrival.reason };
  const { address, protocol } = arrival.listener;
  const listener = `${address} (${protocol})${settings === undefined ? ", assumed" : `, of ${settings.from}`}`;
  if (arrival.kind === "unreadable") return { ...none, listener, reason: arrival.reason };

  const lookup = createMatcher(table, settings === undefined ? {} : matcherSettings(settings));
  const explained = lookup.explain(arrival.request);
  const { match } = explained;
  const isPassedOn = (explained.passedThrough ?? 0) >= 50;
  const reason =
    protocol === "https+tcp+sni" && !isPassedOn && !hasCertificates(arrival.listener)
      ? "the listener has no certificates to end TLS with, and no route passes this name through"
      : (matchReason(match) ?? passedThroughText(explained));
  const route = match?.kind === "route" ? match.route : undefined;
  const isUnknown = (dst: string) => isPlaceholder(jobs, dst);
  const exchanges =
    protocol === "https+tcp+sni" && !hasCertificates(arrival.listener)
      ? []
      : shownExchanges(explained, { request: arrival.request, settings, isPlaceholder: isUnknown });
  return {
    request: text,
    listener,
    lookup: lookupText(explained, arrival.request.kind),
    ...(route !== undefined && { route: { host: route.host, path: route.path } }),
    targets:
      route === undefined
        ? []
        : explained.targets.map(({ target, answer, share }, index) => ({
            ...shownTarget(route, target, jobs),
            share: Math.round(share * 10_000) / 10_000,
            answer: answerText(answer, isUnknown(target.dst)),
            ...exchanges[index],
          })),
    ...(route === undefined && exchanges[0]),
    candidates: explained.candidates.map((candidate) => ({
      host: candidate.host,
      outcome: candidate.outcome,
      ...(candidate.route !== undefined && { route: `${candidate.route.host}${candidate.route.path}` }),
      reason: candidateReason(candidate, explained.path),
    })),
    ...(reason !== undefined && { reason }),
  };
}

function isPlaceholder(jobs: LoadedTable["jobs"], dst: string): boolean {
  return jobs !== undefined && /\.nomad:\d+\/?$/.test(dst);
}

function lookupText({ host, path }: Explanation, kind: string | undefined): string {
  switch (kind) {
    case "tcp":
    case "tcp-dynamic":
      return `the port ${host}`;
    case "tcp+sni":
      return host === "" ? "no server name" : `the server name ${host}`;
    default:
      return `host ${host === "" ? "(none)" : host}, path ${path}`;
  }
}

function passedThroughText({ passedThrough }: Explanation): string | undefined {
  if (passedThrough === undefined) return undefined;
  if (passedThrough === 0) return "Fabio terminates TLS";
  if (passedThrough >= 100) return "TLS is passed through to the target";
  return `TLS is passed through for ${Math.round(passedThrough)}% of the connections: its targets disagree`;
}

/** The answer that a target gives; "" where that is the request as it is. */
function answerText(answer: TargetAnswer, isUnknown: boolean): string {
  switch (answer.kind) {
    case "forwarded": {
      return isUnknown ? uriOf(answer.url) : answer.url;
    }
    case "redirected":
      return `${answer.code} to ${answer.location}`;
    case "skipped":
      return "nothing: the redirect leads to the URL of the request itself";
    case "denied":
      return "403: access denied";
    case "unauthorized":
      return `401: login by ${answer.scheme}`;
  }
}
