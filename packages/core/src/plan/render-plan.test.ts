import { expect, test } from "vitest";

import type { AllocationMetric } from "../answers/allocation-metric.ts";
import type { JobPlanResponse, PreemptedAllocation } from "../answers/plan-response.ts";
import { maskPlan } from "./mask-plan.ts";
import { placementFailureReasons } from "./placement-reasons.ts";
import { renderPlan, type PlanTextOptions } from "./render-plan.ts";
import { recordedPlan, recordedPlans, type RecordedRun } from "./testing/recorded-plans.ts";

const server = { kind: "server", address: "http://127.0.0.1:4646" } as const;
const options: PlanTextOptions = {
  file: "web.ts",
  now: new Date("2026-01-01T00:00:00Z"),
  comparedWith: server,
};

const runs = recordedPlans.flatMap((recorded) =>
  recorded.cli.map((run) => [recorded.name, run.args.slice(2).join(" "), recorded, run] as const),
);

test.each(runs)("%s is printed as the CLI does with %s", (_, __, { plan, job }, run) => {
  const text = renderPlan(plan, job, {
    wording: "nomad",
    file: "job.json",
    now: new Date(run.now),
    diff: !run.args.includes("-diff=false"),
    verbose: run.args.includes("-verbose"),
    comparedWith: server,
  });
  expect(settled(text)).toBe(settled(run.stdout));
});

test("an unchanged job", () => {
  const { plan, job } = recordedPlan("unchanged-service");
  expect(renderPlan({ ...plan, JobModifyIndex: 10 }, job, options)).toBe(`\
Job: "calm"
Task Group: "web" (2 ignore)
  Task: "server"

Scheduler dry-run:
- All tasks successfully allocated.

Job Modify Index: 10
To submit the job with version verification run:

nomadx run --check-index 10 web.ts

With the index, the job is only registered if nobody has changed it since this plan.
`);
});

test("durations are readable", () => {
  const { plan, job } = recordedPlan("durations");
  expect(diffOf(plan, job)).toBe(`\
+/- Job: "times"
+/- Task Group: "web" (2 in-place update)
  +/- ShutdownDelay: "1s" => "1m30s"
  +/- RestartPolicy {
    +/- Attempts:        "2" => "1"
    +/- Delay:           "15s" => "1.5s"
    +/- Interval:        "30m" => "1h"
        Mode:            "fail"
        RenderTemplates: "false"
      }
  +/- Update {
        AutoPromote:      "false"
        AutoRevert:       "false"
        Canary:           "0"
        HealthCheck:      "task_states"
        HealthyDeadline:  "5m"
        MaxParallel:      "1"
        MinHealthyTime:   "0s"
    +/- ProgressDeadline: "10m" => "15m"
      }
  +/- Task: "server" (forces in-place update)
    +/- KillTimeout: "5s" => "30s"
`);
});

test("a template of several lines is a unified diff", () => {
  const { plan, job } = recordedPlan("template");
  expect(diffOf(plan, job)).toBe(`\
+/- Job: "pages"
+/- Task Group: "web" (1 create/destroy update, 1 ignore)
  +/- Task: "server" (forces create/destroy update)
    +/- Template {
          ChangeMode:    "noop"
          ChangeSignal:  ""
          DestPath:      "local/site.conf"
      +/- EmbeddedTmpl:
            @@ -1,9 +1,10 @@
             server {
            -  listen 80;
            +  listen 8080;
               location / {
                 root /srv;
               }
               gzip on;
               etag on;
               autoindex off;
            +  charset utf-8;
             }
          Envvars:       "false"
          ErrMissingKey: "false"
          LeftDelim:     "{{"
          Once:          "false"
          Perms:         "0644"
          RightDelim:    "}}"
          SourcePath:    ""
          Splay:         "5s"
          VaultGrace:    "0s"
        }
`);
});

test("masked values stand without quotes, so that they are not taken for texts", () => {
  const { plan, job } = recordedPlan("environment");
  expect(diffOf(maskPlan(plan, []), job)).toBe(`\
+/- Job: "vars"
+/- Task Group: "web" (1 create/destroy update, 1 ignore)
  +/- Task: "server" (forces create/destroy update)
    +/- Env[API_TOKEN]: (sensitive, before) => (sensitive, after)
    +/- Env[LOG_LEVEL]: "info" => "debug"
`);
});

