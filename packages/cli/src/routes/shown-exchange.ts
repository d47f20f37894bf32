import {
  headerSettings,
  httpAnswers,
  responseHeaders,
  upstreamRequest,
  type ClientConnection,
  type Explanation,
  type FabioRequest,
  type Headers,
  type HttpAnswer,
  type Target,
  type UpstreamRequest,
} from "@nomadx/core/fabio";

import { FABIO_ADDRESS, type NamedSettings } from "./fabio-settings.ts";

/** The exchange over HTTP that a request leads to at one target. */
export interface ShownExchange {
  /** The status that Fabio answers itself; absent where the service answers, or nobody does. */
  readonly status?: number;
  /** The request that the service gets, without the client's own headers. */
  readonly upstream?: UpstreamRequest;
  /** Headers that Fabio adds to the service's answer. */
  readonly added?: Headers;
}

/** The facts that the exchanges of a request depend on. */
export interface ExchangeFacts {
  readonly request: FabioRequest;
  readonly settings: NamedSettings | undefined;
  /** Whether the address of a target is a placeholder for one that Nomad will choose. */
  readonly isPlaceholder: (dst: string) => boolean;
}

/**
 * The exchanges at the targets of a request's route, in their order; where it has none, the only one is with Fabio itself.
 * Nothing for what does not go by HTTP.
 */
export function shownExchanges(explained: Explanation, facts: ExchangeFacts): readonly ShownExchange[] {
  const { match, targets } = explained;
  const connection = httpConnection(facts.request);
  if (connection === undefined || (match?.kind === "route" && match.protocol !== "http")) return [];
  const values = facts.settings?.values;
  const answers = httpAnswers(
    explained,
    values === undefined ? {} : { noRouteStatus: values["proxy.noroutestatus"] },
  );
  return answers.map((answer, index) => {
    switch (answer.kind) {
      case "closed":
        return {};
      case "answered":
        return { status: answer.status };
      case "forwarded": {
        const target = targets[index]?.target;
        return target === undefined ? {} : forwardedExchange(answer, { target, connection }, facts);
      }
    }
  });
}

/** The connection of a request over HTTP; none for another kind. */
function httpConnection(request: FabioRequest): ClientConnection | undefined {
  if (request.kind === "https+tcp+sni") return { tls: true, remoteAddress: request.remoteAddress };
  if (request.kind !== undefined && request.kind !== "http") return undefined;
  return { tls: request.tls === true, remoteAddress: request.remoteAddress };
}

function forwardedExchange(
  answer: Extract<HttpAnswer, { readonly kind: "forwarded" }>,
  { target: { dst, opts }, connection }: { readonly target: Target; readonly connection: ClientConnection },
  { settings, isPlaceholder }: ExchangeFacts,
): ShownExchange {
  // Without settings it is a Fabio of which nobody says on which machine it runs.
  const headers = settings === undefined ? { localIp: FABIO_ADDRESS } : headerSettings(settings);
  const isUnknown = opts["host"] === "dst" && isPlaceholder(dst);
  const upstream = upstreamRequest(
    isUnknown ? { ...answer, hostHeader: "<address>:<port>" } : answer,
    opts,
    connection,
    headers,
  );
  if ("error" in upstream) return { status: 500 };
  const added = responseHeaders(connection.tls, headers);
  return { upstream, ...(Object.keys(added).length > 0 && { added }) };
}
