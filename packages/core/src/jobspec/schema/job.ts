import { block, int, string, strings } from "./_define.ts";

export const job = block(
  "Job",
  {
    /** Region to run the job in. */
    region: string("Region", { default: "the agent's region" }),
    /** Namespace to run the job in. */
    namespace: string("Namespace", { default: "default" }),
    id: string("ID"),
    name: string("Name"),
    type: string("Type"),
    priority: int("Priority"),
    datacenters: strings("Datacenters"),
  },
  { label: "ID" },
);
