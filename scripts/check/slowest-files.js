/**
 * A file of tests that was run.
 * @typedef {{ name: string, tests: number, seconds: number, step: string }} TestFile `seconds` by the clock, so with what
 *   it waits for
 */

/**
 * A table of the test files that took longest, and what all files took, by step.
 * @param {readonly TestFile[]} files
 * @param {number} [most] how many are shown
 */
export function slowestFiles(files, most = 15) {
  if (files.length === 0) return "";
  const slowest = files.toSorted((a, b) => b.seconds - a.seconds).slice(0, most);
  const row = (seconds, tests, text) =>
    `${seconds.toFixed(1).padStart(8)}  ${`${tests}`.padStart(5)}  ${text}\n`;
  const sums = new Map();
  for (const { step, seconds, tests } of files) {
    const sum = sums.get(step) ?? { seconds: 0, tests: 0, files: 0 };
    sums.set(step, { seconds: sum.seconds + seconds, tests: sum.tests + tests, files: sum.files + 1 });
  }
  return [
    "Where the time of the tests goes\n",
    " seconds  tests  file\n",
    ...slowest.map(({ name, tests, seconds, step }) => row(seconds, tests, `${name} (${step})`)),
    ...Array.from(sums, ([step, sum]) => row(sum.seconds, sum.tests, `all ${sum.files} files of ${step}`)),
  ].join("");
}
