import { block, string, strings } from "./_define.ts";

/** A command that can be run in a running task on request (`nomad action`). */
export const action = block(
  "Action",
  {
    /** Name of the action, unique in its task. */
    name: string("Name", { apiOnly: true }),
    /** Program to run inside the task. */
    command: string("Command", { required: true }),
    /** Arguments of the command. */
    args: strings("Args"),
  },
  { label: "Name", byValue: true },
);
