import { expect, test } from "vitest";

import type { ApiJob } from "../../jobspec/api-job.ts";
import { routesFromJobs } from "../jobs/job-routing.ts";
import { loadTable } from "../table/load-table.ts";
import type { RouteTable } from "../table/route-table.ts";
import { compareWithJobs } from "./compare-with-jobs.ts";

function job(id: string, tags: string[], more: Partial<ApiJob> = {}): ApiJob {
  const Services = [{ Name: id, PortLabel: "http", Tags: tags, Checks: [{ Type: "tcp" }] }];
  return { ID: id, Name: id, TaskGroups: [{ Name: id, Count: 2, Services }], ...more };
}

function tableOf(lines: readonly string[]): RouteTable {
  return loadTable(lines.join("\n")).table ?? { hosts: new Map() };
}

function kinds(jobs: readonly ApiJob[], lines: readonly string[], isComplete = false) {
  return compareWithJobs(routesFromJobs(jobs), tableOf(lines), { isComplete }).map(
    ({ code, route = "", service = "" }) => `${code} ${route} ${service}`,
  );
}

const a1 = "route add a a.test/ http://10.0.0.1:1/";
const a2 = "route add a a.test/ http://10.0.0.2:1/";
const other = "route add other other.test/ http://10.0.0.3:1/";

test.each([
  ["the same", ["urlprefix-a.test/"], [a1, a2], []],
  ["upper case in the tag", ["urlprefix-A.test/"], [a1, a2], []],
  ["one instance less", ["urlprefix-a.test/"], [a1], ["target-count a.test/ a"]],
  ["another protocol", ["urlprefix-a.test/ proto=https"], [a1, a2], ["target a.test/ a"]],
  ["a plain tag more", ["urlprefix-a.test/", "v1"], [a1, a2], ["tags a.test/ a"]],
  [
    "a second route that is not there",
    ["urlprefix-a.test/", "urlprefix-a.test/x"],
    [a1, a2],
    ["missing a.test/x a"],
  ],
  [
    "a redirect elsewhere",
    ["urlprefix-a.test/ redirect=301,https://b.test/"],
    ['route add a a.test/ https://c.test/ opts "redirect=301"'],
    ["target a.test/ a"],
  ],
])("%s", (_, tags, lines, expected) => {
  expect(kinds([job("a", tags)], lines)).toEqual(expected);
});

test("routes of services that no file names count only when the files are all there is", () => {
  const jobs = [job("a", ["urlprefix-a.test/"])];
  expect(kinds(jobs, [a1, a2, other])).toEqual([]);
  expect(kinds(jobs, [a1, a2, other], true)).toEqual(["extra other.test/ other"]);
});

test("the instances of a system job are as many as there are nodes", () => {
  const jobs = [job("a", ["urlprefix-a.test/"], { Type: "system" })];
  expect(kinds(jobs, [a1, a2, "route add a a.test/ http://10.0.0.3:1/"])).toEqual([]);
});

test("a share that differs though all else is the same", () => {
  const jobs = [job("a", ["urlprefix-s.test/"]), job("b", ["urlprefix-s.test/"])];
  const rows = (weight: string) => [
    `route add a s.test/ http://10.0.0.1:1/${weight}`,
    "route add a s.test/ http://10.0.0.2:1/",
    "route add b s.test/ http://10.0.0.3:1/",
    "route add b s.test/ http://10.0.0.4:1/",
  ];
  expect(kinds(jobs, rows(""))).toEqual([]);
  expect(kinds(jobs, rows(" weight 0.7")).toSorted()).toEqual(["share s.test/ a", "share s.test/ b"]);
});

