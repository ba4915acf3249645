import { describe, expect, it } from 'vitest';
import { openToThisMachine } from '../../src/board/guard.ts';

interface Row {
  readonly sentence: string;
  readonly peer?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly exposure?: 'loopback' | 'container';
  readonly publicUrl?: string;
  readonly admitted: boolean;
}

const ROWS: readonly Row[] = [
  { sentence: 'admits 127.0.0.1', admitted: true },
  { sentence: 'admits ::1', peer: '::1', headers: { host: '[::1]:8080' }, admitted: true },
  { sentence: 'admits the mapped loopback', peer: '::ffff:127.0.0.1', admitted: true },
  { sentence: 'admits localhost in any case', headers: { host: 'LocalHost' }, admitted: true },
  { sentence: 'admits another loopback address', headers: { host: '127.8.9.1:1' }, admitted: true },
  { sentence: 'refuses another machine', peer: '192.0.2.7', admitted: false },
  { sentence: 'refuses a mapped other machine', peer: '::ffff:192.0.2.7', admitted: false },
  { sentence: 'refuses a connection that is gone', peer: '', admitted: false },
  {
    sentence: 'admits every peer of a container',
    peer: '172.17.0.1',
    exposure: 'container',
    admitted: true,
  },
  { sentence: 'refuses a foreign name', headers: { host: 'evil.example' }, admitted: false },
  {
    sentence: 'refuses a foreign name in a container, too',
    headers: { host: 'evil.example:8080' },
    exposure: 'container',
    admitted: false,
  },
  {
    sentence: 'refuses a name that begins like loopback',
    headers: { host: '127.0.0.1.evil.example' },
    admitted: false,
  },
  { sentence: 'refuses a name with user info', headers: { host: 'a@localhost' }, admitted: false },
  { sentence: 'refuses an empty name', headers: { host: '' }, admitted: false },
  {
    sentence: 'admits the host of publicUrl',
    headers: { host: 'board.example.jp' },
    publicUrl: 'https://board.example.jp',
    admitted: true,
  },
  {
    sentence: 'refuses a request that came through a proxy',
    headers: { 'x-forwarded-for': '192.0.2.7' },
    admitted: false,
  },
  {
    sentence: 'refuses what another site asks for',
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
    admitted: false,
  },
  {
    sentence: 'admits a link followed from another site',
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    admitted: true,
  },
];

describe('openToThisMachine', () => {
  it.each(ROWS)('$sentence', ({ peer, headers, exposure, publicUrl, admitted }) => {
    const all: Readonly<Record<string, string>> = { host: '127.0.0.1:8080', ...headers };
    const caller = { peerAddress: peer ?? '127.0.0.1', header: (name: string) => all[name] };
    const options = { exposure: exposure ?? 'loopback', publicUrl: publicUrl ?? null };
    const admission = openToThisMachine(options)(caller);
    expect(admission.viewer?.kind ?? null).toBe(admitted ? 'operator' : null);
    expect(admission.refusal === null).toBe(admitted);
  });
});
