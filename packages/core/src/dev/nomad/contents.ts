import { allocationId } from "./allocation-id.ts";

/** An object of Nomad's API, as the server keeps it. */
export type Row = Readonly<Record<string, unknown>>;

/** The contents of a Nomad of one region, table by table. A row without `Namespace` is in `default`. */
export interface NomadContents {
  readonly nodes?: readonly Row[];
  readonly jobs?: readonly Row[];
  readonly evaluations?: readonly Row[];
  /** In the order in which they were created. */
  readonly deployments?: readonly Row[];
  readonly allocations?: readonly Row[];
  /** Registrations of services that Nomad keeps itself. */
  readonly services?: readonly Row[];
  /** Results of checks that Nomad runs itself, by the allocation's ID and the check's. */
  readonly checks?: Readonly<Record<string, Readonly<Record<string, Row>>>>;
}

/** The allocations, deployments and evaluations of a job. */
export interface RunningJob {
  /** Numbers of its allocations, see `allocationId`. */
  readonly allocations: readonly number[];
  /** Of an evaluation that is blocked: metrics by group. */
  readonly blocked?: Readonly<Record<string, unknown>>;
}

/**
 * A Nomad that runs these service jobs, each with one group and one service of the same name; allocation N is at
 * `10.0.0.N:80`.
 */
export function runningJobs(jobs: Readonly<Record<string, RunningJob>>): NomadContents {
  const all = Object.entries(jobs);
  const each = (make: (job: string, number: number) => Row) =>
    all.flatMap(([job, { allocations }]) => allocations.map((number) => make(job, number)));
  return {
    jobs: all.map(([ID]) => ({ ID, Name: ID, Type: "service", Status: "running", Stop: false })),
    allocations: each(allocationOf),
    services: each(registrationOf),
    evaluations: all.flatMap(([JobID, { blocked }]) =>
      blocked === undefined
        ? []
        : [{ ID: `blocked-${JobID}`, JobID, Type: "service", Status: "blocked", FailedTGAllocs: blocked }],
    ),
  };
}

function allocationOf(job: string, number: number): Row {
  return {
    ...{ ID: allocationId(number), Name: `${job}.${job}[${number}]`, JobID: job, TaskGroup: job },
    ...{ DesiredStatus: "run", ClientStatus: "running" },
    AllocatedResources: {
      Shared: { Ports: [{ Label: "http", Value: 80, To: 0, HostIP: `10.0.0.${number}` }] },
      Tasks: {},
    },
  };
}

function registrationOf(job: string, number: number): Row {
  return {
    ...{ ID: `_nomad-task-${allocationId(number)}-group-${job}-${job}-http`, ServiceName: job, JobID: job },
    ...{ AllocID: allocationId(number), Tags: [], Address: `10.0.0.${number}`, Port: 80 },
  };
}
