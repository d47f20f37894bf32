import { expect, test } from "vitest";

import { formatKeys } from "../key-path.ts";
import { readApiJob } from "../read-api.ts";
import { readApiText } from "./read-api-text.ts";

const group = '{"Name":"g","Tasks":[{"Name":"t","Driver":"exec"}]}';
const tasks = (fields: string) => `{"Name":"g","Tasks":[{"Name":"t","Driver":"exec",${fields}}]}`;

/** Reads a job with some more fields. */
function read(fields: string, groups = group) {
  return readApiText({ file: "a.json", text: `{"ID":"web","TaskGroups":[${groups}],${fields}}` });
}

function problems(fields: string, groups?: string) {
  return told(read(fields, groups));
}

function told({ diagnostics }: ReturnType<typeof readApiText>) {
  return diagnostics.map(({ severity, code, keys, summary, source }) => {
    const place = keys === undefined ? `${source?.start.line}:${source?.start.column}` : formatKeys(keys);
    return `${severity} ${code} ${place}: ${summary}`;
  });
}

test.each<[string, string, unknown]>([
  ["a name in another case", '"PRIORITY":7', { Priority: 7 }],
  ["a long s in a name", '"Con\u017ftraint\u017f":[]', { Constraints: [] }],
  ["the sign of the unit Kelvin in a name", '"NodePool":"a","\u212aind":1', { NodePool: "a" }],
  ["of two numbers the last", '"Priority":500,"Priority":40', { Priority: 40 }],
  ["of two cases of a name the last", '"priority":500,"Priority":40,"PRIORITY":30', { Priority: 30 }],
  ["null as nothing", '"Priority":null', {}],
  ["null after a number, which is behind a pointer", '"Priority":5,"Priority":null', {}],
  [
    "two objects as one",
    '"Update":{"MaxParallel":2},"Update":{"Canary":1}',
    { Update: { MaxParallel: 2, Canary: 1 } },
  ],
  ["two maps as one", '"Meta":{"a":"1","b":"2"},"Meta":{"b":"3"}', { Meta: { a: "1", b: "3" } }],
  ["null in a map of texts", '"Meta":{"a":null}', { Meta: { a: "" } }],
  ["null in a list of texts", '"Datacenters":[null,"a"]', { Datacenters: ["", "a"] }],
  ["a list over a longer one", '"Datacenters":["a","b"],"Datacenters":[null]', { Datacenters: ["a"] }],
  [
    "a list of blocks over another, block by block",
    '"Constraints":[{"LTarget":"a"},{"LTarget":"b"}],"Constraints":[{"RTarget":"c"}]',
    { Constraints: [{ LTarget: "a", RTarget: "c" }] },
  ],
  [
    "a number at the end of its range",
    '"SubmitTime":9223372036854775807',
    { SubmitTime: 9223372036854775807n },
  ],
  ["-0", '"SubmitTime":-0', { SubmitTime: 0 }],
  ["half of a surrogate pair", '"Name":"a\\ud800b"', { Name: "a\ufffdb" }],
])("%s is read", (_, fields, expected) => {
  const { job, diagnostics } = read(fields);
  const { ID: _id, TaskGroups: _groups, ...rest } = job;
  expect(rest).toEqual(expected);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
});

test.each<[string, string, string]>([
  ["a fraction", '"Priority":1.0', 'Priority: "Priority" must be a whole number'],
  ["an exponent", '"Priority":1e2', 'Priority: "Priority" must be a whole number'],
  [
    "a number beyond 64 bits",
    '"SubmitTime":9223372036854775808',
    'SubmitTime: "SubmitTime" must be a whole number',
  ],
  [
    "a sign before what has none",
    '"Version":-0',
    'Version: "Version" must be a whole number from 0 to 18446744073709551615',
  ],
  ["a number in quotes", '"Priority":"50"', 'Priority: "Priority" must be a whole number'],
  ["a number as text", '"Region":7', 'Region: "Region" must be a string'],
  [
    "a wrong value that stands twice",
    '"Priority":"a","Priority":5',
    'Priority: "Priority" must be a whole number',
  ],
  ["a number in a map of texts", '"Meta":{"a":1}', 'Meta.a: "Meta" must be an object of strings'],
  [
    "a number in a list of texts",
    '"Datacenters":["a",1]',
    'Datacenters[1]: "Datacenters" must be a list of strings',
  ],
  ["a text as a list of blocks", '"Constraints":"x"', 'Constraints: "Constraints" must be a list'],
  ["a list as a block", '"Update":[1]', 'Update: "Update" must be an object'],
  [
    "null in a list, on which the server crashes",
    '"Constraints":[null]',
    'Constraints[0]: null is no item of "Constraints"',
  ],
])("%s is refused", (_, fields, expected) => {
  expect(problems(fields)).toEqual([`error NX203 ${expected}`]);
});

