// Runs the checks of the workspace and ends with one plain line: `N passed, N failed, N skipped`.
//
//   node scripts/check.js                 everything but the slow lanes (`pnpm check`)
//   node scripts/check.js --all           with the second Node and the end-to-end suite (`./scripts/test`)
//   node scripts/check.js lint types      only these
import { slowStage, stages } from "./check/steps.js";

const names = process.argv.slice(2).filter((argument) => argument !== "--all");
const known = [...stages, slowStage];
const knownNames = known.flat().map(({ name }) => name);
const unknown = names.filter((name) => !knownNames.includes(name));
if (unknown.length > 0) {
  console.error(`There is no check ${unknown.join(", ")}. There are: ${knownNames.join(", ")}`);
  process.exit(64);
}
const chosen =
  names.length > 0
    ? known.map((stage) => stage.filter(({ name }) => names.includes(name)))
    : process.argv.includes("--all")
      ? known
      : stages;

const total = { passed: 0, failed: 0, skipped: 0 };

async function timed({ name, run }) {
  const begun = Date.now();
  const outcome = await run();
  return { name, seconds: ((Date.now() - begun) / 1000).toFixed(1), ...outcome };
}

function report({ name, seconds, passed, failed, skipped, output }) {
  if (failed > 0 || passed === 0) process.stdout.write(`${output.trimEnd()}\n`);
  const verdict = failed > 0 ? "FAILED " : passed === 0 ? "skipped" : "ok     ";
  console.log(`${verdict} ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds} s)`);
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}

for (const stage of chosen) {
  for (const outcome of stage.map(timed)) report(await outcome);
}

console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;
