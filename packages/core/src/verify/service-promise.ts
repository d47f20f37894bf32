import { jobServices, type JobInstance, type JobService } from "../services/job-service.ts";
import type { ApiJob } from "../jobspec/api-job.ts";
import { isRecord } from "../jobspec/key-path.ts";

/** What a job promises of one service: a name under which so many instances are found. */
export interface ServicePromise {
  /** In the catalog, with Nomad's variables filled in; `<name>` for what only a client fills in. */
  readonly name: string;
  readonly service: JobService;
  /** As in the job; absent: the configured one. */
  readonly namespace?: string;
  /** ID of the job, by which Nomad finds it. */
  readonly jobId: string;
  /** Those that bear the name. */
  readonly instances: readonly JobInstance[];
  /** Their indexes, where other instances of the service have other names. */
  readonly indexes?: ReadonlySet<number>;
  /** How many there have to be; `undefined`: one on every node that takes the job. */
  readonly count: number | undefined;
  /** Of the service, as written. */
  readonly meta: Readonly<Record<string, string>>;
  /** How its address is chosen: by the host's, for certain or perhaps, or in a way that only the client knows. */
  readonly addressOf: "host" | "host-or-driver" | "other";
  /** Nobody else may change its tags. */
  readonly hasOwnTags: boolean;
  /** What its instances speak, where a check tells it. */
  readonly speaks?: "http" | "https";
}

/** What jobs promise, service by service, in the order of the files. One whose name has the instance's index is several. */
export function servicePromises(jobs: readonly ApiJob[]): readonly ServicePromise[] {
  return jobs.flatMap((job) =>
    jobServices(job).flatMap(({ service, instances }) => {
      const names = new Set(instances.length === 0 ? [service.name] : instances.map(({ name }) => name));
      return Array.from(names, (name): ServicePromise => {
        const own = instances.filter((instance) => instance.name === name);
        const indexes = instances.flatMap((instance, index) => (instance.name === name ? [index] : []));
        return {
          name,
          service,
          ...(typeof job.Namespace === "string" && { namespace: job.Namespace }),
          jobId: job.ID ?? job.Name ?? "",
          instances: own,
          ...(names.size > 1 && { indexes: new Set(indexes) }),
          count: service.isPerNode && own.length > 0 ? undefined : own.length,
          ...registrationOf(job, service),
        };
      });
    }),
  );
}

function registrationOf(
  job: ApiJob,
  { keys, address }: JobService,
): Pick<ServicePromise, "meta" | "addressOf" | "hasOwnTags" | "speaks"> {
  const written = keys.reduce<unknown>(
    (value, key) => (isRecord(value) || Array.isArray(value) ? Reflect.get(value, key) : undefined),
    job,
  );
  const { Meta, AddressMode, EnableTagOverride, Checks } = isRecord(written) ? written : {};
  const meta = isRecord(Meta) ? Object.entries(Meta) : [];
  const isAuto = AddressMode === undefined || AddressMode === "" || AddressMode === "auto";
  const ofHost = AddressMode === "host" ? "host" : isAuto ? "host-or-driver" : "other";
  return {
    meta: Object.fromEntries(meta.filter((entry): entry is [string, string] => typeof entry[1] === "string")),
    addressOf: address === undefined ? ofHost : "other",
    hasOwnTags: EnableTagOverride !== true,
    ...spokenIn(Checks),
  };
}

function spokenIn(checks: unknown): Pick<ServicePromise, "speaks"> {
  const all: readonly unknown[] = Array.isArray(checks) ? checks : [];
  const http = all.find((check) => isRecord(check) && check["Type"] === "http");
  if (!isRecord(http)) return {};
  return { speaks: http["Protocol"] === "https" ? "https" : "http" };
}
