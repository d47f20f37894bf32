import { NomadxError } from "../../diagnostics/errors.ts";
import { hostPort } from "../../units/host-port.ts";
import { lowerCase } from "../../go/letter-case.ts";
import type { Route, RouteTable, Target } from "../table/route-table.ts";
import { DEFAULT_VERSION, since, type FabioVersion } from "../version.ts";
import type { Candidate, Explanation, Match, TargetAnswer } from "./answer.ts";
import { dynamicPorts } from "./dynamic-ports.ts";
import type { Engine } from "./engine.ts";
import { createFastEngine } from "./fast-engine.ts";
import { orderHosts } from "./host-order.ts";
import { normalizeHost, withoutDefaultPort } from "./host.ts";
import type { PathMatcher } from "./path-matcher.ts";
import { createPlainEngine } from "./plain-engine.ts";
import type { FabioRequest, GrpcRequest, HttpRequest, HttpsSniRequest } from "./request.ts";
import { readRequestUri } from "./request-uri.ts";
import {
  httpAnswer,
  plainAnswer,
  protocolOf,
  redirectInPlace,
  shareOf,
  sharesOf,
  tcpAnswer,
} from "./target-answer.ts";

/** The settings of Fabio that decide where a request goes. */
export interface MatcherOptions {
  /** `plain` looks at everything, as Fabio does; `fast`, the default, gives the same answers by indexes. */
  readonly engine?: "plain" | "fast";
  /** The opposite of Fabio's `glob.matching.disabled`; true by default. */
  readonly globMatching?: boolean;
  /** Fabio's `proxy.matcher`; `prefix` by default. */
  readonly matcher?: PathMatcher;
  readonly version?: FabioVersion;
}

/** Finds the routes of one table, as one Fabio with one configuration does. */
export interface Matcher {
  /** The route of a request; `undefined` for none: 404, NOT_FOUND or a closed connection. */
  lookup(request: FabioRequest): Match | undefined;
  /** The same with everything that was tried on the way, and what each target makes of the request. */
  explain(request: FabioRequest): Explanation;
}

/** A matcher for a table. It must not be changed afterwards: indexes are kept. */
export function createMatcher(table: RouteTable, options: MatcherOptions = {}): Matcher {
  const search = new Search(table, options);
  return {
    lookup: (request) => search.run(request).match,
    explain(request) {
      const { answer, ...found } = search.run(request);
      const targets = found.match?.kind === "route" ? sharesOf(found.match.route, answer) : [];
      return { ...found, targets };
    },
  };
}

/** An explanation whose targets are not looked at yet. */
interface Finding extends Omit<Explanation, "targets"> {
  readonly answer: (target: Target) => TargetAnswer;
}

class Search {
  readonly #table: RouteTable;
  readonly #matcher: PathMatcher;
  readonly #globMatching: boolean;
  readonly #version: FabioVersion;
  readonly #engine: Engine;
  #ports: ReadonlySet<number> | undefined;

  constructor(table: RouteTable, options: MatcherOptions) {
    this.#table = table;
    this.#matcher = options.matcher ?? "prefix";
    this.#globMatching = options.globMatching ?? true;
    this.#version = options.version ?? DEFAULT_VERSION;
    const create = options.engine === "plain" ? createPlainEngine : createFastEngine;
    this.#engine = create(table, this.#globMatching);
  }

  run(request: FabioRequest): Finding {
    if (request.kind === undefined || request.kind === "http") return this.#http(request);
    switch (request.kind) {
      case "grpc":
        return this.#grpc(request);
      case "tcp":
        return this.#hosts([`:${request.port}`], request.remoteAddress);
      case "tcp-dynamic": {
        this.#ports ??= dynamicPorts(this.#table);
        const { address, port } = request;
        const here = hostPort(address, port);
        return this.#hosts(this.#ports.has(port) ? [here, `:${port}`] : [], request.remoteAddress);
      }
      case "tcp+sni":
        return this.#serverName(request.serverName, request.remoteAddress);
      case "https+tcp+sni":
        return this.#httpsSni(request);
    }
  }

