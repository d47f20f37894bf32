import { block, string, strings, type Named } from "./_define.ts";

const definition = block(
  "Action",
  {
    /** Name of the action, unique in its task. */
    name: string("Name", { apiOnly: true }),
    /** Program to run inside the task. */
    command: string("Command", { required: true, requiredInHcl: true }),
    /** Arguments of the command. */
    args: strings("Args"),
  },
  { label: "Name", byValue: true },
);

/** A command that can be run in a running task on request (`nomad action`). */
export const action: ActionBlock = definition;

/** @see hashicorp/nomad api/tasks.go Action (2.0.5) */
export interface ActionBlock extends Named<typeof definition> {}
