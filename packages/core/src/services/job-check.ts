import { checkNameFor } from "../jobspec/schema/check.ts";
import type { ApiJob } from "../jobspec/api-job.ts";
import { interpolate, markedForClient, type AllocationEnv } from "./allocation-env.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Service = NonNullable<Group["Services"]>[number];

/** A check of a service, with its variables filled in; what only a client fills in is `<name>`. */
export interface JobCheck {
  readonly name: string;
  /** `http`, `tcp`, `grpc`, `script`; `alias` for a sidecar's check of its service. */
  readonly type: string;
  /** Of an HTTP check. */
  readonly protocol?: "http" | "https";
  /** "" where none is written. */
  readonly path: string;
  /** That of the service, unless the check has its own. */
  readonly portLabel: string;
  /** Headers of the request. */
  readonly header: Readonly<Record<string, readonly string[]>>;
}

/**
 * The checks of a service as they are registered.
 * @param name of the service in the catalog
 * @see hashicorp/nomad nomad/structs/services.go ServiceCheck.Canonicalize, command/agent/consul/service_client.go checkRegs (2.0.5)
 */
export function jobChecks(service: Service, name: string, env: AllocationEnv): readonly JobCheck[] {
  const fill = (text: string | null | undefined): string => markedForClient(interpolate(text ?? "", env));
  return (service.Checks ?? []).map((check): JobCheck => {
    const type = fill(check.Type);
    return {
      name: fill(check.Name) || checkNameFor(name),
      type,
      ...(type === "http" && { protocol: fill(check.Protocol) === "https" ? "https" : "http" }),
      path: fill(check.Path),
      portLabel: fill(check.PortLabel) || fill(service.PortLabel),
      header: Object.fromEntries(
        Object.entries(check.Header ?? {}).map(([key, values]) => [key, (values ?? []).map(fill)]),
      ),
    };
  });
}
