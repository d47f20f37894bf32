import type { Context } from "../command/context.ts";
import type { OpenedSources, ServicesQuery } from "./read-services.ts";
import { servicesAnswer } from "./services-answer.ts";
import { openServicesView } from "./services-view.ts";
import { watchServices } from "./watch-services.ts";

/** Shows what there is and every change, until Ctrl-C. */
export async function showWatched(
  opened: OpenedSources,
  query: ServicesQuery,
  { terminal, interrupted }: Pick<Context, "terminal" | "interrupted">,
): Promise<void> {
  const view = openServicesView(query.name, {
    isLive: terminal.isLive && process.stdout.isTTY && !terminal.isJson,
    print: (text) => terminal.print(text),
    note: (text) => terminal.note(text),
    shown: (text) => terminal.shown(text),
    event: (event) => terminal.event(event),
  });
  try {
    await watchServices(opened.sources, query, { signal: interrupted, ...view });
  } catch (error) {
    if (!interrupted.aborted) throw error;
  }
  terminal.lastEvent({ type: "summary", ...servicesAnswer(view.last(), query, opened) });
}
