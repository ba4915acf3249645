import type { Socket } from 'node:net';
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { pour } from '../../support/pour.ts';
import { onRequestHead, startRawServer } from '../../support/raw-server.ts';
import { type BadInput, type BadWorld, SHORT_MS, SITE } from './bad-input.ts';

const MIB = 1_048_576;
const QUICK_BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n';
const ANSWERED = ['dns', 'connect', 'send', 'wait'] as const;
const WHOLE = [...ANSWERED, 'transfer'] as const;

/** Bodies and headers that are too long, too slow or too dense. */
export async function bodyCases(world: BadWorld): Promise<readonly BadInput[]> {
  const zeros = Buffer.alloc(64 * MIB);
  const bombs = [
    ['gzip', gzipSync(zeros)],
    ['br', brotliCompressSync(zeros, QUICK_BROTLI)],
    ['zstd', zstdCompressSync(zeros)],
  ] as const;

  const serve = async (write: (socket: Socket) => void) => {
    const server = await startRawServer(({ socket }) => {
      onRequestHead(socket, () => write(socket));
    });
    world.keep(server);
    return `http://${SITE}:${server.port}/`;
  };

  const tooLarge = { reason: 'too_large', blame: 'target' } as const;
  const late = { reason: 'timeout', blame: 'target' } as const;
  return [
    {
      title: 'an endless body stops reading at the limit and succeeds',
      heavy: true,
      url: await serve(endless),
      expected: {
        reason: null,
        blame: null,
        failedPhase: null,
        completed: WHOLE,
        sample: { bodyTruncated: true, encodedBodyBytes: 262_144, decodedBodyBytes: null },
      },
    },
    {
      title: 'an endless body without the expected text ends in body',
      heavy: true,
      url: await serve(endless),
      target: { expect: { status: null, text: 'never said' } },
      expected: {
        reason: 'body',
        blame: 'target',
        failedPhase: null,
        completed: WHOLE,
        statusCode: 200,
        sample: { bodyTruncated: true, encodedBodyBytes: 262_144, decodedBodyBytes: 262_144 },
      },
    },
    {
      title: 'a body of one byte a second ends in timeout, the bytes counted',
      url: await serve((socket) => drip(socket, `${HEAD}\r\n`, '.'.repeat(100))),
      target: { timeoutMs: 1_500 },
      expected: {
        ...late,
        failedPhase: 'transfer',
        completed: ANSWERED,
        statusCode: 200,
        sample: { encodedBodyBytes: 2 },
      },
    },
    {
      title: 'headers of one byte a second end in timeout',
      url: await serve((socket) => drip(socket, '', HEAD)),
      target: { timeoutMs: 1_200 },
      expected: { ...late, failedPhase: 'transfer', completed: ANSWERED, statusCode: null },
    },
    {
      title: 'a server that takes the request and says nothing ends in timeout',
      url: await serve(() => {}),
      target: { timeoutMs: SHORT_MS },
      expected: { ...late, failedPhase: 'wait', completed: ['dns', 'connect', 'send'] },
    },
    {
      title: '10 MB of headers end in too_large',
      heavy: true,
      url: await serve((socket) => {
        socket.end(`${HEAD}${headerLines(10_000_000)}\r\n`);
      }),
      expected: { ...tooLarge, failedPhase: 'transfer', completed: ANSWERED, statusCode: null },
    },
    {
      title: 'one header of 10 MB ends in too_large',
      heavy: true,
      url: await serve((socket) => {
        socket.end(`${HEAD}x-long: ${'x'.repeat(10_000_000)}\r\n\r\n`);
      }),
      expected: { ...tooLarge, failedPhase: 'transfer', completed: ANSWERED, statusCode: null },
    },
    {
      title: 'endless interim answers end in protocol',
      heavy: true,
      url: await serve((socket) => pour(socket, Buffer.from('HTTP/1.1 103 Early Hints\r\n\r\n'))),
      expected: {
        reason: 'protocol',
        blame: 'target',
        failedPhase: 'transfer',
        completed: ANSWERED,
        statusCode: null,
        detail: 'INTERIM_FLOOD',
      },
    },
    {
      title: 'endless trailers end in too_large',
      heavy: true,
      url: await serve((socket) => {
        socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n0\r\n`);
        pour(socket, Buffer.from(headerLines(65_536)));
      }),
      expected: { ...tooLarge, failedPhase: 'transfer', completed: ANSWERED, statusCode: 200 },
    },
    {
      title: 'an endless chunk extension ends in timeout',
      heavy: true,
      url: await serve((socket) => {
        socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n1;`);
        pour(socket, Buffer.from('x'));
      }),
      target: { timeoutMs: SHORT_MS },
      expected: {
        ...late,
        failedPhase: 'transfer',
        completed: ANSWERED,
        statusCode: 200,
      },
    },
    ...(await Promise.all(
      bombs.map(async ([coding, bomb]) => ({
        title: `a ${coding} bomb under an expectation ends in too_large`,
        heavy: true as const,
        url: await serve((socket) => {
          socket.write(
            `${HEAD}content-encoding: ${coding}\r\ncontent-length: ${bomb.length}\r\n\r\n`,
          );
          socket.end(bomb);
        }),
        target: { expect: { status: null, text: 'never said' } },
        expected: {
          ...tooLarge,
          failedPhase: null,
          completed: WHOLE,
          statusCode: 200,
          sample: { encodedBodyBytes: bomb.length },
        },
      })),
    )),
  ];
}

/** Writes the head and then a body for as long as it is taken. */
function endless(socket: Socket): void {
  socket.write(`${HEAD}\r\n`);
  pour(socket, Buffer.from('endless '));
}

/** Writes the head at once and then a byte each second, the first with the head. */
function drip(socket: Socket, head: string, text: string): void {
  let at = 0;
  const next = () => {
    if (socket.writable) socket.write(text.charAt(at));
    at += 1;
    if (at === text.length) clearInterval(timer);
  };
  const timer = setInterval(next, 1_000);
  socket.on('close', () => clearInterval(timer));
  if (head !== '') socket.write(head);
  next();
}

function headerLines(bytes: number): string {
  const line = `x-line: ${'x'.repeat(990)}\r\n`;
  return line.repeat(Math.ceil(bytes / line.length));
}
