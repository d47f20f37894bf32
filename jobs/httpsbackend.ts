import { urlprefix } from "@nomadx/core";

import { httpsBackend } from "./shared/https-backend.ts";

export default httpsBackend("httpsbackend", {
  version: "v1.0.0",
  route: urlprefix("mysite-https.com:9999/", { proto: "https", tlsskipverify: true }),
});
