import { expect, test } from "vitest";

import { serverErrors } from "./server-errors.ts";

test.each([
  [
    "1 error occurred:\n\t* job priority must be between [1, 100]\n\n",
    ["job priority must be between [1, 100]"],
  ],
  [
    "3 errors occurred:\n\t* Missing job datacenters\n\t* Task group web validation failed: 2 errors occurred:\n\t* Missing tasks for task group\n\t* Count is negative\n\n\n\t* Bad priority\n\n",
    [
      "Missing job datacenters",
      "Task group web validation failed: Missing tasks for task group",
      "Task group web validation failed: Count is negative",
      "Bad priority",
    ],
  ],
  ["Permission denied", ["Permission denied"]],
  ["error in job mutator x:\n  of several lines", ["error in job mutator x: of several lines"]],
  ["", []],
])("%j is %j", (text, errors) => {
  expect(serverErrors(text)).toEqual(errors);
});