test("no text of a job commands the terminal, and none is taken for a colour", () => {
  const { plan, job } = recordedPlan("odd-texts");
  expect(diffOf(plan, job)).toBe(`\
+/- Job: "odd"
+/- Meta[plain]: "[green]" => "\\u202eabc\\x00"
+/- Meta[red]:   "before" => "[bold]\\x1b[31mé\\t\\"x\\"\\\\"
+   Meta[ключ]:  "日本"
    Task Group: "web" (1 create/destroy update, 1 ignore)
      Task: "server"
`);
});

test("an unchanged text of several lines is one line, an added one is shown whole", () => {
  const text = "a {\n\tb;\n}\n";
  const plan: JobPlanResponse = {
    JobModifyIndex: 7,
    Diff: {
      Type: "Edited",
      ID: "web",
      Objects: [
        {
          Type: "Edited",
          Name: "Template",
          Fields: [
            { Type: "None", Name: "EmbeddedTmpl", Old: text, New: text },
            { Type: "Added", Name: "Other", Old: "", New: text },
            { Type: "Deleted", Name: "Third", Old: text, New: "" },
          ],
        },
      ],
    },
  };
  expect(diffOf(plan, {})).toBe(`\
+/- Job: "web"
+/- Template {
    EmbeddedTmpl: "a {", 3 lines
  + Other:
      +a {
      +    b;
      +}
  - Third:
      -a {
      -    b;
      -}
    }
`);
});

test("colour is the caller's, and sets off what it touches", () => {
  const style = {
    bold: tag("b"),
    red: tag("red"),
    green: tag("green"),
    yellow: tag("yellow"),
    brightYellow: tag("bright"),
    blue: tag("blue"),
    cyan: tag("cyan"),
  };
  const { plan, job } = recordedPlan("count-up");
  const text = renderPlan({ ...plan, JobModifyIndex: 7 }, job, { ...options, style });
  expect(text.split("\n").slice(0, 8)).toEqual([
    '<bright>+/-</bright> <b>Job: "crowd"</b>',
    '<bright>+/-</bright> <b>Task Group: "web"</b> (<green>1 create</green>, <cyan>2 in-place update</cyan>)',
    '  <bright>+/-</bright> Count: "2" => "3" (<green>forces create</green>)',
    '      <b>Task: "server"</b>',
    "",
    "<b>Scheduler dry-run:</b>",
    "<b><green>- All tasks successfully allocated.</green></b>",
    "",
  ]);
});

test("a rolling update that the server goes on with by itself", () => {
  const plan: JobPlanResponse = {
    JobModifyIndex: 7,
    CreatedEvals: [{ TriggeredBy: "job-register" }, { TriggeredBy: "rolling-update", Wait: 90_000_000_000 }],
  };
  expect(renderPlan(plan, {}, options)).toMatch(
    /^Scheduler dry-run:\n- All tasks successfully allocated\.\n- Rolling update, next evaluation will be in 1m30s\.\n\n/,
  );
});

test("what a file name needs for a shell, and further options, stand in the command", () => {
  const text = renderPlan(
    { JobModifyIndex: 7 },
    {},
    { ...options, file: "my jobs/it's.ts", runOptions: ["--env=prod"] },
  );
  expect(text).toContain(`\nnomadx run --check-index 7 --env=prod 'my jobs/it'\\''s.ts'\n`);
});

test("of a job from standard input, the command reads it from there again", () => {
  const stdin = { ...options, file: "-", stdinFilename: "x.ts" };
  expect(renderPlan({ JobModifyIndex: 0 }, {}, stdin)).toContain(
    "\nnomadx run --check-index 0 - --stdin-filename x.ts\n",
  );
  expect(renderPlan({ JobModifyIndex: 0 }, {}, { ...options, file: "-" })).toContain(
    "\nnomadx run --check-index 0 -\n",
  );
});

