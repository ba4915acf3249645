import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { OriginAnswer } from '../support/origin-server.ts';
import { answered } from './answered.ts';

/** 山びこ in the encodings of Japanese pages. */
const YAMABIKO = {
  'utf-8': Buffer.from('山びこ'),
  shift_jis: Buffer.from('8e5282d182b1', 'hex'),
  'euc-jp': Buffer.from('bbb3a4d3a4b3', 'hex'),
  'iso-2022-jp': Buffer.from('1b24423b33245324331b2842', 'hex'),
  'utf-16le': Buffer.from('fffe715c73305330', 'hex'),
};

describe('the status of the final answer', () => {
  it.each([
    { status: 200, expected: null, outcome: 'success' },
    { status: 204, expected: null, outcome: 'success' },
    { status: 304, expected: null, outcome: 'success' },
    { status: 404, expected: null, outcome: 'failure' },
    { status: 500, expected: null, outcome: 'failure' },
    { status: 404, expected: [404], outcome: 'success' },
    { status: 200, expected: [204], outcome: 'failure' },
    { status: 503, expected: [200, 503], outcome: 'success' },
  ])('$status where $expected is expected is a $outcome', async ({ status, expected, outcome }) => {
    const { sample } = await answered({ status, chunks: [] }, { status: expected });
    expect(sample).toMatchObject({
      outcome,
      statusCode: status,
      reason: outcome === 'success' ? null : 'status',
      blame: outcome === 'success' ? null : 'target',
      failedPhase: null,
    });
    expect(sample.phases.transfer).not.toBeNull();
  });
});

describe('a text that is expected', () => {
  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
    ['identity', (bytes: Buffer) => bytes],
    ['gzip, br', (bytes: Buffer) => brotliCompressSync(gzipSync(bytes))],
  ])('is found under content-encoding %s', async (coding, encode) => {
    const page = Buffer.from('<html>山びこは元気です</html>');
    const body = encode(page);
    const answer = { headers: { 'content-encoding': coding }, chunks: [body] };
    const { sample } = await answered(answer, { text: '山びこ' });
    expect(sample).toMatchObject({
      outcome: 'success',
      encodedBodyBytes: body.byteLength,
      decodedBodyBytes: page.byteLength,
    });
    const other = await answered(answer, { text: '川びこ' });
    expect(other.sample).toMatchObject({ outcome: 'failure', reason: 'body', blame: 'target' });
  });

  it.each(Object.entries(YAMABIKO))(
    'is found in %s by the header, the page or guess',
    async (charset, bytes) => {
      const type = { 'content-type': `text/html; charset="${charset}"` };
      const meta = [`<html><meta charset=${charset}>`, bytes];
      const old = [
        `<meta http-equiv="Content-Type" content="text/html; charset=${charset}">`,
        bytes,
      ];
      const answers: OriginAnswer[] = [{ headers: type, chunks: [bytes] }, { chunks: [bytes] }];
      if (charset !== 'utf-16le') answers.push({ chunks: meta }, { chunks: old });
      for (const answer of answers) {
        const { sample } = await answered(answer, { text: '山びこ' });
        expect(sample.outcome).toBe('success');
      }
    },
  );

  it('is sought in what was read where the body is longer than the limit', async () => {
    const page = gzipSync(
      Buffer.concat([Buffer.from('山びこ'), randomText(60_000), Buffer.from('川')]),
    );
    const answer = { headers: { 'content-encoding': 'gzip' }, chunks: [page] };
    const near = await answered(answer, { text: '山びこ' }, { bodyLimitBytes: 20_000 });
    expect(near.sample).toMatchObject({
      outcome: 'success',
      bodyTruncated: true,
      encodedBodyBytes: 20_000,
    });
    const far = await answered(answer, { text: '川' }, { bodyLimitBytes: 20_000 });
    expect(far.sample).toMatchObject({ reason: 'body', bodyTruncated: true });
  });

  it('is not found in a body that does not decode or has an unknown coding', async () => {
    for (const coding of ['gzip', 'compress', 'gzip, gzip, gzip, gzip']) {
      const answer = { headers: { 'content-encoding': coding }, chunks: ['山びこ'] };
      const { sample } = await answered(answer, { text: '山びこ' });
      expect(sample).toMatchObject({ reason: 'body', decodedBodyBytes: null });
    }
  });
});

