// @ts-check
// fabio/auth.json: the auth= option, the schemes that are configured, and whether a request may pass.
import { difference, fabioAdapter } from "../fabio-cases.js";
import { library } from "../library.js";

const { isAuthorized } = await library("/fabio");

export const adapter = fabioAdapter(/\/fabio\/auth\.json$/, ({ auth, schemes, allowed }) =>
  difference("allowed", isAuthorized({ auth }, schemes), allowed),
);
