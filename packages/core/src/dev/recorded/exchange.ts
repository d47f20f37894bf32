/** The answers of a real server to one command of a page. */
export interface Scene {
  readonly command: string;
  /** In the order in which the answers came. */
  readonly exchanges: readonly Exchange[];
}

/** A request and its answer; the body is kept as text, since JavaScript's JSON would round Nomad's integers. */
export interface Exchange {
  /** See `requestKey`. */
  readonly request: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Returns the text that tells the requests of a command apart: method, path, query, and whether it waits for something
 * new. For what, and how long, changes from one time to the next; and the namespace `default` is the one that is meant
 * when none is named.
 */
export function requestKey(method: string, url: string): string {
  const { pathname, searchParams } = new URL(url, "http://server");
  const waits = searchParams.has("index") ? WAITS : "";
  searchParams.delete("index");
  searchParams.delete("wait");
  searchParams.delete("namespace", "default");
  searchParams.sort();
  const query = searchParams.toString();
  return `${method} ${pathname}${query === "" ? "" : `?${query}`}${waits}`;
}

/** The same request, as it is asked again by who waits for something new. */
export function whenWaiting(request: string): string {
  return request.endsWith(WAITS) ? request : `${request}${WAITS}`;
}

const WAITS = " (waits)";
