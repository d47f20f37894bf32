import type { FabioSettings } from "../config/fabio-settings.ts";
import type { ConsulOptions } from "./consul-lines.ts";

/** The settings that decide which routes a Fabio makes of Consul's state, but for the datacenter. */
export type RegistrySettings = Required<Omit<ConsulOptions, "datacenter">>;

/** The settings of a Fabio that decide what it makes of Consul's state. */
export function registrySettings({
  values,
  version,
}: Pick<FabioSettings, "values" | "version">): RegistrySettings {
  return {
    prefix: values["registry.consul.tagprefix"],
    kvPath: values["registry.consul.kvpath"],
    status: values["registry.consul.service.status"],
    checksRequired: values["registry.consul.checksRequired"] === "all" ? "all" : "one",
    version,
  };
}
