import { hostPort } from "../../units/host-port.ts";

/** A Fabio that runs somewhere in a cluster: where its admin API is, or why nobody gets there from outside. */
export type FoundFabio =
  { readonly name: string; readonly address: string } | { readonly name: string; readonly reason: string };

/** `http://10.0.0.1:9998`, with brackets around an IPv6 address and `ui.path` behind. */
export function adminAddress(
  scheme: "http" | "https",
  { host, port, path = "" }: { readonly host: string; readonly port: number; readonly path?: string },
): string {
  return `${scheme}://${hostPort(host, port)}${path.replace(/\/+$/, "")}`;
}

/** Whether an address leads to the machine that one is on, whichever that is. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}
