// Prints one closing line for the outputs of ./scripts/test and ./scripts/conformance, which are given as files.
import { readFile } from "node:fs/promises";

const [tests, cases] = await Promise.all(process.argv.slice(2).map((file) => readFile(file, "utf8")));
const [testCounts, caseCounts] = [countsIn(tests), cases === "" ? none() : countsIn(cases)];
const sum = (name) => testCounts[name] + caseCounts[name];
console.log(`${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);

function none() {
  return { passed: 0, failed: 0, skipped: 0 };
}

/** The numbers of the last line. An output without them ended early: that is one failure. */
function countsIn(output) {
  const last = output.trimEnd().split("\n").at(-1) ?? "";
  const found = /(\d+) passed, (\d+) failed, (\d+) skipped$/.exec(last);
  return found === null
    ? { ...none(), failed: 1 }
    : { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3]) };
}
