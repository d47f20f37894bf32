import { jobRules } from "./job.ts";
import { jobWith, testRules } from "./testing/rule-cases.ts";

testRules(jobRules, {
  NX2001: {
    broken: [
      [jobWith({ ID: "a b" }), "ID"],
      [jobWith({ ID: "a\0b" }), "ID"],
    ],
    near: [jobWith({ ID: "a\tb/../c" })],
  },
  NX2002: {
    broken: [[jobWith({ Name: "a\0b" }), "Name"]],
    near: [jobWith({ Name: "a b" })],
  },
  "NX202 Name": {
    broken: [[jobWith({ Name: "" }), "Name"]],
    near: [jobWith({ Name: null }), jobWith({})],
  },
  "NX205 Type": {
    broken: [
      [jobWith({ Type: "BATCH" }), "Type"],
      [jobWith({ Type: "" }), "Type"],
      [jobWith({ Type: "_core" }), "Type"],
    ],
    near: [jobWith({ Type: "sysbatch" }), jobWith({ Type: null })],
  },
  NX2003: {
    broken: [[jobWith({ Datacenters: ["dc1", ""] }), "Datacenters[1]"]],
    near: [jobWith({ Datacenters: ["dc1", " "] }), jobWith({ Datacenters: [] })],
  },
  NX2004: {
    broken: [[jobWith({ Payload: "eA==" }), "Payload"]],
    near: [jobWith({ Payload: "" })],
  },
  NX2005: {
    broken: [
      [jobWith({ UI: { Description: `${"x".repeat(999)}ü` } }), "UI.Description"],
      [jobWith({ VersionTag: { Description: "x".repeat(1001) } }), "VersionTag.Description"],
    ],
    near: [jobWith({ UI: { Description: "x".repeat(1000) } })],
  },
});
