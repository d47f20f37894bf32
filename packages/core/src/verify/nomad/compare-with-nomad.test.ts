import { expect, test } from "vitest";

import { compareWithNomad } from "./compare-with-nomad.ts";
import type { NomadState } from "./read-nomad.ts";
import { expectedServicesOf } from "../expected-service.ts";
import { jobWith, type JobParts } from "../testing/job-with.ts";
import { liveAllocation, nomadState } from "../testing/live-allocation.ts";

function found(state: NomadState, parts: JobParts = {}): readonly string[] {
  return compareWithNomad(expectedServicesOf([jobWith("web", parts)]), state).map(
    ({ evidence: { kind }, summary }) => `${kind}: ${summary}`,
  );
}

const [one, two] = [liveAllocation(1), liveAllocation(2)];
const other = liveAllocation(3, { group: "other" });
const canary = liveAllocation(4, { isCanary: true });
const failed = liveAllocation(2, { isRunning: false, isFailed: true, reason: 'Task "server": exit 1' });
const pending = liveAllocation(2, { isRunning: false, reason: "The allocation is pending" });
const done = liveAllocation(2, { isRunning: false, isComplete: true, reason: "All tasks have completed" });
const sysbatch = { job: { Type: "sysbatch" } } as const;
const blocked = { web: 'Dimension "memory" exhausted on 1 nodes' };
const stopped = { job: "stopped" } as const;
const system = { job: { Type: "system" } } as const;

test.each<[string, NomadState, JobParts, readonly string[]]>([
  ["all run", nomadState([one, two]), {}, []],
  ["all run, beside another group and a canary", nomadState([one, two, other, canary]), {}, []],
  ["no such job", nomadState([], { job: "missing" }), {}, ['job-missing: job "web" is not in Nomad']],
  ["it was stopped", nomadState([], stopped), {}, ['job-missing: job "web" is stopped']],
  ["it was stopped, as the file says", nomadState([], stopped), { job: { Stop: true } }, []],
  ["no such job, and none should run", nomadState([], { job: "missing" }), { count: 0 }, []],
  [
    "one failed",
    nomadState([one, failed]),
    {},
    [
      'allocation-failed: 1 of 2 allocations of group "web" of job "web" run: allocation 00000002: Task "server": exit 1',
    ],
  ],
  [
    "one starts",
    nomadState([one, pending]),
    {},
    [
      'allocation-missing: 1 of 2 allocations of group "web" of job "web" run: allocation 00000002: The allocation is pending',
    ],
  ],
  [
    "one finds no node",
    nomadState([one], { blocked }),
    {},
    [
      'allocation-missing: 1 of 2 allocations of group "web" of job "web" run: Dimension "memory" exhausted on 1 nodes',
    ],
  ],
  [
    "one is not there, and nobody says why",
    nomadState([one]),
    {},
    ['allocation-missing: 1 of 2 allocations of group "web" of job "web" run'],
  ],
  [
    "one more than the file says",
    nomadState([one, two]),
    { count: 1 },
    ['allocation-extra: 2 allocations of group "web" of job "web" run, and the file says 1'],
  ],
  ["a system job on two nodes", nomadState([one, two]), system, []],
  [
    "a system job that failed on one of two nodes",
    nomadState([one, failed]),
    system,
    [
      'allocation-failed: 1 of 2 allocations of group "web" of job "web" run: allocation 00000002: Task "server": exit 1',
    ],
  ],
  [
    "a system job on no node",
    nomadState([]),
    system,
    ['allocation-missing: 0 of 1 allocations of group "web" of job "web" run'],
  ],
  ["a batch job that is done", nomadState([one, done], { type: "batch" }), {}, []],
  ["a sysbatch job that is done", nomadState([done], { type: "sysbatch" }), sysbatch, []],
  [
    "a batch job that has failed",
    nomadState([done, { ...failed, id: "x" }], { type: "batch" }),
    {},
    [
      'allocation-failed: 0 of 1 allocations of group "web" of job "web" run: allocation x: Task "server": exit 1',
    ],
  ],
  [
    "a service job that is done",
    nomadState([one, done]),
    {},
    [
      'allocation-missing: 1 of 2 allocations of group "web" of job "web" run: allocation 00000002: All tasks have completed',
    ],
  ],
  ["what Nomad was not asked about", new Map(), {}, []],
])("%s", (_, state, parts, expected) => {
  expect(found(state, parts)).toEqual(expected);
});

test("a finding names the service's place in the file, and the way out", () => {
  expect(compareWithNomad(expectedServicesOf([jobWith("web")]), nomadState([one]))).toEqual([
    {
      severity: "error",
      code: "nomad/allocation-missing",
      service: "web",
      job: "web",
      keys: ["TaskGroups", 0, "Services", 0],
      summary: '1 of 2 allocations of group "web" of job "web" run',
      help: "nomadx status web shows its allocations and their events.",
      evidence: { layer: "nomad", kind: "allocation-missing" },
    },
  ]);
});
