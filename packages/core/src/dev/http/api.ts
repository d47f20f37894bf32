import { both, type Fault } from "./faults.ts";
import type { Responder, SeenRequest } from "./loopback-server.ts";
import { refusal, sendReply, type Reply } from "./reply.ts";

/** A request with what its path says. */
export interface ApiRequest extends SeenRequest {
  /** The text in place of each `*` of the route, decoded. */
  readonly names: readonly string[];
  readonly query: URLSearchParams;
  /** Ends when the client goes away. */
  readonly signal: AbortSignal;
}

/** Answers the requests of one route. */
export type Handler = (request: ApiRequest) => Reply | Promise<Reply>;

/**
 * Handlers by method and path: `GET /v1/job/*`. A `*` stands for one name, in which there may be an encoded slash; a `**`
 * for all that is left of the path; `*` alone is any request.
 */
export type Routes = Readonly<Record<string, Handler>>;

/** A fault, and the requests that it befalls: `GET /v1/job/*`, or `*` for all. */
export interface PlacedFault {
  readonly route: string;
  readonly fault: Fault;
}

/** Says which requests a fault befalls. */
export function on(route: string, fault: Fault): PlacedFault {
  return { route, fault };
}

/**
 * Answers requests by the first route that fits, but for the faults that befall them. What no route knows is not found.
 */
export function api(routes: readonly Routes[], faults: readonly PlacedFault[]): Responder {
  const handlers = routes
    .flatMap((each) => Object.entries(each))
    .map(([route, handler]) => ({ pattern: patternOf(route), handler }));
  const placed = faults.map(({ route, fault }) => ({ pattern: patternOf(route), fault }));
  const answer = async (request: SeenRequest, signal: AbortSignal): Promise<Reply> => {
    const { pathname, searchParams: query } = new URL(request.url, "http://server");
    const call = `${request.method} ${pathname}`;
    const found = handlers.find(({ pattern }) => pattern.test(call));
    const names = found?.pattern.exec(call)?.slice(1).map(decodeURIComponent) ?? [];
    const own = async () =>
      found === undefined ? refusal(404, "not found") : found.handler({ ...request, names, query, signal });
    const befalling = placed.filter(({ pattern }) => pattern.test(call)).map(({ fault }) => fault);
    return both(...befalling)(own);
  };
  return (request, response) => {
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    answer(request, gone.signal)
      .then((reply) => sendReply(reply, response))
      .catch((error: unknown) => {
        // Only a fault of the server itself comes here: it must not look like one of the client.
        if (!gone.signal.aborted)
          void sendReply(refusal(500, `The dev server failed: ${String(error)}`), response);
      });
  };
}

function patternOf(route: string): RegExp {
  if (route === "*") return /^/;
  const parts = route
    .split(/(\*\*|\*)/)
    .map((part) =>
      part === "**"
        ? "(.*)"
        : part === "*"
          ? "([^/]+)"
          : part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`),
    );
  return new RegExp(`^${parts.join("")}$`);
}
