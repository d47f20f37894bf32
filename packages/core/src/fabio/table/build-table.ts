import { lowerCase } from "../go/lower-case.ts";
import { compareBytes } from "../go/byte-order.ts";
import { compileGlob } from "../glob/glob.ts";
import { parseUrl, urlText } from "../go/url.ts";
import type { RouteAdd, RouteCommand, RouteDel, RouteWeight } from "../commands/route-command.ts";
import { DEFAULT_VERSION, since, type FabioVersion } from "../version.ts";
import { DraftRoute, type DraftTarget } from "./draft-route.ts";
import { isPoisoned, type RouteProblem } from "./route-problem.ts";
import type { Route, RouteTable } from "./route-table.ts";
import { splitSource } from "./split-source.ts";
import { targetProblems } from "./target-problems.ts";

export interface BuildOptions {
  readonly version?: FabioVersion;
}

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
  const draft = new DraftTable(options);
  const problems: RouteProblem[] = [];
  for (const command of commands) {
    for (const problem of draft.apply(command)) problems.push(problem);
  }
  return isPoisoned(problems) ? { problems } : { table: draft.finish(problems), problems };
}

/** A table while it is made. */
class DraftTable {
  readonly #hosts = new Map<string, Map<string, DraftRoute>>();
  readonly #options: BuildOptions;

  constructor(options: BuildOptions) {
    this.#options = options;
  }

  apply(command: RouteCommand): readonly RouteProblem[] {
    switch (command.kind) {
      case "add":
        return this.#add(command);
      case "del":
        return this.#del(command);
      case "weight":
        return this.#weigh(command);
    }
  }

  /** The finished table; adds what only shows now to `problems`. */
  finish(problems: RouteProblem[]): RouteTable {
    const hosts = new Map<string, readonly Route[]>();
    for (const [host, routes] of this.#hosts) {
      const finished = Array.from(routes.values(), (route) => route.finish(problems));
      hosts.set(
        host,
        finished.toSorted((a, b) => compareBytes(b.path, a.path)),
      );
    }
    return { hosts };
  }

  #add(command: RouteAdd): readonly RouteProblem[] {
    const { src, dst, line } = command;
    if (src === "") return [rejected("empty-source", line, "route: prefix must not be empty")];
    if (dst === "") return [rejected("empty-target", line, "route: target must not be empty")];
    const url = parseUrl(dst);
    if ("error" in url) return [rejected("invalid-target", line, `route: invalid target. ${url.error}`)];
    const source = splitSource(src);
    const host = lowerCase(source.host);
    const routes = this.#hosts.get(host) ?? new Map<string, DraftRoute>();
    const known = routes.get(source.path);
    const failure = known === undefined ? globFailure(source.path) : undefined;
    if (failure !== undefined) return [rejected("invalid-glob", line, failure)];
    const route = known ?? new DraftRoute(host, source.path);
    this.#hosts.set(host, routes.set(source.path, route));
    const problems = route.add({ ...targetOf(command), dst: urlText(url) }, line);
    return problems === undefined ? [] : [...problems, ...targetProblems(command)];
  }

  #del(command: RouteDel): readonly RouteProblem[] {
    const { service, src, dst, tags, line } = command;
    const hasTags = (target: DraftTarget) => tags.every((tag) => target.tags.includes(tag));
    if (tags.length > 0) {
      return this.#remove(
        this.#routes(),
        (target) => (service === "" || target.service === service) && hasTags(target),
        line,
      );
    }
    if (src === "" && dst === "")
      return this.#remove(this.#routes(), (target) => target.service === service, line);
    const url = dst === "" ? undefined : parseUrl(dst);
    if (url !== undefined && "error" in url) {
      return [rejected("invalid-target", line, `route: invalid target. ${url.error}`)];
    }
    const route = this.#find(src);
    if (route === undefined) return [];
    const text = url === undefined ? undefined : urlText(url);
    return this.#remove(
      [route],
      (target) => target.service === service && (text === undefined || target.dst === text),
      line,
    );
  }

  #remove(
    routes: readonly DraftRoute[],
    fits: (target: DraftTarget) => boolean,
    line: number,
  ): readonly RouteProblem[] {
    const problems: RouteProblem[] = [];
    for (const route of routes) {
      problems.push(...route.remove(fits, line));
      if (route.targets.length > 0) continue;
      const siblings = this.#hosts.get(route.host);
      siblings?.delete(route.path);
      if (siblings?.size === 0) this.#hosts.delete(route.host);
    }
    return problems;
  }

  #weigh(command: RouteWeight): readonly RouteProblem[] {
    const { src, line } = command;
    const route = src === "" ? undefined : this.#find(src);
    const problems = route?.weigh(command);
    if (problems !== undefined) return problems;
    const empty = src === "" ? "route: prefix must not be empty" : undefined;
    const [code, message] =
      empty === undefined
        ? (["no-match", "route: no target match"] as const)
        : (["empty-source", empty] as const);
    const isFatal = !since(this.#options.version ?? DEFAULT_VERSION, "1.7.3");
    if (isFatal) return [rejected(code, line, message)];
    const logged = `weight command for service ${command.service} not valid - ${message}`;
    return [{ code, effect: "ignored", line, message: logged }];
  }

  #routes(): readonly DraftRoute[] {
    return Array.from(this.#hosts.values()).flatMap((routes) => Array.from(routes.values()));
  }

  /** Unlike in `add`, the host is taken as written: upper case finds nothing. */
  #find(src: string): DraftRoute | undefined {
    const { host, path } = splitSource(src);
    return this.#hosts.get(host)?.get(path);
  }
}

function targetOf({ service, weight, tags, opts }: RouteAdd): Omit<DraftTarget, "dst"> {
  return { service, tags, opts, fixedWeight: weight < 0 ? 0 : weight };
}

function rejected(code: RouteProblem["code"], line: number, message: string): RouteProblem {
  return { code, effect: "rejected", line, message };
}

/** Fabio compiles the path of every route as a glob, whatever its matcher is. */
function globFailure(path: string): string | undefined {
  // Only these characters mean anything in a glob: plain paths, nearly all of them, always compile.
  if (!/[*?[\]{},!\\-]/.test(path)) return undefined;
  const glob = compileGlob(path);
  return glob.kind === "error" ? glob.error : undefined;
}
