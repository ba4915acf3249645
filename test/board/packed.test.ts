import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { packedFor } from '../../src/board/packed.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';

const TEXT = JSON.stringify(Array.from({ length: 2000 }, (_, index) => ({ index })));
const body = Buffer.from(TEXT);
const json = { contentType: 'application/json', body };

describe('a long answer', () => {
  it.each(['gzip', 'br, GZIP;q=0.5', 'deflate,gzip'])('is packed for %s', async (encoding) => {
    const packed = await packedFor({ 'accept-encoding': encoding }, json);
    expect(packed?.length).toBeLessThan(body.length / 4);
    expect(gunzipSync(packed ?? '').toString()).toBe(TEXT);
  });

  it.each(['', 'br', 'gzip;q=0', 'x-gzip', 'gzipped'])('is not for "%s"', async (encoding) => {
    expect(await packedFor({ 'accept-encoding': encoding }, json)).toBeNull();
  });

  it('is packed once for all who get it', async () => {
    const [one, other] = await Promise.all([
      packedFor({ 'accept-encoding': 'gzip' }, json),
      packedFor({ 'accept-encoding': 'gzip' }, json),
    ]);
    expect(one).toBe(other);
  });

  it('is alone in that: neither short ones are, nor what is no JSON', async () => {
    const asked = { 'accept-encoding': 'gzip' };
    expect(await packedFor(asked, { ...json, body: body.subarray(0, 1000) })).toBeNull();
    expect(await packedFor(asked, { ...json, contentType: 'text/css' })).toBeNull();
  });

  it('comes from the board as the same data, and says how it is packed', async () => {
    const { sources } = createFixture(councilOf({ sectors: 6, sitesPerSector: 30 }));
    const board = await startFixtureBoard(sources);
    try {
      const plain = await fetch(`${board.url}/api/overview`, {
        headers: { 'accept-encoding': 'identity' },
      });
      const packed = await fetch(`${board.url}/api/overview`);
      expect(plain.headers.get('content-encoding')).toBeNull();
      expect(packed.headers.get('content-encoding')).toBe('gzip');
      expect(packed.headers.get('vary')).toBe('accept-encoding');
      expect(packed.headers.get('tlp')).toBe(plain.headers.get('tlp'));
      const [one, other] = [await plain.json(), await packed.json()];
      expect(other).toEqual({ ...(one as object), asOf: (other as { asOf: number }).asOf });
    } finally {
      await board.close();
    }
  });
});
