import { expect, test } from "vitest";

import { runOptions } from "./run-options.ts";

test("a run gets the variables and the place of the plan, quoted for a shell", () => {
  expect(runOptions({ var: ["size=3", "motto=it's late"], namespace: "shop", region: undefined })).toEqual([
    "--namespace shop",
    "--var size=3",
    String.raw`--var 'motto=it'\''s late'`,
  ]);
});

test("the password of an address and a variable that looks like a secret are not shown", () => {
  const shown = runOptions({ var: ["db_password=hunter2"], address: "https://me:hunter2@nomad:4646" });
  expect(shown).toEqual(["--address https://nomad:4646", "--var 'db_password=(sensitive)'"]);
});
