import { expect, test } from "vitest";

import { unseenChanges } from "./diff/unseen-changes.ts";
import { maskUnseenChanges } from "./mask-unseen.ts";

function jobWith(pin: number | string, args: string[]) {
  const check = { Name: "up", Type: "script", Args: args };
  const task = {
    Name: "server",
    Config: { password: pin, port: pin },
    Services: [{ Name: "s", Checks: [check] }],
  };
  return { ID: "shop", TaskGroups: [{ Name: "web", Tasks: [task] }] };
}

test("secrets are hidden by the user's keys, by what they are given as, and in texts", () => {
  const changes = unseenChanges(jobWith(1234, ["a"]), jobWith("1234", ["hunter22", "--url=http://u:pa55@h"]));
  expect(
    maskUnseenChanges(changes, ["hunter22"]).map(({ name, before, after }) => [name, before, after]),
  ).toEqual([
    ["group.web.task.server.config.password", "(sensitive)", "(sensitive)"],
    ["group.web.task.server.config.port", "1234", "1234"],
    ["group.web.task.server.service.check.args", '["a"]', "(sensitive)"],
  ]);
});
