import { device } from "../schema/device.ts";
import { blockRules } from "./rule.ts";
import { requiredText } from "./schema-rules.ts";

/** Devices that a task requests. @see hashicorp/nomad nomad/structs/structs.go RequestedDevice.Validate (2.0.5) */
export const deviceRules = blockRules(device, undefined, [
  requiredText(
    device,
    "Name",
    "device name must be given as one of the following: type, vendor/type, or vendor/type/name",
  ),
]);