test.each<[string, string, string[]]>([
  [
    "null among ports",
    '{"Name":"g","Networks":[{"DynamicPorts":[null]}],"Tasks":[{"Name":"t","Driver":"exec"}]}',
    [],
  ],
  [
    "null among identities",
    tasks('"Identities":[null]'),
    ['warning NX203 TaskGroups[0].Tasks[0].Identities[0]: null is no item of "Identities"'],
  ],
  [
    "null as a volume",
    '{"Name":"g","Volumes":{"v":null},"Tasks":[{"Name":"t","Driver":"exec"}]}',
    ['warning NX203 TaskGroups[0].Volumes.v: null is no item of "v"'],
  ],
  [
    "a number in a driver's configuration that a double cannot hold",
    tasks('"Config":{"a":[9007199254740993]}'),
    ["warning NX217 TaskGroups[0].Tasks[0].Config.a[0]: The number is too long for Nomad"],
  ],
  [
    "a number in a driver's configuration that is no double at all",
    tasks('"Config":{"a":1e400}'),
    ['error NX203 TaskGroups[0].Tasks[0].Config.a: "a" must be a number of 64 bits'],
  ],
  [
    "the name that HCL has",
    tasks('"volume_mount":[]'),
    ['warning NX201 TaskGroups[0].Tasks[0].volume_mount: "volume_mount" is not a field of Nomad\'s Task'],
  ],
])("%s", (_, groups, expected) => {
  expect(problems('"Priority":1', groups)).toEqual(expected);
});

test("a negative zero in a driver's configuration stays one", () => {
  const [task] = read('"Priority":1', tasks('"Config":{"a":-0}')).job.TaskGroups?.[0]?.Tasks ?? [];
  expect(task?.Config).toEqual({ a: -0 });
  const given = {
    ID: "web",
    TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", Driver: "x", Config: { a: -0 } }] }],
  };
  expect(readApiJob(given).job.TaskGroups?.[0]?.Tasks?.[0]?.Config).toEqual({ a: -0 });
});

test("of a name that HCL has, that of the API is told", () => {
  expect(read('"Priority":1', tasks('"volume_mount":[]')).diagnostics[0]?.help).toBe(
    'Did you mean "VolumeMounts"?',
  );
});

const wrapped = (rest: string) => readApiText({ file: "a.json", text: `{${rest}}` });
const job = `{"ID":"web","TaskGroups":[${group}]}`;

test.each<[string, string, string[]]>([
  ["in any case", `"jOB":${job}`, []],
  ["twice, one laid over the other", `"Job":{"ID":"web"},"Job":{"TaskGroups":[${group}]}`, []],
  [
    "beside what nomadx sends itself",
    `"Job":${job},"EnforceIndex":true`,
    ['warning NX217 EnforceIndex: "EnforceIndex" is not read beside the job'],
  ],
  [
    "beside what is no part of a request",
    `"Job":${job},"Submision":{}`,
    ['warning NX201 Submision: "Submision" is no part of Nomad\'s request'],
  ],
  ["as null", '"Job":null', ["error NX202 Job: There is no job in it"]],
])("a job may be wrapped %s", (_, rest, expected) => {
  expect(told(wrapped(rest))).toEqual(expected);
});

test.each<[string, string, string[]]>([
  ["text after the job", `${job} and more`, ["warning NX217 1:81: Nomad ignores or changes it"]],
  ["a second job", `${job}\n${job}`, ["warning NX217 2:1: Nomad ignores or changes it"]],
  ["nothing", "", ["error NX584 1:1: Value is missing at the end of JSON"]],
  ["a byte order mark", `\ufeff${job}`, ["error NX585 1:1: Not a value of JSON"]],
  ["NaN", '{"ID":NaN}', ["error NX598 1:7: Not a word of JSON"]],
  ["a number with a zero before it", '{"ID":007}', ["error NX596 1:7: Not a number of JSON"]],
  ["half a job", '{"ID":"a"', ["error NX590 1:1: Object or list of JSON without an end"]],
  ["a list", "[]", ["error NX203 : A job is an object"]],
])("%s", (_, text, expected) => {
  expect(told(readApiText({ file: "a.json", text }))).toEqual(expected);
});
