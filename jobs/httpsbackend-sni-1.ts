import { urlprefix } from "@nomadx/core";

import { httpsBackend } from "./shared/https-backend.ts";

export default httpsBackend("httpsbackend-sni-1", {
  version: "v1.0.0",
  route: urlprefix("mysite-sni-1.com/", { proto: "tcp+sni" }),
});