  /** @see fabiolb/fabio route/table.go Lookup (1.7.3) */
  #http(request: HttpRequest, protocol: "http" | "grpc" = "http"): Finding {
    const { path, tls = false } = request;
    const host = (this.#globMatching ? normalizeHost : withoutDefaultPort)(request.host, tls);
    const candidates: Candidate[] = [];
    let chosen: Route | undefined;
    let isLast = false;
    const answer = (target: Target) =>
      protocol === "grpc" ? plainAnswer(target) : httpAnswer(target, request, isLast);
    const finding = (match?: Match): Finding => ({
      host,
      path,
      candidates,
      answer,
      ...(match === undefined ? {} : { match }),
    });
    try {
      const hosts = [...orderHosts(this.#engine.matchingHosts(request.host, tls)), ""];
      for (const [index, name] of hosts.entries()) {
        const key = lowerCase(name);
        if (chosen !== undefined) {
          candidates.push({ host: key, outcome: "not-tried" });
          continue;
        }
        const route = this.#engine.firstRoute(key, path, this.#matcher);
        if (route === undefined) {
          const isHost = key === "" || this.#table.hosts.has(key);
          candidates.push({ host: key, outcome: isHost ? "no-path" : "no-such-host" });
          continue;
        }
        if (hasEmptyRing(route))
          return finding({ kind: "panic", error: "The weights leave no slot to pick a target from" });
        isLast = index === hosts.length - 1;
        if (!isLast && isSkipped(route, request)) {
          candidates.push({ host: key, outcome: "skipped", route });
          continue;
        }
        chosen = route;
        candidates.push({ host: key, outcome: "chosen", route });
      }
    } catch (error) {
      if (!(error instanceof NomadxError)) throw error;
      return finding({ kind: "panic", error: error.message });
    }
    return finding(chosen && { kind: "route", route: chosen, protocol });
  }

  /** TLS plays no role: for `grpcs`, too, only `:80` is a default port. */
  #grpc({ method, dsthost = "" }: GrpcRequest): Finding {
    const uri = readRequestUri(method, this.#version);
    const host = since(this.#version, "1.6.1") ? dsthost : "";
    if ("error" in uri) {
      const match: Match = { kind: "unreadable", error: uri.error };
      return { host, path: method, candidates: [], match, answer: plainAnswer };
    }
    return this.#http({ host, path: uri.decodedPath }, "grpc");
  }

  /** @see fabiolb/fabio route/table.go LookupHost (1.7.3) */
  #hosts(names: readonly string[], remoteAddress: string | undefined): Finding {
    const candidates: Candidate[] = [];
    let chosen: Route | undefined;
    for (const name of names) {
      const host = lowerCase(name);
      const route = chosen === undefined ? this.#engine.firstRoute(host, "/", "prefix") : undefined;
      if (chosen !== undefined) candidates.push({ host, outcome: "not-tried" });
      else if (route !== undefined) candidates.push({ host, outcome: "chosen", route });
      else candidates.push({ host, outcome: this.#table.hosts.has(host) ? "no-path" : "no-such-host" });
      chosen ??= route;
    }
    const match: Match | undefined = chosen && { kind: "route", route: chosen, protocol: "tcp" };
    return {
      host: lowerCase(names[0] ?? ""),
      path: "/",
      candidates,
      answer: (target) => tcpAnswer(target, remoteAddress),
      ...(match === undefined ? {} : { match }),
    };
  }

  /** Connections without a server name are closed. */
  #serverName(serverName: string, remoteAddress: string | undefined): Finding {
    return this.#hosts(serverName === "" ? [] : [serverName], remoteAddress);
  }

  /** @see fabiolb/fabio main.go lookupHostMatcher (1.7.3) */
  #httpsSni(request: HttpsSniRequest): Finding {
    const { serverName, remoteAddress } = request;
    const route = this.#engine.firstRoute(lowerCase(serverName), "/", "prefix");
    const passedThrough =
      route?.targets
        .filter((target) => protocolOf(target) === "tcp")
        .reduce((sum, target) => sum + shareOf(route, target), 0) ?? 0;
    const found =
      passedThrough >= 50
        ? this.#serverName(serverName, remoteAddress)
        : this.#http({ ...request, kind: "http", tls: true });
    return { ...found, passedThrough };
  }
}

/** Whether no target that ever gets a request answers this one. */
function isSkipped(route: Route, request: HttpRequest): boolean {
  return route.targets.every(
    (target) => shareOf(route, target) === 0 || redirectInPlace(target, request) !== undefined,
  );
}

/** Weights that overflow leave no slot to pick from. */
function hasEmptyRing({ targets }: Route): boolean {
  return targets.length > 1 && !targets.some(({ weight }) => weight > 0);
}
