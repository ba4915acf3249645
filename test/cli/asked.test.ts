import { describe, expect, it } from 'vitest';
import { type AskedProbe, askedSentence } from '../../src/cli/asked.ts';
import type { Phases } from '../../src/core/words/sample.ts';

const NOTHING: Phases = {
  dns: null,
  connect: null,
  tls: null,
  send: null,
  wait: null,
  transfer: null,
  other: 1,
};
const CONNECTED: Phases = { ...NOTHING, connect: 1 };
const ASKED: Phases = { ...CONNECTED, send: 0, wait: 1 };

const FIRST = { url: 'https://a.example/', peerAddress: '1.1.1.1' };
const SECOND = { url: 'https://b.example/x', peerAddress: '1.0.0.1' };
const SUCCESS = { reason: null, failedPhase: null };

interface Row {
  readonly probe: AskedProbe;
  readonly en: string;
  readonly ja: string;
}

const ROWS: readonly Row[] = [
  {
    probe: { sample: SUCCESS, hops: [{ ...FIRST, phases: ASKED }] },
    en: 'Asked https://a.example/ (1.1.1.1) once.',
    ja: 'https://a.example/ （1.1.1.1）へ 1 回だけ要求しました。',
  },
  {
    probe: {
      sample: SUCCESS,
      hops: [FIRST, FIRST, SECOND].map((each) => ({ ...each, phases: ASKED })),
    },
    en: 'Followed redirects and asked a.example (1.1.1.1) 2 times and b.example (1.0.0.1) once.',
    ja: '転送をたどり、a.example（1.1.1.1）へ 2 回、b.example（1.0.0.1）へ 1 回要求しました。',
  },
  {
    probe: {
      sample: { reason: 'refused', failedPhase: null },
      hops: [
        { ...FIRST, phases: ASKED },
        { url: 'http://169.254.169.254/', peerAddress: '169.254.169.254', phases: NOTHING },
      ],
    },
    en: 'Asked https://a.example/ (1.1.1.1) once. Did not connect to http://169.254.169.254/ (169.254.169.254), which is not a public address, and sent nothing there (to allow it: --allow-private).',
    ja: 'https://a.example/ （1.1.1.1）へ 1 回だけ要求しました。http://169.254.169.254/ （169.254.169.254）は公開アドレスではないため、接続せず、何も送っていません（許すには --allow-private）。',
  },
  {
    probe: {
      sample: { reason: 'dns', failedPhase: 'dns' },
      hops: [{ url: FIRST.url, peerAddress: null, phases: NOTHING }],
    },
    en: 'No address was obtained for a.example, so it was not connected to.',
    ja: 'a.example のアドレスが得られなかったため、接続していません。',
  },
  {
    probe: {
      sample: { reason: 'timeout', failedPhase: 'connect' },
      hops: [{ ...FIRST, phases: NOTHING }],
    },
    en: 'Tried to connect to https://a.example/ (1.1.1.1) without success and sent no request.',
    ja: 'https://a.example/ （1.1.1.1）へ接続を試みましたが、接続できず、要求は送っていません。',
  },
  {
    probe: {
      sample: { reason: 'certificate', failedPhase: 'tls' },
      hops: [{ ...FIRST, phases: CONNECTED }],
    },
    en: 'Connected to https://a.example/ (1.1.1.1), but sent no request.',
    ja: 'https://a.example/ （1.1.1.1）へ接続しましたが、要求は送っていません。',
  },
  {
    probe: {
      sample: { reason: 'reset', failedPhase: 'send' },
      hops: [{ ...FIRST, phases: CONNECTED }],
    },
    en: 'Connected to https://a.example/ (1.1.1.1), but could not send the whole request.',
    ja: 'https://a.example/ （1.1.1.1）へ接続しましたが、要求を最後まで送れませんでした。',
  },
];

describe('what check says of whom it asked', () => {
  it.each(ROWS)('$en', ({ probe, en, ja }) => {
    expect(askedSentence(probe, 'en')).toBe(en);
    expect(askedSentence(probe, 'ja')).toBe(ja);
  });
});
