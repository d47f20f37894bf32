import type { RouteAdd, RouteCommand, RouteDel, RouteWeight } from "../commands/route-command.ts";
import { compileGlob } from "../glob/glob.ts";
import { compareBytes } from "../../go/byte-order.ts";
import { lowerCase } from "../../go/letter-case.ts";
import { DEFAULT_VERSION, since, type FabioVersion } from "../version.ts";
import { DraftRoute, type DraftTarget } from "./draft-route.ts";
import { isPoisoned, type RouteProblem } from "./route-problem.ts";
import type { Route, RouteTable } from "./route-table.ts";
import { splitSource } from "./split-source.ts";
import { addTargetProblems } from "./target-problems.ts";
import { targetUrl } from "./target-url.ts";

/** For which Fabio a table is built. */
export interface BuildOptions {
  readonly version?: FabioVersion;
}

/** A table, or why there is none. */
export interface BuiltTable {
  /** Absent when Fabio would keep its old table. */
  readonly table?: RouteTable;
  readonly problems: readonly RouteProblem[];
}

/**
 * The table that Fabio makes of these commands, in their order; never throws. A command that Fabio cannot carry out
 * rejects the whole table, as there; unlike Fabio the commands behind it are looked at, too.
 * @see fabiolb/fabio route/table.go NewTable (1.7.3)
 */
export function buildTable(commands: readonly RouteCommand[], options: BuildOptions = {}): BuiltTable {
  const draft = new DraftTable(options.version ?? DEFAULT_VERSION);
  for (const command of commands) draft.apply(command);
  const { problems } = draft;
  return isPoisoned(problems) ? { problems } : { table: draft.finish(), problems };
}

/** A table while it is made. */
class DraftTable {
  readonly problems: RouteProblem[] = [];
  readonly #hosts = new Map<string, Map<string, DraftRoute>>();
  readonly #version: FabioVersion;

  constructor(version: FabioVersion) {
    this.#version = version;
  }

  apply(command: RouteCommand): void {
    switch (command.kind) {
      case "add":
        return this.#add(command);
      case "del":
        return this.#del(command);
      case "weight":
        return this.#weigh(command);
    }
  }

  finish(): RouteTable {
    const hosts = new Map<string, readonly Route[]>();
    for (const [host, routes] of this.#hosts) {
      const finished = Array.from(routes.values(), (route) => route.finish(this.problems));
      finished.sort((a, b) => compareBytes(b.path, a.path));
      hosts.set(host, finished);
    }
    return { hosts };
  }

  #add(command: RouteAdd): void {
    const { service, src, dst, weight, tags, opts, line } = command;
    if (src === "") return this.#reject("empty-source", line, "route: prefix must not be empty");
    if (dst === "") return this.#reject("empty-target", line, "route: target must not be empty");
    const url = targetUrl(dst);
    if ("error" in url) return this.#reject("invalid-target", line, url.error);
    const { host, path } = splitSource(src);
    const failure = this.#find(lowerCase(host), path) === undefined ? globFailure(path) : undefined;
    if (failure !== undefined) return this.#reject("invalid-glob", line, failure);
    const target = { service, dst: url.text, tags, opts, fixedWeight: weight < 0 ? 0 : weight, weight: 0 };
    const isNew = this.#route(lowerCase(host), path).add(target, line, this.problems);
    if (isNew) addTargetProblems(command, this.problems);
  }

  #del({ service, src, dst, tags, line }: RouteDel): void {
    if (tags.length > 0) {
      return this.#remove(
        this.#routes(),
        (target) =>
          (service === "" || target.service === service) && tags.every((tag) => target.tags.includes(tag)),
        line,
      );
    }
    if (src === "" && dst === "") {
      return this.#remove(this.#routes(), (target) => target.service === service, line);
    }
    const url = dst === "" ? undefined : targetUrl(dst);
    if (url !== undefined && "error" in url) return this.#reject("invalid-target", line, url.error);
    const { host, path } = splitSource(src);
    const route = this.#find(host, path);
    if (route === undefined) return;
    this.#remove(
      [route],
      (target) => target.service === service && (url === undefined || target.dst === url.text),
      line,
    );
  }

  #weigh(command: RouteWeight): void {
    const { service, src, line } = command;
    const { host, path } = splitSource(src);
    if (src !== "" && this.#find(host, path)?.weigh(command, this.problems) === true) return;
    const code = src === "" ? "empty-source" : "no-match";
    const message = src === "" ? "route: prefix must not be empty" : "route: no target match";
    if (!since(this.#version, "1.7.3")) return this.#reject(code, line, message);
    const logged = `weight command for service ${service} not valid - ${message}`;
    this.problems.push({ code, effect: "ignored", line, message: logged });
  }

  #remove(routes: readonly DraftRoute[], fits: (target: DraftTarget) => boolean, line: number): void {
    for (const route of routes) {
      route.remove(fits, line, this.problems);
      if (route.targets.length > 0) continue;
      const siblings = this.#hosts.get(route.host);
      siblings?.delete(route.path);
      if (siblings?.size === 0) this.#hosts.delete(route.host);
    }
  }

  #routes(): readonly DraftRoute[] {
    return Array.from(this.#hosts.values()).flatMap((routes) => Array.from(routes.values()));
  }

  /** `route del` and `route weight` take the host as written: with upper case they find nothing. */
  #find(host: string, path: string): DraftRoute | undefined {
    return this.#hosts.get(host)?.get(path);
  }

  #route(host: string, path: string): DraftRoute {
    const routes = this.#hosts.get(host) ?? new Map<string, DraftRoute>();
    const route = routes.get(path) ?? new DraftRoute(host, path);
    this.#hosts.set(host, routes.set(path, route));
    return route;
  }

  #reject(code: RouteProblem["code"], line: number, message: string): void {
    this.problems.push({ code, effect: "rejected", line, message });
  }
}

/** Fabio compiles the path of every route as a glob, whatever its matcher is. */
function globFailure(path: string): string | undefined {
  // Only these characters mean anything in a glob: plain paths, nearly all of them, always compile.
  if (!/[*?[\]{}\\]/.test(path)) return undefined;
  const glob = compileGlob(path);
  return glob.kind === "error" ? glob.error : undefined;
}
