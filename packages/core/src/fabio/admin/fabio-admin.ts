import { NomadxError } from "../../diagnostics/errors.ts";
import { callFailure } from "../../http/call-failure.ts";
import type { TransportPorts } from "../../http/transport.ts";
import { parseJson, stringifyJson } from "../../units/json.ts";
import { readRoutes, type AdminRoute } from "./admin-route.ts";
import { maskConfig } from "./mask-config.ts";
import { createAdminTransport, type AdminConnection, type AdminResponse } from "./transport.ts";

/** Text of one key of overrides, and the version that a write has to name. */
export interface ManualOverrides {
  /** Route commands; "" for a key that is not there. */
  readonly value: string;
  readonly version: string;
}

/** May go with every request. */
export interface AskOptions {
  /** Ends the request; it then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * The admin API of one Fabio. Every Fabio has a table of its own. All calls throw `NomadxError`: `unreachable` (also
 * where no answer comes in time), `tls`, `not-found` (no Fabio there, or another `ui.path`), `refused`, and `protocol` for answers that no Fabio gives.
 */
export interface FabioAdmin {
  /** Where requests go. */
  readonly address: string;
  /** Whether the process answers; `false` where nothing does. That says nothing about its table: it may have none. */
  isAlive(options?: AskOptions): Promise<boolean>;
  /** `1.7.3`. */
  version(options?: AskOptions): Promise<string>;
  /** The table, target by target: hosts in order of their bytes, paths in the order in which Fabio tries them. */
  routes(options?: AskOptions): Promise<readonly AdminRoute[]>;
  /** The table as route commands, with fixed weights, without targets that get no requests; "" for an empty one. */
  commands(options?: AskOptions): Promise<string>;
  /**
   * The running configuration: Go's names, durations in nanoseconds. Secrets are masked unless `reveal` is set.
   */
  config(options?: AskOptions & { readonly reveal?: boolean }): Promise<unknown>;
  /** The keys that hold overrides, below Fabio's own: "" is that one itself. Throws `permission` where it is read-only. */
  overrideKeys(options?: AskOptions): Promise<readonly string[]>;
  /** The overrides in one key: "" or `/name`. Throws `permission` where the API is read-only. */
  readOverrides(key?: string, options?: AskOptions): Promise<ManualOverrides>;
  /**
   * Replaces the overrides in one key. Fabio takes any text: one bad line, and no table is updated any more. Check it
   * with `parseCommands` first. Throws `conflict` when somebody else has written since `version` was read, and always
   * where Fabio has another back end than Consul; `permission` where the API is read-only.
   */
  writeOverrides(key: string, overrides: ManualOverrides, options?: AskOptions): Promise<void>;
}

/**
 * A client for the admin API of one Fabio. Nothing is sent yet.
 * @throws {NomadxError} `usage` for an address that is no URL of a server
 * @see fabiolb/fabio admin/server.go, admin/api (1.7.3)
 */
export function createFabioAdmin(connection: AdminConnection, ports?: TransportPorts): FabioAdmin {
  const transport = createAdminTransport(connection, ports);
  const get = (path: string, { signal }: AskOptions = {}) => transport.send("GET", path, { signal });
  return {
    address: transport.address,
    async isAlive({ signal } = {}) {
      try {
        const { text } = await transport.send("GET", "/health", { signal, atRoot: true });
        return text.trim() === "OK";
      } catch (error) {
        if (error instanceof NomadxError && error.code === "unreachable") return false;
        throw error;
      }
    },
    async version(options) {
      const response = await get("/api/version", options);
      const version = response.text.trim();
      return /^\d+\.\d+/.test(version) ? version : noFabio(response);
    },
    async routes(options) {
      const response = await get("/api/routes", options);
      return readRoutes(jsonOf(response)) ?? noFabio(response);
    },
    async commands(options) {
      const { text } = await get("/api/routes?raw", options);
      return text === "\n" ? "" : text;
    },
    async config({ reveal = false, ...options } = {}) {
      const config = jsonOf(await get("/api/config", options));
      return reveal ? config : maskConfig(config);
    },
    async overrideKeys(options) {
      const response = await get("/api/paths", options);
      const keys = jsonOf(response) ?? [];
      return Array.isArray(keys) && keys.every((key) => typeof key === "string") ? keys : noFabio(response);
    },
    async readOverrides(key = "", options = {}) {
      const response = await get(manualPath(key), options);
      return overridesOf(jsonOf(response)) ?? noFabio(response);
    },
    async writeOverrides(key, { value, version }, { signal } = {}) {
      // The version is a text in Fabio's JSON; it refuses a number.
      const body = stringifyJson({ value, version });
      const response = await transport.send("PUT", manualPath(key), { body, signal });
      // Fabio says nothing; the page of a proxy in between may come with the same status.
      if (response.text !== "") noFabio(response);
    },
  };
}

/** The answer of one of several Fabios. */
export type AskedFabio<T> =
  | { readonly address: string; readonly answer: T }
  | { readonly address: string; readonly error: NomadxError };

/**
 * Asks several Fabios the same at once. One that fails does not keep the others from answering; answers come in the
 * order of `fabios`.
 * @example await askEach(addresses.map((address) => createFabioAdmin({ address })), (fabio) => fabio.routes())
 */
export function askEach<T>(
  fabios: readonly FabioAdmin[],
  ask: (fabio: FabioAdmin) => Promise<T>,
): Promise<AskedFabio<T>[]> {
  return Promise.all(
    fabios.map(async (fabio) => {
      try {
        return { address: fabio.address, answer: await ask(fabio) };
      } catch (error) {
        // Anything else is the caller's own error, or its signal.
        if (!(error instanceof NomadxError)) throw error;
        return { address: fabio.address, error };
      }
    }),
  );
}

/**
 * Whether Fabio's API reaches the overrides in a key that `overrideKeys` tells. It reads all keys of Consul that begin
 * like its own, but takes the rest of a URL's path for the key as it is, without decoding it.
 */
export function isOverrideKey(key: string): boolean {
  return /^(?:\/[\w.~!$&'()*+,;=:@-]+)*$/.test(key);
}

function manualPath(key: string): string {
  if (isOverrideKey(key)) return `/api/manual${key}`;
  throw new NomadxError("usage", `${JSON.stringify(key)} cannot be the key of overrides`, {
    help: 'A key is "" or starts with "/"; Fabio does not decode what a URL would have to escape.',
  });
}

function overridesOf(json: unknown): ManualOverrides | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  const { value, version } = { value: undefined, version: undefined, ...json } satisfies Record<
    string,
    unknown
  >;
  return typeof value === "string" && typeof version === "string" ? { value, version } : undefined;
}

function jsonOf(response: AdminResponse): unknown {
  try {
    return parseJson(response.text);
  } catch {
    return noFabio(response);
  }
}

function noFabio({ call }: AdminResponse): never {
  const message = `The answer of ${call.request.url} does not come from a Fabio`;
  throw callFailure({ code: "protocol", message }, call);
}
