import { delimiter } from 'node:path';
import { expect, it } from 'vitest';
import { userEnvironment } from '../../../bench/practice/fresh-clone.ts';

it('starts a fresh clone as a user does, not as npm run of this tree', () => {
  const environment = userEnvironment(
    {
      HOME: '/home/a',
      PATH: ['/tree/node_modules/.bin', '/usr/bin'].join(delimiter),
      npm_lifecycle_event: 'bench',
      npm_package_json: '/tree/package.json',
      npm_config_local_prefix: '/tree',
      npm_config_registry: 'https://registry.example/',
      NODE_COMPILE_CACHE: '/home/a/.cache',
      INIT_CWD: '/tree',
    },
    '/tree/',
  );
  expect(environment).toEqual({
    HOME: '/home/a',
    PATH: '/usr/bin',
    npm_config_registry: 'https://registry.example/',
  });
});
