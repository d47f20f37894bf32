import { expect, test } from "vitest";

import { adminAnswer } from "./admin-access.ts";

// As Fabio 1.7.3 answers.
test.each([
  ["rw", "", "GET", "/api/manual", 200, undefined],
  ["rw", "", "PUT", "/api/manual/a/b", 200, undefined],
  ["rw", "", "DELETE", "/api/manual", 405, undefined],
  ["rw", "", "PUT", "/api/paths", 405, undefined],
  ["ro", "", "DELETE", "/api/manual", 403, undefined],
  ["ro", "", "GET", "/api/paths", 403, undefined],
  ["rw", "", "DELETE", "/api/routes", 200, undefined],
  ["rw", "", "GET", "/api/route", 303, "/routes"],
  ["rw", "", "GET", "/favicon.ico", 404, undefined],
  ["rw", "/fab", "GET", "/fab", 307, "/fab/"],
  ["rw", "/fab/", "GET", "/fab/health", 303, "/fab/routes"],
  ["rw", "/fab", "GET", "/health", 200, undefined],
  ["rw", "/fab", "GET", "/api/routes", 404, undefined],
  ["rw", "/fab", "GET", "/", 404, undefined],
  ["rw", "", "GET", "/api//routes", 307, "/api/routes"],
  ["ro", "", "PUT", "/api/manual//", 307, "/api/manual/"],
  ["rw", "/fab", "GET", "/x/../fab/manual/..", 307, "/fab"],
  ["rw", "", "GET", "/assets", 307, "/assets/"],
] as const)("%s, base %j: %s %s is %d", (access, basePath, method, path, status, location) => {
  expect(adminAnswer({ method, path }, { access, basePath })).toEqual({
    status,
    ...(location && { location }),
  });
});

test("the base path does nothing before 1.7.1", () => {
  expect(adminAnswer({ path: "/api/routes" }, { basePath: "/fab", version: "1.7.0" })).toEqual({
    status: 200,
  });
});
