import type { Complaint } from "./complaint.ts";
import type { CountedComplaint } from "./route-report.ts";

/** Equal complaints once, with their number: the most frequent first, else in the order of their appearance. */
export function countComplaints(complaints: readonly Complaint[]): readonly CountedComplaint[] {
  const counts = new Map<string, CountedComplaint>();
  for (const { code, message } of complaints) {
    const key = `${code} ${message}`;
    counts.set(key, { code, message, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count);
}
