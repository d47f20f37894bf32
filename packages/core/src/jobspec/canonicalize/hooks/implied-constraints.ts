import { compareBytes } from "../../../go/byte-order.ts";
import type { ApiJob } from "../../api-job.ts";
import { isThere, type Group, type Service, type Task } from "../api-parts.ts";
import {
  addUnlessAttributeIsConstrained,
  addUnlessThere,
  clusterAttribute,
  constraint,
  consulConstraint,
  semver,
} from "./constraints.ts";

const nomadVersion = "${attr.nomad.version}";

/** The plugins with which a client makes a bridge. */
const bridgePlugins = ["bridge", "firewall", "host-local", "loopback", "portmap"];

/**
 * Adds the constraints that the parts of a job imply: the client has to have what they use. Most give way to any
 * constraint on the same attribute, some to an equal one only.
 * @see hashicorp/nomad nomad/job_endpoint_hooks.go jobImpliedConstraints.Mutate (2.0.5)
 */
export function addImpliedConstraints(job: ApiJob): void {
  const groups = job.TaskGroups ?? [];
  // The server asks each group for what the secrets of all groups need.
  const providers = new Set(groups.flatMap(secretProviders));
  for (const group of groups) {
    addForVault(group);
    for (const provider of providers) {
      const attribute = `\${attr.plugins.secrets.${provider}.version}`;
      addUnlessAttributeIsConstrained(group, constraint(attribute, "is_set", ""));
    }
    addForNuma(group);
    addForSignals(group);
    addForNomadServices(group);
    addForConsulServices(group);
    addForNetworks(group);
    if (tasksOf(group).some(({ Schedule }) => isThere(Schedule))) {
      addUnlessAttributeIsConstrained(group, semver(nomadVersion, ">= 1.8.0-dev"));
    }
  }
}

function secretProviders(group: Group): string[] {
  return tasksOf(group).flatMap(({ Secrets }) => (Secrets ?? []).map(({ Provider }) => Provider ?? ""));
}

function addForVault(group: Group): void {
  const byName = tasksOf(group).toSorted((a, b) => compareBytes(a.Name ?? "", b.Name ?? ""));
  for (const { Vault: vault } of byName) {
    if (!isThere(vault)) continue;
    const cluster = vault.Cluster ?? "";
    const version = cluster === "" || cluster === "default" ? ">= 0.6.1" : ">= 1.11.0";
    addUnlessAttributeIsConstrained(group, semver(clusterAttribute("vault", cluster, "version"), version));
  }
}

function addForNuma(group: Group): void {
  const isRequested = tasksOf(group).some(
    ({ Resources }) => isThere(Resources?.NUMA) && Resources.NUMA.Affinity !== "none",
  );
  if (!isRequested) return;
  addUnlessThere(group, semver(nomadVersion, ">= 1.6.3-dev"));
  addUnlessThere(group, constraint("${attr.kernel.name}", "=", "linux"));
}

function addForSignals(group: Group): void {
  const signals = new Set(tasksOf(group).flatMap(signalsOf));
  if (signals.size === 0) return;
  const sorted = [...signals].toSorted(compareBytes).join(",");
  addUnlessThere(group, constraint("${attr.os.signals}", "set_contains", sorted));
}

/** @see hashicorp/nomad nomad/structs/structs.go Job.RequiredSignals (2.0.5) */
function signalsOf({ Vault, KillSignal, Templates }: Task): string[] {
  return [
    ...(Vault?.ChangeMode === "signal" ? [Vault.ChangeSignal ?? ""] : []),
    ...((KillSignal ?? "") === "" ? [] : [KillSignal ?? ""]),
    ...(Templates ?? []).flatMap(({ ChangeMode, ChangeSignal }) =>
      ChangeMode === "signal" ? [ChangeSignal ?? ""] : [],
    ),
  ];
}

function addForNomadServices(group: Group): void {
  const services = [...(group.Services ?? []), ...tasksOf(group).flatMap(servicesOf)].filter(
    ({ Provider }) => Provider === "nomad",
  );
  if (services.length === 0) return;
  addUnlessThere(group, constraint("${attr.nomad.service_discovery}", "=", "true"));
  if (services.some(({ Checks }) => (Checks ?? []).length > 0)) {
    addUnlessThere(group, semver(nomadVersion, ">= 1.4.0"));
  }
}

function addForConsulServices(group: Group): void {
  for (const owner of [group, ...tasksOf(group)]) {
    for (const service of servicesOf(owner)) {
      if (service.Provider === "consul")
        addUnlessAttributeIsConstrained(owner, consulConstraint(service.Cluster ?? ""));
    }
  }
}

function addForNetworks(group: Group): void {
  if ((group.Networks ?? []).some(({ Mode }) => Mode === "bridge")) {
    for (const plugin of bridgePlugins) {
      addUnlessAttributeIsConstrained(group, semver(pluginVersion(plugin), ">= 0.4.0"));
    }
  }
  if (servicesOf(group).some(({ Connect }) => isThere(Connect?.SidecarService?.Proxy?.TransparentProxy))) {
    addUnlessAttributeIsConstrained(group, semver(pluginVersion("consul-cni"), ">= 1.4.2"));
    addUnlessAttributeIsConstrained(group, semver(nomadVersion, ">= 1.8.0-dev"));
  }
}

function pluginVersion(plugin: string): string {
  return `\${attr.plugins.cni.version.${plugin}}`;
}

function tasksOf({ Tasks }: Group): readonly Task[] {
  return Tasks ?? [];
}

function servicesOf({ Services }: Group | Task): readonly Service[] {
  return Services ?? [];
}
