import type { ProbeRequest } from "./probe-request.ts";

/** The requirements on the answer to a request, and where that is not "/" by GET, the request itself. */
export interface Expectation {
  /** Of HTTP. @default any below 500 that the service itself gives */
  readonly status?: number;
  /** A text that the body contains, or a regular expression that it matches somewhere (no flags). */
  readonly body?: string | { readonly matches: string };
  /** Texts that headers contain, by name in any case. */
  readonly header?: Readonly<Record<string, string>>;
  /** Path and query of the request. */
  readonly path?: string;
  readonly method?: string;
  /** The text sent over a TCP connection, and the text that has to come back. */
  readonly send?: string;
  readonly expect?: string;
  /** A header of the answer in which each instance names itself. */
  readonly instance?: string;
}

/** An expectation as it stands in a service's meta. */
export interface RouteExpectation extends Expectation {
  /** As in the route's tag: `mysite.com:9999/`; without it the expectation is for all routes of the service. */
  readonly route?: string;
}

/** The request, with what the expectation says about it. */
export function expectedRequest(request: ProbeRequest, expectation: Expectation = {}): ProbeRequest {
  const { path, method, send, expect } = expectation;
  switch (request.kind) {
    case "http":
    case "https":
      return { ...request, ...(path !== undefined && { path }), ...(method !== undefined && { method }) };
    case "tcp":
    case "tls":
      return { ...request, ...(send !== undefined && { send }), ...(expect !== undefined && { expect }) };
    case "grpc":
    case "grpcs":
      return request;
  }
}
