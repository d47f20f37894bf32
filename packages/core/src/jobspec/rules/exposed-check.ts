import { lowerCase } from "../../go/letter-case.ts";
import { showValue } from "../key-path.ts";
import { check } from "../schema/check.ts";
import { networkProblem } from "./mesh-network.ts";
import { blockRules, type At } from "./rule.ts";
import { ofConsul } from "./service-provider.ts";

/** Checks of services in Consul's mesh. @see hashicorp/nomad nomad/job_endpoint_hook_expose_check.go (2.0.5) */
export const exposedCheckRules = blockRules(check, undefined, [
  {
    code: "NX2440",
    find: ({ Name, Expose }, at) =>
      Expose &&
      !hasSidecar(at) && {
        keys: ["Expose"],
        summary: "Only checks of services with a sidecar can be exposed",
        help: "Leave expose out, or give the service connect { sidecar_service {} } in the group.",
        nomad:
          at.task === undefined
            ? `exposed service check ${at.group?.Name ?? ""}->${at.service?.Name ?? ""}->${Name} requires use of sidecar_proxy`
            : `exposed service check ${at.group?.Name ?? ""}[${at.task.Name}]->${at.service?.Name ?? ""}->${Name} is not a task-group service`,
      },
  },
  {
    code: "NX2441",
    find: ({ Expose }, at) =>
      Expose &&
      at.task === undefined &&
      networkProblem(at, {
        name: "connect expose check",
        summary: "An exposed check needs a network of the allocation's own",
        hostMode: "refused",
      }),
  },
  {
    code: "NX2442",
    find: ({ Name, Type, Path, Expose }, at) => {
      const { keys, group, service } = at;
      if (!Expose || !hasSidecar(at) || group === undefined || service === undefined) return undefined;
      if (!["grpc", "http"].includes(lowerCase(Type)) || !Path.startsWith("/")) return undefined;
      const port = group.Networks.flatMap(({ ReservedPorts, DynamicPorts }) => [
        ...ReservedPorts,
        ...DynamicPorts,
      ]).find(({ Label }) => Label === service.PortLabel);
      if ((port !== undefined && port.Value > 0) || isPort(service.PortLabel)) return undefined;
      return {
        from: [...keys.slice(0, -2), "PortLabel"],
        at: service.PortLabel === "" ? "key" : "value",
        summary: "Nobody knows at which port inside the allocation the check is answered",
        ...(service.PortLabel !== "" && {
          detail:
            port === undefined
              ? `The group's network has no port ${showValue(service.PortLabel)}.`
              : `The number of the port ${showValue(service.PortLabel)} is known only when the allocation runs.`,
        }),
        help: "Give the service the number that its task listens on as its port.",
        nomad: `unable to determine local service port for service check ${group.Name}->${service.Name}->${Name}`,
      };
    },
  },
  ofConsul({
    code: "NX2443",
    find: ({ Name, Type }, at) =>
      Type === "tcp" &&
      (at.service?.Connect?.SidecarService ?? null) !== null && {
        keys: ["Type"],
        summary: "A service with a sidecar cannot have a TCP check",
        detail: "It listens inside the allocation only, where Consul does not get.",
        help: "Make it an HTTP or gRPC check with expose = true, or leave it out: Consul checks the sidecar.",
        nomad: `Check ${Name} invalid: tcp checks are not valid for Connect enabled services`,
      },
  }),
]);

function hasSidecar({ service, task }: At): boolean {
  return task === undefined && (service?.Connect?.SidecarService ?? null) !== null;
}

function isPort(label: string): boolean {
  return /^\+?[0-9]+$/.test(label) && Number(label) > 0;
}