test("canaries that a deployment runs beside the instances are meant to be there", () => {
  const update = { Update: { Canary: 1 } };
  const alike = job("a", ["urlprefix-a.test/"], update);
  const third = "route add a a.test/ http://10.0.0.3:1/";
  expect(kinds([alike], [a1, a2, third])).toEqual([]);
  expect(kinds([alike], [a1, a2, third, "route add a a.test/ http://10.0.0.4:1/"])).toEqual([
    "target-count a.test/ a",
  ]);
  const [group] = alike.TaskGroups ?? [];
  const [service] = group?.Services ?? [];
  const CanaryTags = ["urlprefix-try.a.test/"];
  const apart = { ...alike, TaskGroups: [{ ...group, Services: [{ ...service, CanaryTags }] }] };
  expect(kinds([apart], [a1, a2, "route add a try.a.test/ http://10.0.0.3:1/"])).toEqual([]);
  expect(kinds([apart], [a1, a2, "route add a old.a.test/ http://10.0.0.3:1/"])).toEqual([
    "extra old.a.test/ a",
  ]);
});

test.each<[string, readonly string[], readonly string[], readonly string[]]>([
  [
    "those that are known in full are found before those with a variable",
    ["urlprefix-${NOMAD_ALLOC_INDEX}.a.test/", "urlprefix-${attr.kernel.name}.test/"],
    ["0.a.test/ 1", "1.a.test/ 2", "linux.test/ 1", "linux.test/ 2"],
    [],
  ],
  [
    "and are missing, though one with a variable would fit what is there",
    ["urlprefix-own.a.test/", "urlprefix-${attr.kernel.name}.test/"],
    ["linux.test/ 1", "linux.test/ 2"],
    ["missing own.a.test/ a"],
  ],
  [
    "one that is different for each allocation is several",
    ["urlprefix-${NOMAD_ALLOC_ID}.a.test/"],
    ["x1.a.test/ 1", "x2.a.test/ 2"],
    [],
  ],
  [
    "each of several counts",
    ["urlprefix-${NOMAD_ALLOC_ID}.a.test/"],
    ["x1.a.test/ 1", "x2.a.test/ 2", "x3.a.test/ 3"],
    ["target-count <nomad_alloc_id>.a.test/ a"],
  ],
  [
    "one of them that is not there is missing among the targets",
    ["urlprefix-${NOMAD_ALLOC_ID}.a.test/"],
    ["x1.a.test/ 1"],
    ["target-count <nomad_alloc_id>.a.test/ a"],
  ],
  [
    "the one with less to choose from is found first",
    ["urlprefix-${attr.kernel.name}.test/", "urlprefix-${NOMAD_ALLOC_ID}.a.test/"],
    ["linux.test/ 1", "linux.test/ 2", "x1.a.test/ 1", "x2.a.test/ 2"],
    [],
  ],
  [
    "of those that fit two alike, options tell which is which",
    ["urlprefix-${attr.kernel.name}.test/ strip=/a", "urlprefix-${NOMAD_ALLOC_ID}.test/"],
    ["x1.test/ 1", "x2.test/ 2", "linux.test/ 1 strip=/a", "linux.test/ 2 strip=/a"],
    [],
  ],
  [
    "options of one of several",
    ["urlprefix-${NOMAD_ALLOC_ID}.a.test/"],
    ["x1.a.test/ 1", "x2.a.test/ 2 strip=/x"],
    ["options <nomad_alloc_id>.a.test/ a"],
  ],
])("of routes with variables %s", (_, tags, rows, expected) => {
  const lines = rows.map((row) => {
    const [src = "", host = "", opts = ""] = row.split(" ");
    return `route add a ${src} http://10.0.0.${host}:1/${opts === "" ? "" : ` opts "${opts}"`}`;
  });
  expect(kinds([job("a", [...tags])], lines)).toEqual(expected);
});

test("of a system job all that fit a variable are its instances, one for each node", () => {
  const jobs = [job("a", ["urlprefix-${node.unique.name}.a.test/"], { Type: "system" })];
  const rows = ["n1", "n2", "n3"].map((name) => `route add a ${name}.a.test/ http://10.0.0.1:1/`);
  expect(kinds(jobs, rows)).toEqual([]);
});

test("a table without any route", () => {
  expect(kinds([job("a", ["urlprefix-a.test/"])], [])).toEqual(["empty-table  "]);
});