describe('a body without an expectation', () => {
  it('is counted and not decoded', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const answer = { headers: { 'content-encoding': 'gzip' }, chunks: [bomb] };
    const { sample } = await answered(answer);
    expect(sample).toMatchObject({
      outcome: 'success',
      encodedBodyBytes: bomb.byteLength,
      decodedBodyBytes: null,
      bodyTruncated: false,
    });
  });

  it.each([
    { bytes: 10_000, truncated: false },
    { bytes: 10_001, truncated: true },
  ])('of $bytes bytes under a limit of 10000 is cut: $truncated', async ({ bytes, truncated }) => {
    const { sample } = await answered(
      { chunks: [Buffer.alloc(bytes)] },
      {},
      { bodyLimitBytes: 10_000 },
    );
    expect(sample).toMatchObject({
      outcome: 'success',
      encodedBodyBytes: 10_000,
      bodyTruncated: truncated,
    });
  });
});

describe('an answer with the marks of a wall', () => {
  it.each([
    ['cloudflare', 403, { 'cf-mitigated': 'challenge' }, ''],
    ['cloudflare', 503, {}, '<!DOCTYPE html><title>Just a moment...</title>'],
    ['akamai', 403, { server: 'AkamaiGHost' }, '<TITLE>Access Denied</TITLE>'],
    ['imperva', 403, {}, '<iframe src="/_Incapsula_Resource?x=1">'],
    ['aws-waf', 403, { server: 'awselb/2.0' }, '<h1>403 Forbidden</h1>'],
    ['aws-waf', 429, { 'x-amzn-waf-action': 'captcha' }, ''],
    ['cloudfront', 403, {}, 'Request blocked. We cannot connect. Generated by cloudfront'],
    ['datadome', 403, {}, '<script src="https://geo.captcha-delivery.com/c.js">'],
    ['sucuri', 403, { 'x-sucuri-block': '1' }, ''],
    ['fastly', 429, {}, '<script src="/_fs-ch-1T1wmsGaOgGaSxcX/script.js">'],
    ['geographic', 403, {}, '<p>海外からのアクセスはご利用いただけません</p>'],
  ])('of %s, status %d, is blocked', async (wall, status, headers, page) => {
    const record = await answered({ status, headers, chunks: [page] });
    expect(record.sample).toMatchObject({
      outcome: 'failure',
      reason: 'blocked',
      blame: 'target',
      statusCode: status,
    });
    expect(record.detail).toBe(wall);
  });

  it('is read under its content coding', async () => {
    const page = gzipSync('<title>Attention Required! | Cloudflare</title>');
    const headers = { 'content-encoding': 'gzip' };
    expect((await answered({ status: 403, headers, chunks: [page] })).sample.reason).toBe(
      'blocked',
    );
  });

  it.each([
    ['a status without marks', 403, { server: 'nginx' }, '<h1>Forbidden</h1>'],
    ['a site that is down behind Akamai', 503, { server: 'AkamaiGHost' }, 'Service Unavailable'],
    ['a site that is down behind CloudFront', 503, {}, 'Generated by cloudfront Request ID: x'],
    ['marks with another status', 500, { 'cf-mitigated': 'challenge' }, ''],
  ])('is only a status for %s', async (_what, status, headers, page) => {
    expect((await answered({ status, headers, chunks: [page] })).sample.reason).toBe('status');
  });

  it('is a success where the target expects the status', async () => {
    const answer = { status: 403, headers: { 'cf-mitigated': 'challenge' } };
    expect((await answered(answer, { status: [403] })).sample.outcome).toBe('success');
  });
});

/** Text that compresses badly, the same in every run. */
function randomText(bytes: number): Buffer {
  let state = 1;
  return Buffer.from(
    Array.from({ length: bytes }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return 33 + (state % 90);
    }),
  );
}
