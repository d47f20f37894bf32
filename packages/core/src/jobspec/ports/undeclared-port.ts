import type { KeyPath } from "../key-path.ts";
import { suggest, type Problem } from "../problems.ts";
import type { PortScope } from "./port-scope.ts";

/** The problem that a label is none of the ports that may be named; `outcome` says what comes of it. */
export function undeclaredPort(label: string, keys: KeyPath, ports: PortScope, outcome?: string): Problem {
  return {
    keys,
    summary: `Port ${JSON.stringify(label)} is not declared`,
    detail: outcome === undefined ? ports.declared : `${ports.declared} ${outcome}`,
    help: suggest(ports.near(label)) ?? `Declare a port ${JSON.stringify(label)} in the block "network".`,
  };
}
