import { allocationId } from "./allocation-id.ts";
import { sendJson, sendText, serveHttp, type LoopbackServer } from "../http/loopback-server.ts";

/** What Nomad runs of a job. */
export interface RunningJob {
  /** Numbers of its allocations, see `allocationId`. */
  readonly allocations: readonly number[];
  /** Of an evaluation that is blocked: metrics by group. */
  readonly blocked?: Readonly<Record<string, unknown>>;
}

/** A server that answers the reads of Nomad's API about jobs by ID, each with one group of the same name. */
export function serveNomad(running: Readonly<Record<string, RunningJob>>): Promise<LoopbackServer> {
  return serveHttp((request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://nomad");
    const [, id = "", more = ""] = /^\/v1\/job\/([^/]+)(\/evaluations)?$/.exec(pathname) ?? [];
    const wanted = /^JobID == "(.*)"$/.exec(searchParams.get("filter") ?? "")?.[1] ?? "";
    const job = running[id] ?? running[wanted];
    const [, service] = /^\/v1\/service\/(.+)$/.exec(pathname) ?? [];
    const [, allocation] = /^\/v1\/allocation\/([^/]+)$/.exec(pathname) ?? [];
    const owner = Object.entries(running).find(([, { allocations }]) =>
      allocations.some((number) => allocationId(number) === allocation),
    );
    if (allocation !== undefined) {
      if (owner === undefined) sendText(response, 404, "alloc not found");
      else sendJson(response, { ...allocationOf(owner[0])(0), ID: allocation });
    } else if (service !== undefined)
      sendJson(response, (running[service]?.allocations ?? []).map(registrationOf(service)));
    else if (pathname.endsWith("/checks")) sendJson(response, {});
    else if (job === undefined) sendText(response, 404, "job not found");
    else if (pathname === "/v1/allocations") sendJson(response, job.allocations.map(allocationOf(wanted)));
    else if (more === "")
      sendJson(response, { ID: id, Name: id, Type: "service", Status: "running", Stop: false });
    else if (job.blocked === undefined) sendJson(response, []);
    else sendJson(response, [evaluation(id, job.blocked)]);
  });
}

function evaluation(JobID: string, FailedTGAllocs: Readonly<Record<string, unknown>>) {
  return { ID: "e1", JobID, Type: "service", Status: "blocked", FailedTGAllocs };
}

/** One that runs at 10.0.0.N:80. */
function allocationOf(job: string) {
  return (number: number) => ({
    ...{ ID: allocationId(number), Name: `${job}.${job}[${number}]`, JobID: job, TaskGroup: job },
    ...{ DesiredStatus: "run", ClientStatus: "running" },
    AllocatedResources: {
      Shared: { Ports: [{ Label: "http", Value: 80, To: 0, HostIP: `10.0.0.${number}` }] },
      Tasks: {},
    },
  });
}

/** A service of the same name as its job, as Nomad keeps it. */
function registrationOf(job: string) {
  return (number: number) => ({
    ...{ ID: `_nomad-task-${allocationId(number)}-group-${job}-${job}-http`, ServiceName: job, JobID: job },
    ...{ AllocID: allocationId(number), Tags: [], Address: `10.0.0.${number}`, Port: 80 },
  });
}
