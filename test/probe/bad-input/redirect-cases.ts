import { startOriginServer } from '../../support/origin-server.ts';
import { onRequestHead, startRawServer } from '../../support/raw-server.ts';
import { type BadInput, type BadWorld, SITE } from './bad-input.ts';

const WHOLE = ['dns', 'connect', 'send', 'wait', 'transfer'] as const;

/** Redirects that lead nowhere. */
export async function redirectCases(world: BadWorld): Promise<readonly BadInput[]> {
  const lost = {
    reason: 'redirect',
    blame: 'target',
    failedPhase: null,
    completed: WHOLE,
    statusCode: 302,
  } as const;
  const rows = [
    ['a redirect to itself', () => '/', { requests: 1, detail: 'REDIRECT_LOOP' }],
    [
      'a loop of two redirects',
      (path: string) => (path === '/' ? '/other' : '/'),
      { requests: 2, detail: 'REDIRECT_LOOP' },
    ],
    [
      'an endless chain of redirects',
      (path: string) => `${path}n`,
      { requests: 5, detail: 'REDIRECT_LIMIT' },
    ],
    [
      'a redirect to a file',
      () => 'file:///etc/passwd',
      { requests: 1, detail: 'LOCATION_SCHEME' },
    ],
    ['a redirect to nowhere', () => 'http://[::', { requests: 1, detail: 'LOCATION_INVALID' }],
  ] as const;
  const chains = rows.map(async ([what, location, { requests, detail }]) => {
    const server = world.keep(
      await startOriginServer((path) => ({ status: 302, headers: { location: location(path) } })),
    );
    return {
      title: `${what} ends in redirect`,
      url: `${server.originAs(SITE)}/`,
      expected: { ...lost, detail, sample: { hops: requests } },
      server,
      served: { requests, connections: requests },
    };
  });
  return Promise.all([...chains, endlessRedirectBody(world)]);
}

/** The body of a redirect is of no interest, however long. */
async function endlessRedirectBody(world: BadWorld): Promise<BadInput> {
  const final = world.keep(await startOriginServer());
  const location = `${final.originAs(SITE)}/`;
  const first = world.keep(
    await startRawServer(({ socket }) => {
      onRequestHead(socket, () => {
        socket.write(`HTTP/1.1 301 Moved\r\nlocation: ${location}\r\n\r\n${'.'.repeat(100_000)}`);
      });
    }),
  );
  return {
    title: 'a redirect whose body never ends is followed',
    url: `http://${SITE}:${first.port}/`,
    expected: {
      reason: null,
      blame: null,
      failedPhase: null,
      completed: WHOLE,
      statusCode: 200,
      sample: { hops: 2, redirectedTo: location },
    },
    server: first,
    served: { connections: 1 },
  };
}
