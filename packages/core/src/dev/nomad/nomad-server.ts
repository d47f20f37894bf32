import type { ApiRequest, Handler, Routes } from "../http/api.ts";
import { Changes } from "../http/changes.ts";
import type { LoopbackServer } from "../http/loopback-server.ts";
import { isReply, jsonReply, refusal, type Answer, type Reply } from "../http/reply.ts";
import { serveApi, type ApiOptions } from "../http/serve-api.ts";
import type { NomadContents, Row } from "./contents.ts";

type Table = Exclude<keyof NomadContents, "checks">;

/**
 * A Nomad agent: the reads of its API (2.0.5) about what `read()` says at the time, blocking queries among them. What
 * becomes of a write, `routes` say: `PUT /v1/jobs`.
 * @example
 * const nomad = await serveNomad(() => runningJobs({ web: { allocations: [1, 2] } }));
 */
export function serveNomad(read: () => NomadContents, options: ApiOptions = {}): Promise<LoopbackServer> {
  const changes = new Changes(read);
  const answer =
    (
      find: (rows: (table: Table) => readonly Row[], request: ApiRequest, contents: NomadContents) => unknown,
    ): Handler =>
    async (request) => {
      const { contents, index } = await changes.after(request);
      const rows = (table: Table) =>
        // Nodes are in no namespace.
        (contents[table] ?? []).filter((row) => table === "nodes" || isInNamespace(row, request));
      const found = find(rows, request, contents);
      return isReply(found) ? found : nomadReply(found, index);
    };
  const list = (table: Table, key?: string): Handler =>
    answer((rows, request) =>
      rows(table).filter((row) => key === undefined || row[key] === request.names[0]),
    );
  const filtered = (table: Table): Handler =>
    answer((rows, { query }) => filterRows(rows(table), query.get("filter"), query.get("prefix")));
  const one = (table: Table, missing: string): Handler =>
    answer((rows, { names: [id] }) => rows(table).find(({ ID }) => ID === id) ?? refusal(404, missing));

  const own: Routes = {
    "GET /v1/nodes": filtered("nodes"),
    "GET /v1/node/*": one("nodes", "node not found"),
    "GET /v1/jobs": filtered("jobs"),
    "GET /v1/job/*": one("jobs", "job not found"),
    "GET /v1/job/*/allocations": list("allocations", "JobID"),
    "GET /v1/job/*/evaluations": list("evaluations", "JobID"),
    "GET /v1/job/*/deployments": list("deployments", "JobID"),
    "GET /v1/job/*/deployment": answer(
      (rows, { names: [id] }) => rows("deployments").findLast(({ JobID }) => JobID === id) ?? null,
    ),
    "GET /v1/job/*/summary": answer((rows, { names: [id] }) => summary(id ?? "", rows("allocations"))),
    "GET /v1/allocations": filtered("allocations"),
    "GET /v1/allocation/*": one("allocations", "alloc not found"),
    "GET /v1/client/allocation/*/checks": answer(
      (_, { names: [id = ""] }, { checks = {} }) => checks[id] ?? {},
    ),
    "GET /v1/evaluations": filtered("evaluations"),
    "GET /v1/evaluation/*": one("evaluations", "eval not found"),
    "GET /v1/evaluation/*/allocations": list("allocations", "EvalID"),
    "GET /v1/deployments": filtered("deployments"),
    "GET /v1/deployment/*": one("deployments", "deployment not found"),
    "GET /v1/deployment/allocations/*": list("allocations", "DeploymentID"),
    "GET /v1/services": answer((rows) => servicesByNamespace(rows("services"))),
    "GET /v1/service/*": list("services", "ServiceName"),
    "GET /v1/status/leader": answer(() => "127.0.0.1:4647"),
    "GET /v1/status/peers": answer(() => ["127.0.0.1:4647"]),
  };
  return serveApi(own, options);
}

/** An answer of Nomad's, in JSON and with its index. */
export function nomadReply(value: unknown, index = 7): Answer {
  return jsonReply(value, {
    "X-Nomad-Index": String(index),
    "X-Nomad-Knownleader": "true",
    "X-Nomad-Lastcontact": "0",
  });
}

function namespaceOf({ Namespace = "default" }: Row): unknown {
  return Namespace;
}

function isInNamespace(row: Row, { query }: ApiRequest): boolean {
  const wanted = query.get("namespace") ?? "default";
  return wanted === "*" || namespaceOf(row) === wanted;
}

/** Of Nomad's filter expressions only `FIELD == "VALUE"` is known: another one must not look as if it had found nothing. */
function filterRows(
  rows: readonly Row[],
  filter: string | null,
  prefix: string | null,
): readonly Row[] | Reply {
  const [, field = "", value] = /^(\w+) == "([^"]*)"$/.exec(filter ?? "") ?? [];
  if (filter !== null && value === undefined)
    return refusal(400, `the dev server cannot filter by ${filter}`);
  return rows.filter(
    (row) =>
      (filter === null || row[field] === value) && (prefix === null || String(row["ID"]).startsWith(prefix)),
  );
}

function summary(JobID: string, allocations: readonly Row[]): Row {
  const own = allocations.filter((row) => row["JobID"] === JobID);
  const groups = new Set(own.map(({ TaskGroup }) => String(TaskGroup)));
  const countIn = (group: string, status: string) =>
    own.filter(({ TaskGroup, ClientStatus }) => TaskGroup === group && ClientStatus === status).length;
  const countsOf = (group: string) => ({
    ...{ Queued: 0, Complete: countIn(group, "complete"), Failed: countIn(group, "failed") },
    ...{ Running: countIn(group, "running"), Starting: countIn(group, "pending") },
    ...{ Lost: countIn(group, "lost"), Unknown: countIn(group, "unknown") },
  });
  return { JobID, Summary: Object.fromEntries(Array.from(groups, (group) => [group, countsOf(group)])) };
}

function servicesByNamespace(registrations: readonly Row[]): readonly Row[] {
  const namespaces = new Set(registrations.map(namespaceOf));
  return Array.from(namespaces, (Namespace) => {
    const own = registrations.filter((row) => namespaceOf(row) === Namespace);
    const names = new Set(own.map(({ ServiceName }) => ServiceName));
    return {
      Namespace,
      Services: Array.from(names, (ServiceName) => ({
        ServiceName,
        Tags: [...new Set(own.filter((row) => row["ServiceName"] === ServiceName).flatMap(tagsOf))],
      })),
    };
  });
}

function tagsOf({ Tags }: Row): readonly unknown[] {
  return Array.isArray(Tags) ? Tags : [];
}
