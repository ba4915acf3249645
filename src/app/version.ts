import { createRequire } from 'node:module';
import { PACKAGE_ROOT } from './package-root.ts';

/** From the package's own file. */
export const VERSION: string = createRequire(PACKAGE_ROOT)('./package.json').version;
