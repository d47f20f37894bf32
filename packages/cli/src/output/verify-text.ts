import { counted } from "@nomadx/core/text";
import {
  layers as allLayers,
  type Layer,
  type LayerState,
  type RouteProbe,
  type VerifyReport,
} from "@nomadx/core/verify";

import { oneLine } from "../terminal/clean-text.ts";
import type { Palette } from "../terminal/palette.ts";
import { table } from "./table.ts";

const words: Readonly<Record<LayerState, string>> = { ok: "ok", wrong: "WRONG", unknown: "?", none: "-" };

const layerNames: Readonly<Record<Layer, string>> = {
  nomad: "Nomad",
  consul: "Consul",
  dns: "DNS",
  fabio: "Fabio",
  probe: "requests",
};

/** Services and layers as a table, and what requests have shown. */
export function verifyTable({ services, probes }: Pick<VerifyReport, "services" | "probes">): string {
  const heads = ["SERVICE", "JOB", ...allLayers.map((layer) => layer.toUpperCase()), "SEEN"];
  const rows = services.map(({ service, job, layers }) => [
    service,
    job,
    ...allLayers.map((layer) => words[layers[layer]]),
    seenText(probes.filter((probe) => probe.service === service)),
  ]);
  return table([heads, ...rows]);
}

/** `2 of 2 in 6 requests`; of each way that leads to the service. */
function seenText(probes: readonly RouteProbe[]): string {
  return probes
    .filter(({ skipped }) => skipped === undefined)
    .map(({ seen, unseen, requests, identified }) => {
      const all = seen.length + unseen.length;
      const times = counted(requests, "request");
      if (all === 0) return times;
      // Their answers are alike: so many requests leave less than a chance in a thousand that one got none.
      const how = identified === "by-chance" && seen.length > 0 ? ", by chance" : "";
      return `${seen.length} of ${all} in ${times}${how}`;
    })
    .join("; ");
}

function isNone(state: LayerState): boolean {
  return state === "none";
}

/** The layers that were not asked, and the last line. */
export function verifySummary(report: VerifyReport, { bold, green, red }: Palette): string {
  const { verified, services, findings, probes, idle, empty } = report;
  const skipped = probes.flatMap(({ route, skipped: reason }) =>
    reason === undefined ? [] : [`no request to ${oneLine(route)}: ${oneLine(reason)}`],
  );
  const wrong = services.filter(({ layers }) => Object.values(layers).includes("wrong")).length;
  const problems = findings.filter(({ severity }) => severity !== "warning").length;
  const all = counted(services.length, "service");
  const unasked = idle.map((service) => `no request to ${oneLine(service)}: its job has no instances`);
  const absent = empty.map(
    ({ service, layers }) =>
      `nothing to ask of ${oneLine(service)} in ${layers.map((layer) => layerNames[layer]).join(" and ")}: no instance is there`,
  );
  const last = verified
    ? green(bold(`Verified: ${all}.`))
    : red(
        bold(
          nothingVerified(report) ??
            `Not verified: ${counted(problems, "problem")}, ${wrong} of ${all} affected.`,
        ),
      );
  return [...skipped, ...unasked, ...new Set(absent), last].join("\n");
}

/** That nothing was verified though nothing is wrong, and why; `undefined` where that is not so. */
export function nothingVerified({ verified, services, findings, empty }: VerifyReport): string | undefined {
  if (verified || findings.some(({ severity }) => severity !== "warning")) return undefined;
  return `Nothing was verified: ${nothingSeen({ services, empty })}.`;
}

/** Why no layer has said anything of any service. */
function nothingSeen({ services, empty }: Pick<VerifyReport, "services" | "empty">): string {
  if (services.length === 0) return "the files have no service";
  const isUnconcerned = services.every(({ layers }) => Object.values(layers).every(isNone));
  if (isUnconcerned && empty.length > 0) return "no instance of these services is there to be asked";
  return isUnconcerned
    ? "none of the layers that were asked concerns these services"
    : "no layer could be asked about these services";
}
