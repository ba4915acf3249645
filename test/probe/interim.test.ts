import { afterAll, describe, expect, it } from 'vitest';
import { atLeast } from '../support/at-least.ts';
import { onRequestHead, type RawServer, startRawServer } from '../support/raw-server.ts';
import { openProbe } from './open-probe.ts';

const FINAL = 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello';
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';
const HINTS = 'HTTP/1.1 103 Early Hints\r\nlink: </a.css>; rel=preload\r\n\r\n';
const DELAY_MS = 150;

const measure = openProbe();
const servers: RawServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

/** Writes one text after the other, each `gapMs` after the one before. */
async function writing(texts: readonly string[], gapMs: number): Promise<string> {
  const server = await startRawServer(({ socket }) => {
    const writeFrom = (index: number) => {
      const text = texts[index];
      if (text === undefined) return;
      socket.write(text);
      atLeast(gapMs, () => writeFrom(index + 1));
    };
    onRequestHead(socket, () => writeFrom(0));
  });
  servers.push(server);
  return `http://127.0.0.1:${server.port}/`;
}

describe('interim answers', () => {
  it.each([
    { name: '100', texts: [CONTINUE, FINAL], interim: [100] },
    { name: '103', texts: [HINTS, FINAL], interim: [103] },
    {
      name: '103, 100, 103 at once',
      texts: [HINTS + CONTINUE + HINTS, FINAL],
      interim: [103, 100, 103],
    },
    { name: '102 of HTTP/1.0', texts: ['HTTP/1.0 102 Processing\r\n\r\n', FINAL], interim: [102] },
  ])('$name are facts, and wait runs to the final one', async ({ texts, interim }) => {
    const { sample, hops } = await measure(await writing(texts, DELAY_MS));
    expect(sample).toMatchObject({ outcome: 'success', statusCode: 200, encodedBodyBytes: 5 });
    expect(hops[0]?.interim).toEqual(interim);
    expect(sample.phases.wait).toBeGreaterThanOrEqual(DELAY_MS - 0.5);
  });

  it('in one packet with the final one leave wait short', async () => {
    const { sample, hops } = await measure(await writing([CONTINUE + HINTS + FINAL], 0));
    expect(sample.outcome).toBe('success');
    expect(hops[0]?.interim).toEqual([100, 103]);
  });

  it('byte by byte are taken for what they are', async () => {
    const { sample, hops } = await measure(await writing([...`${CONTINUE}${HINTS}${FINAL}`], 0));
    expect(sample).toMatchObject({ outcome: 'success', encodedBodyBytes: 5 });
    expect(hops[0]?.interim).toEqual([100, 103]);
  });

  it('do not delay the first byte of a final answer that comes byte by byte', async () => {
    // What is noticed late at a busy machine is less than one of the two gaps.
    const gapMs = 1_500;
    const { sample } = await measure(await writing(['H', 'TTP/1.1 2', FINAL.slice(10)], gapMs));
    expect(sample.outcome).toBe('success');
    expect(sample.phases.wait).toBeLessThan(gapMs);
    expect(sample.phases.transfer).toBeGreaterThanOrEqual(gapMs);
  });

  it.each([
    ['a switch of protocols', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\n\r\n'],
    ['an interim head without its blank line', `HTTP/1.1 100 Continue\n\n${FINAL}`],
  ])('are not %s, which ends in protocol', async (_what, text) => {
    const { sample } = await measure(await writing([text], 0), { timeoutMs: 2_000 });
    expect(sample).toMatchObject({ outcome: 'failure', reason: 'protocol', blame: 'target' });
  });
});
