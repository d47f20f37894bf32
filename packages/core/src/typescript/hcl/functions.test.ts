import { expect, test } from "vitest";

import { hclFunctions } from "../../hcl/functions/functions.ts";
import { functions } from "./functions.ts";

test("every function that is translated is one that Nomad has: Terraform has more", () => {
  const known = hclFunctions();
  expect(Object.keys(functions).filter((name) => !known.has(name))).toEqual([]);
});
