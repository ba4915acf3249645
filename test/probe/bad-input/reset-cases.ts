import { atLeast } from '../../support/at-least.ts';
import { onRequestHead, type RawConnection, startRawServer } from '../../support/raw-server.ts';
import type { BadInput, BadWorld, Expected } from './bad-input.ts';
import { SITE } from './bad-input.ts';

/** Lets what was written arrive before the connection breaks, ms. */
const ARRIVAL_MS = 10;

const HEAD = 'HTTP/1.1 200 OK\r\nserver: broken\r\n';
const REPLIED = ['dns', 'connect', 'send', 'wait'] as const;

interface Break {
  readonly title: string;
  readonly script: (connection: RawConnection) => void;
  /** Without `tls` in `completed`, which the https variant adds. */
  readonly expected: Expected;
}

const lost = { reason: 'reset', blame: 'target' } as const;
const broken = { reason: 'protocol', blame: 'target' } as const;

/** Connections that break, and answers that are none, over http and https. */
export async function resetCases(world: BadWorld): Promise<readonly BadInput[]> {
  const cases: BadInput[] = [];
  for (const { title, script, expected } of [...BREAKS, ...GARBAGE]) {
    for (const scheme of ['http', 'https'] as const) {
      const secure = scheme === 'https' ? { certificate: world.certificates.valid } : {};
      const server = world.keep(await startRawServer(script, secure));
      cases.push({
        title: `${title}, over ${scheme}`,
        url: `${scheme}://${SITE}:${server.port}/`,
        expected: scheme === 'https' ? withTls(expected) : expected,
        server,
        served: { connections: 1 },
      });
    }
  }
  return cases;
}

const BREAKS: readonly Break[] = [
  {
    title: 'a reset before the headers ends in reset',
    script: (connection) => onRequestHead(connection.socket, () => connection.reset()),
    expected: { ...lost, failedPhase: 'wait', completed: ['dns', 'connect', 'send'] },
  },
  {
    title: 'a close before the headers ends in reset',
    script: ({ socket }) => onRequestHead(socket, () => socket.end()),
    expected: { ...lost, failedPhase: 'wait', completed: ['dns', 'connect', 'send'] },
  },
  {
    title: 'a reset in the headers ends in reset',
    script: breakAfter(HEAD, 'reset'),
    expected: { ...lost, failedPhase: 'transfer', completed: REPLIED, statusCode: null },
  },
  {
    title: 'a close in the headers ends in reset',
    script: breakAfter(HEAD, 'close'),
    expected: { ...lost, failedPhase: 'transfer', completed: REPLIED, statusCode: null },
  },
  {
    title: 'a reset after the headers ends in reset, the bytes so far counted',
    script: breakAfter(`${HEAD}content-length: 10\r\n\r\nhalf`, 'reset'),
    expected: {
      ...lost,
      failedPhase: 'transfer',
      completed: REPLIED,
      statusCode: 200,
      sample: { encodedBodyBytes: 4 },
    },
  },
  {
    title: 'a close in a chunked body ends in reset',
    script: breakAfter(`${HEAD}transfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n`, 'close'),
    expected: { ...lost, failedPhase: 'transfer', completed: REPLIED, statusCode: 200 },
  },
  {
    title: 'a body shorter than its content-length ends in protocol',
    script: breakAfter(`${HEAD}content-length: 10\r\n\r\nhalf`, 'close'),
    expected: { ...broken, failedPhase: 'transfer', completed: REPLIED, statusCode: 200 },
  },
];

const GARBAGE: readonly Break[] = (
  [
    ['random bytes', Buffer.from('8f3a00ffe1c2d4b60d0a0d0a', 'hex')],
    ['the greeting of another protocol', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['a page without a head', '<!doctype html><title>no head</title>'],
    ['a head of another protocol', 'ICY 200 OK\r\n\r\n'],
    ['a status that is no number', 'HTTP/1.1 two OK\r\n\r\n'],
    ['two contradictory lengths', `${HEAD}content-length: 5\r\ncontent-length: 6\r\n\r\nfive!`],
    ['a NUL in a header', `${HEAD}x-nul: a\0b\r\n\r\n`],
  ] as const
).map(([what, bytes]) => ({
  title: `${what} in place of an answer ends in protocol`,
  script: ({ socket }) => onRequestHead(socket, () => socket.write(bytes)),
  expected: { ...broken, failedPhase: 'transfer', completed: REPLIED, statusCode: null },
}));

/** Writes to a request, and breaks when it has arrived. */
function breakAfter(text: string, how: 'reset' | 'close'): Break['script'] {
  return ({ socket, reset }) => {
    onRequestHead(socket, () => {
      socket.write(text, () => {
        atLeast(ARRIVAL_MS, () => (how === 'reset' ? reset() : socket.end()));
      });
    });
  };
}

function withTls(expected: Expected): Expected {
  const [dns = 'dns', connect = 'connect', ...rest] = expected.completed;
  return { ...expected, completed: [dns, connect, 'tls', ...rest] };
}