test.each<[string, Partial<AllocationMetric>, string[]]>([
  ["no node at all", { NodesEvaluated: 0 }, ["No nodes were eligible for evaluation"]],
  [
    "no node in the pool",
    { NodesEvaluated: 0, NodesAvailable: { dc1: 2, moon: 0 }, NodePool: "gpu", NodesInPool: 0 },
    [
      "No nodes were eligible for evaluation",
      'No nodes are available in datacenter "moon"',
      'No nodes are in node pool "gpu"',
    ],
  ],
  [
    "every reason there is",
    {
      NodesAvailable: { dc1: 3, dc9: 0 },
      ClassFiltered: { blue: 2, "": 1 },
      ConstraintFiltered: { "missing drivers": 2, "${attr.cpu.arch} = arm64": 1 },
      NodesExhausted: 2,
      ClassExhausted: { blue: 2 },
      DimensionExhausted: { memory: 2, "network: reserved port collision http=80": 1 },
      QuotaExhausted: ["cpu"],
    },
    [
      'No nodes are available in datacenter "dc9"',
      'Class "": 1 nodes excluded by filter',
      'Class "blue": 2 nodes excluded by filter',
      'Constraint "${attr.cpu.arch} = arm64": 1 nodes excluded by filter',
      'Constraint "missing drivers": 2 nodes excluded by filter',
      "Resources exhausted on 2 nodes",
      'Class "blue" exhausted on 2 nodes',
      'Dimension "memory" exhausted on 2 nodes',
      'Dimension "network: reserved port collision http=80" exhausted on 1 nodes',
      'Quota limit hit "cpu"',
    ],
  ],
])("%s", (_, metric, reasons) => {
  const all = { NodesEvaluated: 3, NodesFiltered: 0, NodesExhausted: 0, CoalescedFailures: 0, ...metric };
  expect(placementFailureReasons(all)).toEqual(reasons);
});

test.each([
  [
    "under ten allocations one by one",
    2,
    1,
    ["Alloc ID  Job ID  Task Group", "id0       job0    web", "id1       job0    web"],
  ],
  [
    "ten allocations of few jobs by job",
    10,
    2,
    [
      "Job ID  Namespace  Job Type  Preemptions",
      "job0    default    batch     5",
      "job1    default    service   5",
    ],
  ],
  ["ten allocations of ten jobs by type", 12, 12, ["Job Type  Preemptions", "batch     6", "service   6"]],
])("preemptions: %s", (_, allocations, jobs, table) => {
  const PreemptedAllocs = Array.from({ length: allocations }, (__, at): PreemptedAllocation => ({
    ID: `id${at}`,
    JobID: `job${at % jobs}`,
    JobType: at % 2 === 0 ? "batch" : "service",
    Namespace: "default",
    TaskGroup: "web",
  }));
  const plan: JobPlanResponse = { JobModifyIndex: 7, Annotations: { PreemptedAllocs } };
  const text = renderPlan(plan, {}, options);
  expect(text).toContain(["", "Preemptions:", "", ...table, "Job Modify Index: 7", ""].join("\n"));
});

function tag(name: string): (text: string) => string {
  return (text) => `<${name}>${text}</${name}>`;
}

/** Without what the next call answers otherwise: the time from now, and which allocation has to go. */
function settled(text: RecordedRun["stdout"]): string {
  return text.replace(/\([\dhms]+ from now\)/g, "(… from now)").replace(/^[\da-f-]{36}/gm, "allocation");
}

/** The diff alone, in our wording. */
function diffOf(plan: JobPlanResponse, job: Parameters<typeof renderPlan>[1]): string {
  return renderPlan(plan, job, options).split("\nScheduler dry-run:")[0] ?? "";
}

test("changes that no diff shows stand behind it, in our wording alone", () => {
  const { plan, job } = recordedPlan("unchanged-service");
  const change = { keys: [], kind: "value" } as const;
  const withUnseen = {
    ...options,
    unseen: [
      { ...change, name: "spread.weight", before: "", after: "50" },
      { ...change, name: "group.web.max_run_duration", before: "1h", after: "" },
      { ...change, name: "group.web.task.a\u001b.lifecycle.hook", before: "prestart", after: "(sensitive)" },
      { ...change, name: "group.web.service", kind: "order" as const, before: '["a"]', after: '["b"]' },
    ],
  };
  expect(renderPlan(plan, job, withUnseen)).toContain(`
Changed, but not in Nomad's diff:
+ spread.weight: "50"
- group.web.max_run_duration: "1h"
+/- group.web.task.a\\x1b.lifecycle.hook: "prestart" => (sensitive)
+/- group.web.service: in another order, ["a"] => ["b"]

Scheduler dry-run:
`);
  expect(renderPlan(plan, job, { ...withUnseen, wording: "nomad" })).not.toContain("not in Nomad's diff");
});

test("labels that are wrong are put right behind the diff, in our wording alone", () => {
  const { plan, job } = recordedPlan("unchanged-service");
  const labels = [{ group: "web", label: undefined, reason: "ephemeral_disk" }];
  expect(renderPlan(plan, job, { ...options, labels })).toContain(`
Otherwise than the diff says:
- Task Group "web": its allocations are replaced, since ephemeral_disk changes, although no task is marked.

Scheduler dry-run:
`);
  expect(renderPlan(plan, job, { ...options, labels, wording: "nomad" })).not.toContain("Otherwise");
});
