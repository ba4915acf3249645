import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** The pages are built the same whoever builds them, tests too. */
process.env['NODE_ENV'] = 'production';

/** Each script of the pages may not grow beyond this, gzipped bytes. */
const SCRIPT_LIMIT_BYTES = 100_000;

/** Builds the pages into the folder given as the only argument. */
await build({
  configFile: false,
  root: fileURLToPath(new URL('web', import.meta.url)),
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: resolve(process.argv[2] ?? 'dist/board/manual'),
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  plugins: [
    {
      name: 'script-limit',
      generateBundle(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk') continue;
          const bytes = gzipSync(file.code).length;
          if (bytes > SCRIPT_LIMIT_BYTES) this.error(`${file.fileName} has ${bytes} bytes gzipped`);
        }
      },
    },
  ],
});
