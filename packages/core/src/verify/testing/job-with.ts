import type { ApiJob } from "../../jobspec/api-job.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Service = NonNullable<Group["Services"]>[number];

/** The differences from a service job with a group of two instances. */
export interface JobParts {
  readonly count?: number;
  readonly service?: Partial<Service>;
  readonly job?: Partial<ApiJob>;
}

/** A job with one group and one service, all of the same name, at the port `http` with a check. */
export function jobWith(name: string, { count = 2, service = {}, job = {} }: JobParts = {}): ApiJob {
  const Checks = [{ Type: "tcp" }];
  const Services = [{ Name: name, PortLabel: "http", Checks, ...service }];
  return { ID: name, Name: name, TaskGroups: [{ Name: name, Count: count, Services }], ...job };
}
