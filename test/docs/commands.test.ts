import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { undocumentedEvents, undocumentedFields } from "./json-fields.ts";
import { readPages, root, type Page } from "./pages.ts";
import { runPage, type RanPage } from "./run-page.ts";

/*
 * A page is compared with itself after its commands have been run: what they print has to be what it says. After a change
 * of what is printed:
 *
 *   pnpm vitest run test/docs -u
 *
 * Where the requests have changed, or a page has a new command that needs a Nomad agent, its answers are recorded again,
 * from an agent in dev mode with Consul, Docker and the images of the jobs, as test/e2e starts it:
 *
 *   NOMADX_DOCS_NOMAD=http://127.0.0.1:4646 pnpm vitest run test/docs -u
 *
 * Likewise those of a Fabio, with NOMADX_DOCS_FABIO=http://127.0.0.1:9998: one that has the routes of jobs/httpbackend.ts,
 * and no overrides; of a Consul agent, with NOMADX_DOCS_CONSUL=http://127.0.0.1:8500; and of Consul's DNS, with NOMADX_DOCS_DNS=127.0.0.1:8600: one that knows the services of the page.
 */
const addresses = {
  nomad: process.env["NOMADX_DOCS_NOMAD"],
  consul: process.env["NOMADX_DOCS_CONSUL"],
  fabio: process.env["NOMADX_DOCS_FABIO"],
};
const isRecording = Object.values(addresses).some((address) => address !== undefined);
const pages = readPages();
const running = new Map<Page, Promise<RanPage>>();

/** Runs a page, once for all tests. */
async function ran(page: Page): Promise<RanPage> {
  const run = running.get(page) ?? runPage(page, addresses);
  running.set(page, run);
  return run;
}

// A real server is not to see the jobs of two pages at a time.
describe("what the commands of a page print", { concurrent: !isRecording, timeout: 300_000 }, () => {
  it.for(pages)("is what $name says", async (page, { expect: expectIn }) => {
    const { text } = await ran(page);
    await expectIn(text).toMatchFileSnapshot(join(root, page.name));
  });
});

describe("docs/json-output.md", { timeout: 300_000 }, () => {
  const page = pages.find(({ name }) => name === "docs/json-output.md");

  it("names every field of the answers in its own tables", async () => {
    if (page === undefined) throw new Error("There is no such page");
    expect(undocumentedFields(page, await ran(page))).toEqual([]);
  });

  it("names every event and its fields", async () => {
    if (page === undefined) throw new Error("There is no such page");
    expect(undocumentedEvents(page, await ran(page))).toEqual([]);
  });
});
