import { expect, test } from "vitest";

import type { ApiJob } from "../jobspec/api-job.ts";
import { maskJob, maskStoredJob } from "./mask-job.ts";

const job: ApiJob = {
  ID: "web",
  Meta: { team: "sales", api_token: "meta-secret" },
  TaskGroups: [
    {
      Name: "web",
      Tasks: [
        {
          Name: "server",
          Driver: "docker",
          User: "nobody",
          KillTimeout: 30_000_000_000,
          Env: { PORT: "8080", DB_PASSWORD: "env-secret", CA_PATH: "${NOMAD_SECRETS_DIR}/ca" },
          Config: {
            image: "web:1",
            auth: [{ username: "app", password: "registry-secret" }],
            args: ["--user", "app", "--password", "argument-secret", "--token=inline-secret"],
          },
          Templates: [{ DestPath: "local/env", EmbeddedTmpl: "A=1\nAPI_KEY=template-secret\n" }],
        },
      ],
    },
  ],
};

test("secrets are masked wherever they may stand, the rest is as it was", () => {
  expect(maskJob(job, ["8080"])).toEqual({
    ID: "web",
    Meta: { team: "sales", api_token: "(sensitive)" },
    TaskGroups: [
      {
        Name: "web",
        Tasks: [
          {
            Name: "server",
            Driver: "docker",
            User: "nobody",
            KillTimeout: 30_000_000_000,
            Env: { PORT: "(sensitive)", DB_PASSWORD: "(sensitive)", CA_PATH: "${NOMAD_SECRETS_DIR}/ca" },
            Config: {
              image: "web:1",
              auth: [{ username: "app", password: "(sensitive)" }],
              args: ["--user", "app", "--password", "(sensitive)", "--token=(sensitive)"],
            },
            Templates: [{ DestPath: "local/env", EmbeddedTmpl: "A=1\nAPI_KEY=(sensitive)\n" }],
          },
        ],
      },
    ],
  });
});

test("the job itself is left alone", () => {
  const before = JSON.stringify(job);
  maskJob(job, ["8080"]);
  expect(JSON.stringify(job)).toBe(before);
});

test("64-bit numbers survive", () => {
  expect(maskJob({ ID: "web", Version: 9007199254740993n }, [])).toEqual({
    ID: "web",
    Version: 9007199254740993n,
  });
});

test("of a stored job nobody knows what was marked: environments, templates and headers are hidden all", () => {
  const stored: ApiJob = {
    Meta: { team: "sales" },
    TaskGroups: [
      {
        Services: [{ Checks: [{ Header: { "X-A": ["marked"] }, Body: "marked", Path: "/" }] }],
        Tasks: [
          {
            Env: { DBX: "marked", EMPTY: "", CA: "${NOMAD_SECRETS_DIR}/ca" },
            Config: { image: "web:1" },
            Artifacts: [{ GetterSource: "https://h/a", GetterHeaders: { "X-A": "marked" } }],
            Templates: [{ DestPath: "local/a", EmbeddedTmpl: "marked" }],
          },
        ],
      },
    ],
  };
  const shown = JSON.stringify(maskStoredJob(stored)).replaceAll("(sensitive)", "marked");
  expect(JSON.stringify(maskStoredJob(stored))).not.toContain("marked");
  expect(shown).toBe(JSON.stringify(stored));
});
