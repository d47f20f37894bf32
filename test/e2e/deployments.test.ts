import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { needs } from "./needs.ts";
import { nomadx } from "./nomadx.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const jobs = "fixtures/e2e/jobs";

describe("a run that does not succeed", () => {
  needs("nomad");

  it("ends with 4, and shows why, when a task fails", async () => {
    const { code, stdout, stderr } = await nomadx("run", `${jobs}/failing.ts`);
    const shown = stdout + stderr;
    expect(shown).toContain("Failed due to unhealthy allocations");
    expect(shown).toMatch(/exit code:? 3/i);
    expect(shown).toContain("the database does not answer");
    expect(code).toBe(4);
  });

  it("ends with 4 when Nomad goes back to the version before", async () => {
    expect(await nomadx("run", `${jobs}/reverting.ts`)).toMatchObject({ code: 0 });
    const { code, stdout, stderr } = await nomadx("run", "--var", "broken=yes", `${jobs}/reverting.ts`);
    expect(stdout + stderr).toContain("rolling back to job version 0");
    expect(code).toBe(4);
  });

  it("ends with 5 when nothing can be placed before the time is up", async () => {
    const { code, stdout, stderr } = await nomadx("run", "--timeout", "5s", `${jobs}/blocked.ts`);
    expect(stdout + stderr).toContain("${meta.rack} = nowhere");
    expect(code).toBe(5);
  });
});

describe("a run of a plan", () => {
  needs("nomad");
  const folder = temporaryFolder();

  it("submits what was planned", async () => {
    const plan = join(folder, "first.json");
    expect(await nomadx("plan", `${jobs}/changing.ts`, "--out", plan)).toMatchObject({ code: 0 });
    expect(await nomadx("run", plan)).toMatchObject({ code: 0 });
  });

  it("ends with 6, and changes nothing, when somebody else has changed the job since", async () => {
    const plan = join(folder, "second.json");
    const file = `${jobs}/changing.ts`;
    expect(await nomadx("plan", "--var", "size=2", file, "--out", plan)).toMatchObject({ code: 0 });
    expect(await nomadx("run", "--var", "size=3", file)).toMatchObject({ code: 0 });

    expect(await nomadx("run", plan)).toMatchObject({ code: 6 });
    const unchanged = await nomadx("plan", "--var", "size=3", "--detailed-exitcode", file);
    expect(unchanged).toMatchObject({ code: 0 });
  });

  it("ends with 6 when the job is not to be there yet", async () => {
    const { code, stderr } = await nomadx("run", "--check-index", "0", `${jobs}/changing.ts`);
    expect(stderr).toContain("job already exists");
    expect(code).toBe(6);
  });
});
