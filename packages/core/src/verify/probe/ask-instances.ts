import { countComplaints } from "./count-complaints.ts";
import type { Expectation } from "./expectation.ts";
import type { SeenMarks } from "./identities.ts";
import { asPassedOn, directRequest, type ProbedInstance } from "./instance.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { marksOf } from "./marks.ts";
import type { ProbeRequest } from "./probe-request.ts";
import { probe, type ProbeOptions } from "./probe.ts";
import type { DirectReport } from "./route-report.ts";

/** The answers of instances that were asked directly. */
export interface AskedInstances {
  readonly reports: readonly DirectReport[];
  /** Of those that have answered each time. */
  readonly seen: readonly SeenMarks[];
  /** Statuses of answers without a body. */
  readonly bareStatuses: ReadonlySet<number>;
}

/** The request that instances are asked directly. */
export interface DirectQuestion {
  /** As it goes to Fabio. */
  readonly request: ProbeRequest;
  readonly expectation: Expectation;
  readonly instances: readonly ProbedInstance[];
}

/**
 * Asks all instances at once: in the first round each twice, the second time as Fabio would; later once, as Fabio would.
 * @throws {NomadxError} `usage` where an instance speaks another protocol than the request
 */
export async function askInstances(
  { request, expectation, instances }: DirectQuestion,
  round: "first" | "again",
  options: ProbeOptions,
): Promise<AskedInstances> {
  const asked = await Promise.all(
    instances.map(async (instance) => {
      const direct = directRequest(request, instance);
      const passedOn = asPassedOn(direct, request);
      const answers = round === "first" ? [await probe(direct, options)] : [];
      answers.push(await probe(passedOn, options));
      const complaints = answers.flatMap((answer) => judgeAnswer(answer, expectation, direct));
      return {
        report: { id: instance.id, complaints: countComplaints(complaints) },
        seen: { id: instance.id, answers: answers.map((answer) => marksOf(answer, expectation.instance)) },
        bare: answers.flatMap((each) => (each.kind === "http" && each.body === "" ? [each.status] : [])),
        answered: answers.every(({ kind }) => kind !== "failed"),
      };
    }),
  );
  return {
    reports: asked.map(({ report }) => report),
    seen: asked.filter(({ answered }) => answered).map(({ seen }) => seen),
    bareStatuses: new Set(asked.flatMap(({ bare }) => bare)),
  };
}
