import type { RegisteredPort } from "./registered-port.ts";

/** Where an instance of a service will listen, as far as a job file says. */
export interface InstanceAddress {
  readonly job: string;
  readonly group: string;
  /** `undefined`: one instance a node. */
  readonly index: number | undefined;
  readonly isCanary: boolean;
  readonly port: RegisteredPort;
}

/**
 * A host name and port in place of those that Nomad will choose: `0.http.web.shop.nomad:1`. Equal only for instances
 * that will have the same address, and valid in URLs. The port is 1 where it is not known, 0 where there is none.
 */
export function placeholder(address: InstanceAddress): { readonly host: string; readonly port: number } {
  const { job, group, index, isCanary, port } = address;
  const { label, number, task, mode } = port;
  const instance = `${isCanary ? "canary-" : ""}${index === undefined ? "node" : index}`;
  const labels = [
    instance,
    label,
    ...(mode === undefined ? [] : [mode]),
    ...(task === undefined ? [] : [task]),
  ];
  return {
    host: [...labels, group, job, "nomad"]
      .filter((part) => part !== "")
      .map(hostText)
      .join("."),
    port: number ?? (label === "" ? 0 : 1),
  };
}

/** The same for people: `shop.web[0]:http`, `fabio.fabio[each node]:ui`. */
export function instanceName({ job, group, index, isCanary, port }: InstanceAddress): string {
  const number = index === undefined ? "each node" : String(index);
  return `${job}.${group}[${isCanary ? "canary " : ""}${number}]${port.label === "" ? "" : `:${port.label}`}`;
}

/** Characters that a URL's host may not have are written in hexadecimal: job names may have slashes. */
function hostText(text: string): string {
  return text.replace(
    /[^A-Za-z0-9.-]/g,
    (character) => `_${(character.codePointAt(0) ?? 0).toString(16).padStart(2, "0")}`,
  );
}
