import { block, type Named } from "../_define.ts";
import { bool, intMap, string, strings } from "./_values.ts";

const definition = block("qemu", {
  /** Image of the machine's disk. */
  image_path: string("", { required: true }),
  /** Interface of the machine's disk, such as `ide` or `virtio`. */
  drive_interface: string("", { default: "ide", since: "1.3.4" }),
  /** Emulator to run: the part of its name after `qemu-system-`. */
  emulator: string("", { default: "x86_64", since: "1.11.1" }),
  /** Kind of machine to emulate. */
  machine_type: string("", { default: "pc", since: "1.11.1" }),
  /** Accelerator of the emulator, such as `kvm`. */
  accelerator: string("", { default: "tcg" }),
  /** Arguments of the emulator. */
  args: strings(),
  /** Ports in the machine by the labels of the task's network. */
  port_map: intMap("", { form: "block or attribute" }),
  /** Ask the machine to shut down before it is killed. */
  graceful_shutdown: bool("", { default: false }),
  /** Give the machine a socket for the QEMU guest agent. */
  guest_agent: bool("", { default: false, since: "1.3.2" }),
});

/** Configuration of a task of the driver `qemu`, which runs a virtual machine. */
export const qemu: QemuBlock = definition;

/** @see hashicorp/nomad drivers/qemu/driver.go taskConfigSpec (2.0.5) */
export interface QemuBlock extends Named<typeof definition> {}
