import { fileURLToPath } from 'node:url';

/** Folder of `package.json`, with a trailing slash: above `src/`, or as built above `dist/src/`. */
export const PACKAGE_ROOT: string = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../' : '../../../', import.meta.url),
);
