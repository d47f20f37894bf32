import { spawnSync } from "node:child_process";

/**
 * The environment of everything that is measured: without what makes Node itself slow at its start, and without what
 * would change the cluster or the output.
 */
export const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(NOMAD_|NODE_OPTIONS$|NODE_EXTRA_CA_CERTS$|FORCE_COLOR$)/.test(name),
  ),
);

/**
 * Runs each command once a round, one after the other, and gives for each the median of its time as a ratio to that of
 * the first command in the same round. Two rounds before the first one are not counted.
 *
 * Times in milliseconds mean nothing on a shared machine; ratios within a round do.
 * @param {readonly { name: string, command: readonly string[], codes?: readonly number[], env?: Record<string, string> }[]} contenders
 * @param {number} rounds
 * @returns {Map<string, { median: number, low: number, high: number }>} with the quartiles
 */
export function ratiosToFirst(contenders, rounds) {
  const ratios = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = -2; round < rounds; round++) {
    let reference;
    for (const contender of contenders) {
      const time = timeOf(contender);
      reference ??= time;
      if (round >= 0) ratios.get(contender.name).push(time / reference);
    }
  }
  return new Map([...ratios].map(([name, values]) => [name, quartiles(values)]));
}

/** Wall-clock time of the whole process in nanoseconds. What it prints must not matter, so it goes into a pipe. */
function timeOf({ name, command: [program, ...rest], codes = [0], env = {} }) {
  const begun = process.hrtime.bigint();
  const { status, stdout, stderr, error } = spawnSync(program, rest, {
    env: { ...environment, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const time = Number(process.hrtime.bigint() - begun);
  if (error !== undefined) throw error;
  if (!codes.includes(status)) throw new Error(`${name} exited with ${status}:\n${stdout}${stderr}`);
  return time;
}

function quartiles(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}
