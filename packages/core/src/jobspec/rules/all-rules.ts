import { actionRules } from "./action.ts";
import { affinityRules } from "./affinity.ts";
import { artifactRules } from "./artifact.ts";
import { checkRestartRules } from "./check-restart.ts";
import { checkRules } from "./check.ts";
import { connectRules, injectedTaskRules, upstreamRules } from "./connect.ts";
import { constraintRules } from "./constraint.ts";
import { consulCheckRules } from "./consul-check.ts";
import { csiPluginRules } from "./csi-plugin.ts";
import { deviceRules } from "./device.ts";
import { disconnectRules } from "./disconnect.ts";
import { dispatchPayloadRules } from "./dispatch-payload.ts";
import { ephemeralDiskRules } from "./ephemeral-disk.ts";
import { exposedCheckRules } from "./exposed-check.ts";
import {
  gatewayRules,
  gatewayProxyRules,
  bindAddressRules,
  ingressRules,
  listenerRules,
  terminatingRules,
  linkedServiceRules,
} from "./gateway.ts";
import { servicesInGroupRules, groupServiceRules } from "./group-services.ts";
import { groupRules } from "./group.ts";
import { identityRules } from "./identity.ts";
import { jobRules } from "./job.ts";
import { lifecycleRules } from "./lifecycle.ts";
import { logsRules } from "./logs.ts";
import { meshServiceRules } from "./mesh-network.ts";
import { migrateRules } from "./migrate.ts";
import { groupNetworkRules, networkRules } from "./network.ts";
import { nomadCheckRules } from "./nomad-check.ts";
import { parameterizedRules } from "./parameterized.ts";
import { periodicRules } from "./periodic.ts";
import { priorRules } from "./prior.ts";
import { requestRules } from "./request.ts";
import { rescheduleRules } from "./reschedule.ts";
import { resourcesRules, numaRules } from "./resources.ts";
import { restartRules } from "./restart.ts";
import type { BlockRules } from "./rule.ts";
import { scalingRules } from "./scaling.ts";
import { secretRules } from "./secret.ts";
import {
  serverRules,
  enterpriseScheduleRules,
  enterpriseNumaRules,
  consulRules,
  serviceClusterRules,
} from "./server.ts";
import { serviceIdentityRules } from "./service-identity.ts";
import { serviceRules } from "./service.ts";
import { spreadRules } from "./spread.ts";
import { servicesInTaskRules, taskServiceRules } from "./task-services.ts";
import { taskRules } from "./task.ts";
import { templateRules } from "./template.ts";
import { transparentProxyRules } from "./transparent-proxy.ts";
import { updateRules } from "./update.ts";
import { vaultRules } from "./vault.ts";
import { volumeMountRules, taskMountRules } from "./volume-mount.ts";
import { volumeRules, groupVolumeRules } from "./volume.ts";

/** All rules, in the order in which they are asked of a block. */
export const allRules: readonly BlockRules[] = [
  actionRules,
  affinityRules,
  artifactRules,
  checkRestartRules,
  checkRules,
  connectRules,
  injectedTaskRules,
  upstreamRules,
  constraintRules,
  consulCheckRules,
  csiPluginRules,
  deviceRules,
  disconnectRules,
  dispatchPayloadRules,
  ephemeralDiskRules,
  exposedCheckRules,
  gatewayRules,
  gatewayProxyRules,
  bindAddressRules,
  ingressRules,
  listenerRules,
  terminatingRules,
  linkedServiceRules,
  servicesInGroupRules,
  groupServiceRules,
  groupRules,
  identityRules,
  jobRules,
  lifecycleRules,
  logsRules,
  meshServiceRules,
  migrateRules,
  groupNetworkRules,
  networkRules,
  nomadCheckRules,
  parameterizedRules,
  periodicRules,
  priorRules,
  requestRules,
  rescheduleRules,
  resourcesRules,
  numaRules,
  restartRules,
  scalingRules,
  secretRules,
  serverRules,
  enterpriseScheduleRules,
  enterpriseNumaRules,
  consulRules,
  serviceClusterRules,
  serviceIdentityRules,
  serviceRules,
  spreadRules,
  servicesInTaskRules,
  taskServiceRules,
  taskRules,
  templateRules,
  transparentProxyRules,
  updateRules,
  vaultRules,
  volumeMountRules,
  taskMountRules,
  volumeRules,
  groupVolumeRules,
];
