/** A chance below this is taken for certainty. */
const ENOUGH = 1 / 1000;

/** At most how likely it is that one of `instances` with equal shares got none of `requests`. */
export function chanceOfMiss(instances: number, requests: number): number {
  return instances === 0 ? 0 : Math.min(1, instances * (1 - 1 / instances) ** requests);
}

/** How many requests make it unlikely enough (below 1 in 1000) that one of `instances` got none. */
export function requestsToReachAll(instances: number): number {
  let requests = 1;
  while (chanceOfMiss(instances, requests) >= ENOUGH) requests += 1;
  return requests;
}
