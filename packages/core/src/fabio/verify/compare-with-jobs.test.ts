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
    ({ kind, route, service }) => `${kind} ${route} ${service}`,
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

test("a table without any route", () => {
  expect(kinds([job("a", ["urlprefix-a.test/"])], [])).toEqual(["empty-table  "]);
});
