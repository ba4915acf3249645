import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { packed } from '../../src/board/packed.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';

const TEXT = JSON.stringify(Array.from({ length: 2000 }, (_, index) => ({ index })));
const BODY = Buffer.from(TEXT);

/** As it goes out where the answer has been asked for with an encoding. */
async function sent(encoding: string, body = BODY, contentType = 'application/json') {
  const response = new Response(null, { headers: { 'content-type': contentType } });
  return await packed(response, body, { 'accept-encoding': encoding });
}

describe('a long answer', () => {
  it.each(['gzip', 'br, GZIP;q=0.5', 'deflate,gzip'])('is packed for %s', async (encoding) => {
    const { headers, body } = await sent(encoding);
    expect(body?.length).toBeLessThan(BODY.length / 4);
    expect(gunzipSync(body ?? '').toString()).toBe(TEXT);
    expect(headers).toEqual({
      ...{ 'content-type': 'application/json', 'content-encoding': 'gzip' },
      ...{ vary: 'accept-encoding', 'content-length': String(body?.length) },
    });
  });

  it.each(['', 'br', 'gzip;q=0', 'x-gzip', 'gzipped'])('is not for "%s"', async (encoding) => {
    const headers = { 'content-type': 'application/json' };
    expect(await sent(encoding)).toEqual({ headers, body: BODY });
  });

  it('is packed once for all who get it', async () => {
    const [one, other] = await Promise.all([sent('gzip'), sent('gzip')]);
    expect(one.body).toBe(other.body);
  });

  it('is alone in that: neither short ones are, nor what is no JSON', async () => {
    const short = BODY.subarray(0, 1000);
    expect((await sent('gzip', short)).body).toBe(short);
    expect((await sent('gzip', BODY, 'text/css')).body).toBe(BODY);
  });

  it('comes from the board as the same data, and says how it is packed', async () => {
    const { sources } = createFixture(councilOf({ sectors: 6, sitesPerSector: 30 }));
    const board = await startFixtureBoard(sources);
    try {
      const plain = await fetch(`${board.url}/api/overview`, {
        headers: { 'accept-encoding': 'identity' },
      });
      const answer = await fetch(`${board.url}/api/overview`);
      expect(plain.headers.get('content-encoding')).toBeNull();
      expect(answer.headers.get('content-encoding')).toBe('gzip');
      expect(answer.headers.get('vary')).toBe('accept-encoding');
      expect(answer.headers.get('tlp')).toBe(plain.headers.get('tlp'));
      const [one, other] = [await plain.json(), await answer.json()];
      expect(other).toEqual({ ...(one as object), asOf: (other as { asOf: number }).asOf });
    } finally {
      await board.close();
    }
  });
});
