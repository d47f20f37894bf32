import { access, chmod, chown, constants, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";

import { draftName } from "./write-files.ts";

/**
 * Puts another text into a file that exists: the whole of it or nothing. The file keeps its mode and its owner; of a link, the
 * file behind it is meant. One that has several names keeps them all: it is written where it is, since a file that takes its
 * place would take one of them only.
 * @throws what the system says of a file that may not be written
 */
export async function replaceFile(target: string, text: string): Promise<void> {
  const file = await realpath(target);
  await access(file, constants.W_OK);
  const { mode, uid, gid, nlink } = await stat(file);
  if (nlink > 1) return writeFile(file, text);
  const draft = path.join(path.dirname(file), draftName(path.basename(file)));
  try {
    await writeFile(draft, text, { mode: 0o600 });
    const { uid: ownUid, gid: ownGid } = await stat(draft);
    if (uid !== ownUid || gid !== ownGid) await chown(draft, uid, gid);
    await chmod(draft, mode & 0o7777);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}
