import type { Diagnostic } from "@nomadx/core";
import {
  namedPlace,
  placeOfJob,
  saysSame,
  serverItems,
  type ApiJob,
  type ServerItem,
} from "@nomadx/core/jobspec";

import type { Cluster } from "../connect/cluster.ts";
import { assertNamespaces } from "../connect/namespaces.ts";
import type { LoadedInputs } from "../inputs/load-inputs.ts";
import { aboutJob, isAboutJob } from "./job-refusal.ts";

/** The server's verdict on one job. */
export interface ServerVerdict {
  readonly accepts: boolean;
  /** At the places in the file that the server's text names. */
  readonly findings: readonly Diagnostic[];
}

/** The server's verdict on each job, as diagnostics about its file. */
export async function serverVerdicts(
  cluster: Cluster,
  { jobs, locate }: Pick<LoadedInputs, "jobs" | "locate">,
): Promise<ServerVerdict[]> {
  assertNamespaces(
    cluster,
    jobs.map(({ job }) => job),
  );
  return Promise.all(
    jobs.map(async (loaded) => {
      const { file, job } = loaded;
      const { errors, warnings } = await verdictOn(withPlace(job, cluster), file, cluster);
      const findings = [
        ...errors.map((item) => serverDiagnostic("error", item, job)),
        ...warnings.map((item) => serverDiagnostic("warning", item, job)),
      ];
      return { accepts: errors.length === 0, findings: await locate(loaded, findings) };
    }),
  );
}

/**
 * Our findings and the server's, each thing once: where both say the same it is ours, at its place and in our words, and an
 * error where the server refuses what ours only doubts.
 */
export function withVerdict(ours: readonly Diagnostic[], { findings }: ServerVerdict): readonly Diagnostic[] {
  const isSame = (mine: Diagnostic, theirs: Diagnostic): boolean =>
    mine.serverText !== undefined && saysSame({ within: [], text: theirs.serverText ?? "" }, mine.serverText);
  return [
    ...ours.map((mine) =>
      findings.some((theirs) => theirs.severity === "error" && isSame(mine, theirs))
        ? { ...mine, severity: "error" as const }
        : mine,
    ),
    ...findings.filter((theirs) => !ours.some((mine) => isSame(mine, theirs))),
  ];
}

async function verdictOn(
  job: ApiJob,
  file: string,
  { client }: Cluster,
): Promise<{ errors: readonly ServerItem[]; warnings: readonly ServerItem[] }> {
  try {
    const { value } = await client.jobs.validate(job);
    const { ValidationErrors, Error, Warnings } = value;
    const errors = ValidationErrors.length > 0 ? ValidationErrors : [Error];
    return { errors: errors.flatMap(serverItems), warnings: serverItems(Warnings) };
  } catch (error) {
    const text = isAboutJob(error) ? (error.request?.text ?? "") : "";
    // A few mistakes of a job are refused before they are judged.
    if (/^error in job|namespace/i.test(text)) return { errors: serverItems(text), warnings: [] };
    throw aboutJob(error, { file, id: job.ID ?? "" });
  }
}

/** Unlike plan and register, validate does not fill these in. */
function withPlace(job: ApiJob, { config }: Cluster): ApiJob {
  const { namespace, region } = placeOfJob(job, config);
  return { ...job, Namespace: namespace, Region: region };
}

function serverDiagnostic(severity: Diagnostic["severity"], item: ServerItem, job: ApiJob): Diagnostic {
  return {
    severity,
    code: severity === "error" ? "NX301" : "NX302",
    summary: [...item.within, item.text].join(": "),
    keys: namedPlace(item, job),
    at: "key",
    serverText: item.text,
  };
}
