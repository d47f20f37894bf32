import type { Context } from "../command/context.ts";
import type { ConsulConnection } from "../connect/consul.ts";
import { milliseconds } from "../flags/milliseconds.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { checkFabios, type CheckedFabio } from "./check-fabios.ts";
import type { FindFabios } from "./find-fabios.ts";
import type { LoadedJobRoutes } from "./job-routes.ts";
import { pollUntil } from "./poll-until.ts";
import { oneLine } from "../terminal/clean-text.ts";

/** For one request, unless the time is up sooner. */
const REQUEST_MS = 10_000;

/** Whom to ask, and for how long. */
interface Expectation {
  readonly find: FindFabios;
  readonly consul: ConsulConnection | undefined;
  /** Whether a route that the files do not lead to is a mismatch, too, of any service. */
  readonly isComplete: boolean;
  /** The value of `--timeout`; without one, each Fabio is asked once. */
  readonly timeout: string | undefined;
}

/**
 * Checks Fabios until each is as expected or the time is up; the last round, empty when none runs.
 * @throws an `Interruption`, or `timeout`, where that came before the end of the first round
 */
export async function untilExpected(
  jobs: LoadedJobRoutes,
  { find, consul, isComplete, timeout }: Expectation,
  { terminal, interrupted }: Pick<Context, "terminal" | "interrupted">,
): Promise<readonly CheckedFabio[]> {
  const limitMs = timeout === undefined ? 0 : milliseconds("timeout", timeout);
  const told = new Map<string, string>();
  return pollUntil(
    async (leftMs, signal) => {
      // The first answer gets its time, and each of the others at least a second.
      const timeoutMs = timeout === undefined ? REQUEST_MS : Math.min(REQUEST_MS, Math.max(1000, leftMs));
      return checkFabios(jobs, await find(signal), { isComplete, consul, timeoutMs, signal });
    },
    {
      isDone: (checked) => checked.length > 0 && checked.every(({ findings }) => findings.length === 0),
      isPassing: (checked) =>
        checked.some(({ findings }) =>
          findings.some(({ code }) => code === "stale-table" || code === "disagreement"),
        ),
      onWait: (checked) => reportChanges(checked, told, terminal),
      limitMs,
      signal: interrupted,
    },
  );
}

/** Tells what is otherwise with a Fabio than when it was told of last. */
function reportChanges(
  checked: readonly CheckedFabio[],
  told: Map<string, string>,
  terminal: Terminal,
): void {
  if (checked.length === 0 && !told.has("")) {
    told.set("", "");
    terminal.note("no Fabio runs yet");
  }
  for (const { address, findings } of checked) {
    const [first] = findings;
    const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : "";
    const state = first === undefined ? "as expected" : `${first.summary}${more}`;
    if (told.get(address) !== state) terminal.note(oneLine(`${address}: ${state}`));
    told.set(address, state);
  }
}
