import { urlprefix } from "@nomadx/core";

import { httpsBackend } from "./shared/https-backend.ts";

export default httpsBackend("httpsbackend-tcp", {
  version: "v1.0.0",
  route: urlprefix(":9997", { proto: "tcp" }),
});
