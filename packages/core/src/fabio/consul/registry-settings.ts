import type { FlagValues } from "../config/flags.ts";
import type { ConsulOptions } from "./consul-commands.ts";

/** The settings of a Fabio that decide what it makes of Consul's state. */
export function registrySettings(
  values: Pick<
    FlagValues,
    | "registry.consul.tagprefix"
    | "registry.consul.kvpath"
    | "registry.consul.service.status"
    | "registry.consul.checksRequired"
  >,
): Pick<ConsulOptions, "prefix" | "kvPath" | "status" | "checksRequired"> {
  return {
    prefix: values["registry.consul.tagprefix"],
    kvPath: values["registry.consul.kvpath"],
    status: values["registry.consul.service.status"],
    checksRequired: values["registry.consul.checksRequired"] === "all" ? "all" : "one",
  };
}
