import { copyFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeDirectory } from './target-directory.ts';

/** Files of a configuration folder, below it with `/`; names that begin with a dot are left out. */
export function configFiles(dir: string): string[] {
  return readdirSync(dir)
    .sort()
    .flatMap((name) => {
      if (name.startsWith('.')) return [];
      if (!statSync(join(dir, name)).isDirectory()) return [name];
      return configFiles(join(dir, name)).map((below) => `${name}/${below}`);
    });
}

/** Copies a file and makes its folders. */
export function copyWithFolders(from: string, to: string): void {
  makeDirectory(dirname(to));
  copyFileSync(from, to);
}
