// @ts-check
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CONSUL_ADDRESS } from "./addresses.js";
import { makeCertificate } from "./certificate.js";

const BACKEND_SERVER = fileURLToPath(new URL("../../fixtures/e2e/backend/server.mjs", import.meta.url));

/** Marks an image as made by this suite: only such an image is ever replaced or removed. */
const LABEL = "nomadx.e2e";

/** The image the jobs name for Fabio; the program on PATH stands in for the one in it. */
const FABIO_IMAGE = "fabiolb/fabio:1.7.3";

const BACKENDS = [
  { image: "bigwhite/httpbackendservice:v1.0.0", args: ["httpbackendservice", "v1.0.0", "http", "8081"] },
  { image: "bigwhite/httpsbackendservice:v1.0.0", args: ["httpsbackendservice", "v1.0.0", "https", "7777"] },
  { image: "bigwhite/httpsbackendservice:v1.0.1", args: ["httpsbackendservice", "v1.0.1", "https", "7777"] },
];

/**
 * Makes the images the jobs name out of programs of this machine, without any registry: this Node with a small
 * server, and Fabio. Nomad then finds them at the daemon, since none has the tag `latest`.
 * @param {{
 *   docker: import("./docker.js").Docker;
 *   tar: string;
 *   openssl: string;
 *   fabio: string;
 *   folder: string;
 *   cleanups: import("./cleanups.js").Cleanups;
 * }} options
 */
export async function makeImages({ docker, tar, openssl, fabio, folder, cleanups }) {
  const backendRoot = join(folder, "backend");
  mkdirSync(backendRoot, { recursive: true });
  copyProgram(process.execPath, backendRoot, "node");
  copyFileSync(BACKEND_SERVER, join(backendRoot, "server.mjs"));
  makeCertificate(openssl, backendRoot);
  const backendTar = pack(tar, backendRoot);

  const fabioRoot = join(folder, "fabio");
  mkdirSync(join(fabioRoot, "etc/fabio"), { recursive: true });
  copyProgram(fabio, fabioRoot, "fabio");
  // As the official image has it: without arguments Fabio reads this file, and an empty one is all defaults.
  writeFileSync(join(fabioRoot, "etc/fabio/fabio.properties"), "");
  const fabioTar = pack(tar, fabioRoot);

  /**
   * @param {string} image
   * @param {string} archive
   * @param {readonly string[]} changes
   */
  const importImage = async (image, archive, changes) => {
    await refuseForeign(docker, image);
    const options = [`LABEL ${LABEL}=true`, ...changes].flatMap((change) => ["--change", change]);
    await docker.run("import", ...options, archive, image);
  };

  cleanups.add("images", () => removeOwn(docker));
  for (const { image, args } of BACKENDS) {
    await importImage(image, backendTar, [`ENTRYPOINT ${JSON.stringify(["/node", "/server.mjs", ...args])}`]);
  }
  await importImage(FABIO_IMAGE, fabioTar, [
    'ENTRYPOINT ["/fabio"]',
    'CMD ["-cfg", "/etc/fabio/fabio.properties"]',
    // The jobs leave Fabio its default, a Consul agent on port 8500.
    `ENV FABIO_REGISTRY_CONSUL_ADDR=${CONSUL_ADDRESS}`,
  ]);
}

/**
 * Removes the images of this suite, and what is left of their containers should Nomad have ended without
 * removing them; a container has the labels of its image.
 * @param {import("./docker.js").Docker} docker
 */
async function removeOwn(docker) {
  const filter = ["--quiet", "--filter", `label=${LABEL}`];
  const containers = await docker.run("container", "ls", "--all", ...filter);
  if (containers !== "") await docker.run("container", "rm", "--force", ...containers.split("\n"));
  const images = await docker.run("image", "ls", ...filter);
  if (images !== "") await docker.run("image", "rm", "--force", ...new Set(images.split("\n")));
}

/**
 * Throws when the daemon has an image of this name that the suite did not make.
 * @param {import("./docker.js").Docker} docker
 * @param {string} image
 */
async function refuseForeign(docker, image) {
  const id = await docker.run("image", "ls", "--quiet", image);
  if (id === "") return;
  const label = await docker.run(
    "image",
    "inspect",
    "--format",
    `{{index .Config.Labels "${LABEL}"}}`,
    image,
  );
  if (label !== "true") throw new Error(`docker already has an image ${image} that the suite did not make`);
}

/**
 * Copies a program, and the shared libraries it names, to where it looks for them.
 * @param {string} program
 * @param {string} root
 * @param {string} name the file name in the root folder
 */
function copyProgram(program, root, name) {
  copyFileSync(realpathSync(program), join(root, name));
  for (const library of sharedLibraries(program)) {
    const target = join(root, library);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(realpathSync(library), target);
  }
}

/**
 * The absolute paths `ldd` prints; none for a static program, which `ldd` refuses.
 * @param {string} program
 */
function sharedLibraries(program) {
  try {
    const listing = execFileSync("ldd", [program], { encoding: "utf8", stdio: "pipe" });
    return [...listing.matchAll(/(\/\S+) \(0x/g)].map((match) => String(match[1]));
  } catch {
    return [];
  }
}

/**
 * @param {string} tar
 * @param {string} root
 */
function pack(tar, root) {
  const archive = `${root}.tar`;
  execFileSync(tar, ["--create", "--file", archive, "--directory", root, "."]);
  return archive;
}
