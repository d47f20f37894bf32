import { urlprefix } from "@nomadx/core";

import { httpsBackend } from "./shared/https-backend.ts";

export default httpsBackend("httpsbackend-sni-2", {
  version: "v1.0.1",
  route: urlprefix("mysite-sni-2.com/", { proto: "tcp+sni" }),
});
