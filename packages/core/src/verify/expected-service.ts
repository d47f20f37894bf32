import type { ApiJob } from "../jobspec/api-job.ts";
import type { JobInstance, JobService } from "../services/job-service.ts";
import { jobServices } from "../services/job-services.ts";

/** A service as a job describes it: the name, and how many instances are to be found under it. */
export interface ExpectedService {
  /** In the catalog, with Nomad's variables filled in; `<name>` for what only a client fills in. */
  readonly name: string;
  readonly service: JobService;
  /** Those that bear the name. */
  readonly instances: readonly JobInstance[];
  /** Their indexes, where other instances of the service have other names. */
  readonly indexes?: ReadonlySet<number>;
  /** How many there have to be; `undefined`: one on every node that takes the job. */
  readonly count: number | undefined;
  /** How its address is chosen: by the host's, for certain or perhaps, or in a way that only the client knows. */
  readonly addressOf: "host" | "host-or-driver" | "other";
  /** The protocol of its instances, where a check shows it. */
  readonly speaks?: "http" | "https";
}

/** The services of jobs, in the order of the files. A service whose name contains the index of the instance counts as several. */
export function expectedServicesOf(jobs: readonly ApiJob[]): readonly ExpectedService[] {
  return jobs.flatMap((job) =>
    jobServices(job).flatMap(({ service, instances }) => {
      const names = new Set(instances.length === 0 ? [service.name] : instances.map(({ name }) => name));
      const speaks = service.checks.find(({ type }) => type === "http")?.protocol;
      return Array.from(names, (name): ExpectedService => {
        const own = instances.filter((instance) => instance.name === name);
        const indexes = instances.flatMap((instance, index) => (instance.name === name ? [index] : []));
        return {
          name,
          service,
          instances: own,
          ...(names.size > 1 && { indexes: new Set(indexes) }),
          count: service.isPerNode && own.length > 0 ? undefined : own.length,
          addressOf: addressOf(service),
          ...(speaks !== undefined && { speaks }),
        };
      });
    }),
  );
}

function addressOf({ address, addressMode }: JobService): ExpectedService["addressOf"] {
  if (address !== undefined) return "other";
  if (addressMode === "auto") return "host-or-driver";
  return addressMode === "host" ? "host" : "other";
}
