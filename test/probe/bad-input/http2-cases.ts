import type { ServerCertificate } from '../../support/certificates.ts';
import {
  dataFrame,
  encodeFrame,
  FLAG,
  FRAME,
  goawayFrame,
  H2_ERROR,
  headerBlock,
  headersFrame,
  rstStreamFrame,
} from '../../support/h2-frames.ts';
import { type H2Request, startHostileH2Server } from '../../support/hostile-h2-server.ts';
import { pour } from '../../support/pour.ts';
import { onRequestHead, startRawServer } from '../../support/raw-server.ts';
import { type BadInput, type BadWorld, type Expected, SHORT_MS, SITE } from './bad-input.ts';

const SENT = ['dns', 'connect', 'tls', 'send'] as const;
const REPLIED = [...SENT, 'wait'] as const;
const HALF = Buffer.from('half');

const refused = {
  reason: 'protocol',
  blame: 'target',
  failedPhase: 'wait',
  completed: SENT,
} as const;
const cut = {
  reason: 'reset',
  blame: 'target',
  failedPhase: 'transfer',
  completed: REPLIED,
  statusCode: 200,
  sample: { encodedBodyBytes: HALF.length, protocol: 'h2' },
} as const;

interface Http2Case {
  readonly title: string;
  readonly script: (request: H2Request) => void;
  readonly expected: Expected;
  readonly timeoutMs?: number;
  readonly heavy?: true;
}

/** HTTP/2 servers that refuse, go away, break off or flood; each is asked once. */
export async function http2Cases(world: BadWorld): Promise<readonly BadInput[]> {
  const { valid } = world.certificates;
  const cases = [...refusals(), ...breaks(), ...floods()];
  const inputs = cases.map(async ({ script, timeoutMs, ...rest }) => {
    const server = world.keep(await startHostileH2Server(valid, script));
    return {
      ...rest,
      url: `https://${SITE}:${server.port}/`,
      target: timeoutMs === undefined ? {} : { timeoutMs },
      server,
      served: { requests: 1, connections: 1 },
    };
  });
  return Promise.all([...inputs, garbageAfterAlpn(world, valid)]);
}

function refusals(): readonly Http2Case[] {
  const goaways = [H2_ERROR.noError, H2_ERROR.enhanceYourCalm].flatMap((code) =>
    [false, true].map((closes) => ({
      title: `GOAWAY with last stream 0 and code ${code}, ${closes ? 'closing' : 'staying open'}`,
      script: ({ socket, send }: H2Request) => {
        send(goawayFrame(0, code));
        if (closes) socket.end();
      },
      expected: refused,
    })),
  );
  return [
    {
      title: 'REFUSED_STREAM ends in protocol',
      script: ({ stream, send }) => send(rstStreamFrame(stream, H2_ERROR.refusedStream)),
      expected: refused,
    },
    ...goaways.map((goaway) => ({ ...goaway, title: `${goaway.title} ends in protocol` })),
  ];
}

function breaks(): readonly Http2Case[] {
  const half = ({ stream, send }: H2Request, ...then: readonly Buffer[]) =>
    send(headersFrame(stream, 200), dataFrame(stream, HALF), ...then);
  const resets = [H2_ERROR.noError, H2_ERROR.internalError].map((code) => ({
    title: `RST_STREAM with code ${code} in mid-body ends in reset`,
    script: (request: H2Request) => half(request, rstStreamFrame(request.stream, code)),
    expected: cut,
  }));
  return [
    ...resets,
    {
      title: 'a connection that closes in mid-body ends in reset',
      script: (request) => {
        half(request);
        request.socket.end();
      },
      expected: cut,
    },
    {
      title: 'a body that has its length but no END_STREAM ends in timeout',
      script: ({ stream, send }) => {
        const fields = { 'content-length': String(HALF.length) };
        send(headersFrame(stream, 200, { fields }), dataFrame(stream, HALF));
      },
      expected: { ...cut, reason: 'timeout' },
      timeoutMs: SHORT_MS,
    },
    {
      title: 'a body shorter than its content-length ends in reset',
      script: ({ stream, send }) =>
        send(
          headersFrame(stream, 200, { fields: { 'content-length': '10' } }),
          dataFrame(stream, HALF, true),
        ),
      expected: { ...cut, sample: { protocol: 'h2' } },
    },
    {
      title: 'headers that do not end, end in timeout',
      script: ({ stream, send }) => send(headersFrame(stream, 200, { endHeaders: false })),
      expected: { ...refused, reason: 'timeout' },
      timeoutMs: SHORT_MS,
    },
    {
      title: 'a connection that closes within the headers ends in reset',
      script: ({ stream, send, socket }) => {
        send(headersFrame(stream, 200, { endHeaders: false }));
        socket.end();
      },
      expected: { ...refused, reason: 'reset' },
    },
    {
      title: 'a server that takes the request and says nothing ends in timeout',
      script: () => {},
      expected: { ...refused, reason: 'timeout' },
      timeoutMs: SHORT_MS,
    },
  ];
}

