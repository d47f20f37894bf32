import type { LintRow } from "../lint-row.ts";
import { portOf } from "../../config/listener.ts";
import { settingPlace } from "../check.ts";

/** The job that runs Fabio. */
export const fabioJobLints = {
  "job-static-port": {
    severity: "error",
    scope: ["fabio"],
    title: "A listener without a static port in the job that runs Fabio",
    doc: "Nomad may give the port to another job, and in bridge mode it cannot be reached.",
    fix: "Add the port with `static` to the job's network.",
    evidence: "read-in-code",
    check: {
      needs: ["fabio-job", "settings"],
      run: (routing) => {
        const { settings, fabioTask } = routing;
        const ui = settings?.ui?.result;
        const all = [...(settings?.listeners ?? []), ...(ui === undefined || "error" in ui ? [] : [ui])];
        return all
          .filter(({ protocol }) => protocol !== "tcp-dynamic")
          .filter((listener) => !(fabioTask?.staticPorts ?? []).includes(portOf(listener) ?? 0))
          .map(({ address }) => ({
            place: settingPlace(routing),
            message: `No network of the job reserves the port of ${address}`,
          }));
      },
    },
  },
  "health-only": {
    severity: "warning",
    scope: ["fabio"],
    title: "A job whose only check of Fabio is `/health`",
    doc: "It answers 200 even when the table is frozen or no listener is open.",
    fix: "Add a TCP check on a proxy port.",
    evidence: "seen-1.7.3",
    check: {
      needs: ["fabio-job"],
      run: (routing) => {
        const checks = routing.fabioTask?.checks ?? [];
        const isOnly =
          checks.length > 0 &&
          checks.every(
            // With a host of its own it goes through a route.
            ({ type, path, host }) => type === "http" && path === "/health" && host === "",
          );
        return isOnly
          ? [{ place: settingPlace(routing), message: "The job's only check asks for /health" }]
          : [];
      },
    },
  },
} satisfies Readonly<Record<string, LintRow>>;
