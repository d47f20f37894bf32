import { isRecord } from "../../jobspec/key-path.ts";
import { recordedPlan } from "../../plan/testing/recorded-plans.ts";
import type { ApiRequest, PlacedFault, Routes } from "../http/api.ts";
import { cut } from "../http/faults.ts";
import type { LoopbackServer, SeenRequest } from "../http/loopback-server.ts";
import { isReply, refusal } from "../http/reply.ts";
import type { NomadContents } from "../nomad/contents.ts";
import { nomadReply } from "../nomad/nomad-server.ts";
import { startNomadServer } from "./servers.ts";

/** Answers requests, with a reply, or with what is to be sent as JSON. */
export type Script = (request: ApiRequest) => unknown;

/** Scripts by method and path, see `Routes`. */
export type Scripts = Readonly<Record<string, Script>>;

/** A Nomad in which nothing is but what `contents` say, and that answers by `scripts` where they know something. */
export function startNomad(
  scripts: Scripts,
  contents: NomadContents = {},
  faults: readonly PlacedFault[] = [],
): Promise<LoopbackServer> {
  return startNomadServer(() => contents, { routes: scripted(scripts), faults });
}

/** Scripts as the routes of a server. */
function scripted(scripts: Scripts): Routes {
  const routes = Object.entries(scripts).map(([route, script]) => {
    const handler: Routes[string] = async (request) => {
      const answer = await script(request);
      return isReply(answer) ? answer : nomadReply(answer);
    };
    return [route, handler] as const;
  });
  return Object.fromEntries(routes);
}

/** Says no in Nomad's way. */
export function refuse(status: number, text: string): Script {
  return () => refusal(status, text);
}

/** Closes the connection without an answer. */
export const hangUp: Script = () => "hang-up";

/** Promises more than it sends. */
export const breakOff: Script = () =>
  cut(16)(async () => nomadReply({ Diff: { Type: "Edited", ID: "web" } }));

/** The job in a request to plan, validate or register it. */
export function jobIn({ body }: SeenRequest): { readonly ID?: unknown } {
  const value: unknown = JSON.parse(body);
  return isRecord(value) && isRecord(value["Job"]) ? value["Job"] : {};
}

/** Nomad's answer to the plan of a job that is new to it: a group `web` with two instances. */
export const planOfNewJob = (request: SeenRequest) => {
  const { plan } = recordedPlan("new-service");
  return { ...plan, Warnings: "", Diff: { ...plan.Diff, ID: String(jobIn(request).ID) } };
};

/** Takes a job; `evaluation` is what it says comes of it. */
export function takeJob(evaluation: string): Script {
  return () => ({ EvalID: evaluation, EvalCreateIndex: 7, JobModifyIndex: 7, Warnings: "" });
}