function floods(): readonly Http2Case[] {
  const tooLarge = { ...refused, reason: 'too_large' } as const;
  return [
    {
      title: 'an endless body over HTTP/2 stops reading at the limit and succeeds',
      heavy: true,
      script: (request) => {
        request.send(headersFrame(request.stream, 200));
        pour(request.socket, dataFrame(request.stream, Buffer.alloc(16_384, '.')));
      },
      expected: {
        reason: null,
        blame: null,
        failedPhase: null,
        completed: [...REPLIED, 'transfer'],
        sample: { bodyTruncated: true, encodedBodyBytes: 262_144 },
      },
    },
    {
      title: 'endless empty frames of a body end in reset',
      heavy: true,
      script: (request) => {
        request.send(headersFrame(request.stream, 200));
        pour(request.socket, dataFrame(request.stream, Buffer.alloc(0)));
      },
      expected: { ...cut, sample: { encodedBodyBytes: 0 } },
    },
    {
      title: 'endless interim answers over HTTP/2 end in protocol',
      heavy: true,
      script: ({ socket, stream }) => pour(socket, headersFrame(stream, 103)),
      expected: { ...refused, detail: 'INTERIM_FLOOD' },
    },
    {
      title: 'endless pings end in protocol',
      heavy: true,
      script: ({ socket }) =>
        pour(socket, encodeFrame({ type: FRAME.ping, payload: Buffer.alloc(8) })),
      expected: refused,
    },
    {
      title: '10 MB of headers over HTTP/2 end in too_large',
      heavy: true,
      script: ({ stream, send }) => send(...headersOf(stream, 10_000_000)),
      expected: tooLarge,
    },
    {
      title: '100 kB of headers over HTTP/2 end in too_large',
      script: ({ stream, send }) => send(...headersOf(stream, 100_000)),
      expected: tooLarge,
    },
    {
      title: 'headers of 30 MB packed into 12 kB end in reset',
      script: ({ stream, send }) => send(packedHeaders(stream, 8_000)),
      // Node ends the stream itself, with the code that a server might have sent.
      expected: { ...refused, reason: 'reset', detail: 'NGHTTP2_ENHANCE_YOUR_CALM' },
    },
  ];
}

/** A header list of that many bytes in frames of 16 KiB. */
function headersOf(stream: number, bytes: number): readonly Buffer[] {
  const frames = [headersFrame(stream, 200, { endHeaders: false })];
  const payload = headerBlock({ 'x-long': 'x'.repeat(16_000) });
  const count = Math.ceil(bytes / payload.length);
  for (let index = 1; index <= count; index += 1) {
    const flags = index === count ? FLAG.endHeaders : 0;
    frames.push(encodeFrame({ type: FRAME.continuation, flags, stream, payload }));
  }
  return frames;
}

/** One field of 4 kB that enters the table, and then `count` references to it of one byte each. */
function packedHeaders(stream: number, count: number): Buffer {
  const literal = headerBlock({ 'x-long': 'x'.repeat(3_900) });
  literal.writeUInt8(0x40, 0);
  const payload = Buffer.concat([
    headerBlock({ ':status': '200' }),
    literal,
    Buffer.alloc(count, 0xbe),
  ]);
  return encodeFrame({ type: FRAME.headers, flags: FLAG.endHeaders, stream, payload });
}

async function garbageAfterAlpn(
  world: BadWorld,
  certificate: ServerCertificate,
): Promise<BadInput> {
  const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n';
  const server = world.keep(
    await startRawServer(({ socket }) => onRequestHead(socket, () => socket.write(answer)), {
      certificate,
      alpn: ['h2'],
    }),
  );
  return {
    title: 'a server that agrees on h2 and answers in HTTP/1.1 ends in protocol',
    url: `https://${SITE}:${server.port}/`,
    expected: refused,
    server,
    served: { connections: 1 },
  };
}
