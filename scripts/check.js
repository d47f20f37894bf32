// Runs the checks of the workspace and ends with one plain line: `N passed, N failed, N skipped`.
//
//   node scripts/check.js                 everything but the slow lanes (`pnpm check`)
//   node scripts/check.js --all           with the second Node and the end-to-end suite (`./scripts/test`)
//   node scripts/check.js lint types      only these
import { slowestFiles } from "./check/slowest-files.js";
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
const files = [];
const failures = [];
const begun = Date.now();
const secondsSince = (time) => ((Date.now() - time) / 1000).toFixed(1);

async function timed({ name, run }) {
  const started = Date.now();
  const outcome = await run();
  return { name, seconds: secondsSince(started), ...outcome };
}

/** Starts the steps of a stage, each once what it needs has ended. */
function start(stage) {
  const started = new Map();
  for (const step of stage) {
    const before = started.get(step.after);
    started.set(step.name, before === undefined ? timed(step) : before.then(() => timed(step)));
  }
  return [...started.values()];
}

function report({
  name,
  seconds,
  passed,
  failed,
  skipped,
  output,
  files: ofStep = [],
  failures: itsFailures = [],
}) {
  if (failed > 0 || passed === 0) process.stdout.write(`${output.trimEnd()}\n`);
  const verdict = failed > 0 ? "FAILED " : passed === 0 ? "skipped" : "ok     ";
  console.log(`${verdict} ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds} s)`);
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  failures.push(...itsFailures.map((failure) => `${name}: ${failure}\n`));
  files.push(...ofStep.map((file) => ({ ...file, step: name })));
}

for (const [number, stage] of chosen.entries()) {
  for (const outcome of start(stage)) report(await outcome);
  if (number === 0 && names.length === 0) {
    const verdict = total.failed === 0 ? "nothing failed" : `${total.failed} failed`;
    console.log(`first verdict, of what is quick: ${verdict} (after ${secondsSince(begun)} s)`);
  }
}

process.stdout.write(slowestFiles(files));
// Once more at the end, since of a long output often only the end is kept.
if (failures.length > 0) process.stdout.write(`What failed\n${failures.join("")}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;
