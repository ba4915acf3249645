import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/** Makes the system forget what it holds of files; false where that is not allowed. */
export function dropPageCache(): boolean {
  try {
    execFileSync('sync');
    writeFileSync('/proc/sys/vm/drop_caches', '3');
    return true;
  } catch {
    return false;
  }
}
