import { codeOf } from '../core/errors.ts';

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** What a file system says that keeps no owners, or not this one. */
const NO_OWNERS: ReadonlySet<string> = new Set(['EPERM', 'EINVAL', 'ENOTSUP', 'ENOSYS']);

/**
 * Gives what root has made to an owner, so that a service that runs as an ordinary user can read it;
 * nothing for other users and where there are no owners. Rejects as `chown` does.
 */
export async function giveTo(
  { uid, gid }: Owner,
  chown: (uid: number, gid: number) => Promise<void>,
): Promise<void> {
  if (process.getuid?.() !== 0) return;
  try {
    await chown(uid, gid);
  } catch (error) {
    if (!NO_OWNERS.has(codeOf(error) ?? '')) throw error;
  }
}
