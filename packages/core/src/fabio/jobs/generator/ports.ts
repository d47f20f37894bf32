import { NomadxError } from "../../../diagnostics/errors.ts";
import type { FabioConfig } from "../../config/fabio-config.ts";
import { portOf, type Listener, type Protocol } from "../../config/listener.ts";

/** A port that the job reserves on every node. */
export interface ReservedPort {
  readonly label: string;
  readonly port: number;
  readonly listener: Listener;
}

/** The ports of a job. */
export interface JobPorts {
  /** Of the listeners, in their order. */
  readonly proxy: readonly ReservedPort[];
  /** Absent for an empty `ui.addr`. */
  readonly ui?: ReservedPort;
}

const labels: Readonly<Record<Protocol, string>> = {
  http: "http",
  https: "https",
  tcp: "tcp",
  "tcp+sni": "sni",
  "https+tcp+sni": "https",
  "tcp-dynamic": "dynamic",
  grpc: "grpc",
  grpcs: "grpcs",
  prometheus: "metrics",
};

/**
 * One static port for each port that Fabio listens on, named after its protocol; the second of a kind has its number
 * behind the name. `tcp-dynamic` opens ports that nobody knows beforehand: none is reserved for it.
 * @throws {NomadxError} `invalid` for an address without a port number
 */
export function jobPorts({ listeners, ui }: FabioConfig): JobPorts {
  const taken = new Map<string, ReservedPort>();
  for (const listener of listeners) {
    if (listener.protocol === "tcp-dynamic") continue;
    const port = numberOf(listener);
    // The same port on another address of the node.
    if ([...taken.values()].some((other) => other.port === port)) continue;
    const plain = labels[listener.protocol];
    const label = taken.has(plain) ? `${plain}_${port}` : plain;
    taken.set(label, { label, port, listener });
  }
  const proxy = [...taken.values()];
  return ui === undefined ? { proxy } : { proxy, ui: { label: "ui", port: numberOf(ui), listener: ui } };
}

function numberOf(listener: Listener): number {
  const port = portOf(listener);
  if (port !== undefined && port > 0 && port <= 65_535) return port;
  throw new NomadxError("invalid", `${listener.address} has no port number that Nomad could reserve`);
}
