/** Where a job is registered. */
export interface JobPlace {
  readonly namespace: string;
  readonly region: string;
}

/**
 * The namespace and region of a job for which nobody names one.
 * @see hashicorp/nomad api/jobs.go Job.Canonicalize, api/regions.go GlobalRegion (2.0.5)
 */
export const defaultPlace = { namespace: "default", region: "global" } as const satisfies JobPlace;

/** The part of a job that says where it is registered. */
interface Placed {
  readonly Namespace?: string | null | undefined;
  readonly Region?: string | null | undefined;
}

/**
 * The namespace and region that a job names, else the configured ones, else Nomad's own. An empty text names nothing.
 * @example placeOfJob({ Namespace: "apps" }) // { namespace: "apps", region: "global" }
 */
export function placeOfJob(
  { Namespace, Region }: Placed,
  configured: { readonly namespace?: string | undefined; readonly region?: string | undefined } = {},
): JobPlace {
  return {
    namespace: Namespace || configured.namespace || defaultPlace.namespace,
    region: Region || configured.region || defaultPlace.region,
  };
}

/**
 * A text that is the same for two jobs of one place and ID: run together, one would replace the other.
 * @example jobIdentity({ ID: "web" }) === jobIdentity({ ID: "web", Namespace: "default" }) // true
 */
export function jobIdentity(
  job: Placed & { readonly ID?: string | null | undefined },
  configured?: Parameters<typeof placeOfJob>[1],
): string {
  const { namespace, region } = placeOfJob(job, configured);
  return JSON.stringify([job.ID ?? "", namespace, region]);
}
