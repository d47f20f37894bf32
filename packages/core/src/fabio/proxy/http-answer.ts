import type { Explanation, TargetAnswer } from "../match/answer.ts";

/** The answer to an HTTP client, or the upstream's behaviour. */
export type HttpAnswer =
  /** Fabio answers itself. */
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly body: string;
      /** Where a redirect leads. */
      readonly location?: string;
    }
  /** Passed on; status and body are the upstream's. */
  | { readonly kind: "forwarded"; readonly url: string; readonly hostHeader: string }
  /** The connection is closed without an answer. */
  | { readonly kind: "closed" };

/** The settings that decide how Fabio answers where there is no route. */
export interface NoRouteSettings {
  /** `proxy.noroutestatus`. @default 404 */
  readonly noRouteStatus?: number;
  /** The value of the key `registry.consul.noroutehtmlpath` or the like. @default "" */
  readonly noRouteHtml?: string;
}

/**
 * The answers that an explained HTTP request can get, one for each target of its route, in their order; a single one
 * where no target decides. Bodies of redirects, which nobody reads, are left out.
 * @see fabiolb/fabio proxy/http_proxy.go ServeHTTP (1.7.3)
 */
export function httpAnswers(
  { match, targets }: Explanation,
  settings: NoRouteSettings = {},
): readonly HttpAnswer[] {
  switch (match?.kind) {
    case undefined:
      return [noRoute(settings)];
    case "unreadable":
      return [{ kind: "answered", status: 400, body: "400 Bad Request" }];
    case "panic":
      return [{ kind: "closed" }];
    case "route":
      return targets.map(({ answer }) => answerOf(answer, settings));
  }
}

function answerOf(answer: TargetAnswer, settings: NoRouteSettings): HttpAnswer {
  switch (answer.kind) {
    case "forwarded":
      return { kind: "forwarded", url: answer.url, hostHeader: answer.hostHeader ?? "" };
    case "redirected":
      return { kind: "answered", status: answer.code, body: "", location: answer.location };
    case "denied":
      return { kind: "answered", status: 403, body: "access denied\n" };
    case "unauthorized":
      return { kind: "answered", status: 401, body: "authorization failed\n" };
    // No other host had a route.
    case "skipped":
      return noRoute(settings);
  }
}

function noRoute({ noRouteStatus = 404, noRouteHtml = "" }: NoRouteSettings): HttpAnswer {
  const isStatus = noRouteStatus >= 100 && noRouteStatus <= 999;
  return { kind: "answered", status: isStatus ? noRouteStatus : 404, body: noRouteHtml };
}
