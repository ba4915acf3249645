import { createRequire } from 'node:module';

/** From the package's own file, which lies two folders above as source and as built. */
export const VERSION: string = createRequire(import.meta.url)('../../package.json').version;
