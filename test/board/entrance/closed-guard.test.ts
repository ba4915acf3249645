import { beforeEach, describe, expect, it } from 'vitest';
import { closedByAccounts } from '../../../src/board/guard.ts';
import {
  type Opened,
  openTestEntrance,
  type Person,
  personOf,
} from '../../accounts/opened-entrance.ts';

interface Row {
  readonly sentence: string;
  readonly peer?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly exposure?: 'loopback' | 'container';
  readonly publicUrl?: string;
  readonly is: 'in' | 'may come in' | 'refused';
}

const HTTPS = { publicUrl: 'https://board.example.jp', headers: { host: 'board.example.jp' } };
const FORWARDED = { 'x-forwarded-for': '192.0.2.7' };

const ROWS: readonly Row[] = [
  { sentence: 'lets in by the cookie at this machine', is: 'in' },
  { sentence: 'refuses another machine where there is no https', peer: '192.0.2.7', is: 'refused' },
  { sentence: 'refuses a proxy where there is no https', headers: FORWARDED, is: 'refused' },
  { sentence: 'lets in in a container', peer: '172.17.0.1', exposure: 'container', is: 'in' },
  { sentence: 'lets in from another machine by https', peer: '192.0.2.7', ...HTTPS, is: 'in' },
  {
    ...{ sentence: 'lets in through a proxy by https', ...HTTPS, is: 'in' },
    headers: { ...HTTPS.headers, ...FORWARDED },
  },
  { sentence: 'refuses a foreign name', headers: { host: 'evil.example' }, is: 'refused' },
  {
    ...{ sentence: 'refuses what another site asks for', is: 'refused' },
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
  },
  {
    ...{ sentence: 'takes a wrong cookie for none', is: 'may come in' },
    headers: { cookie: 'yamabiko=wrong; __Host-yamabiko=wrong' },
  },
];

let opened: Opened;
let sato: Person;
beforeEach(async () => {
  opened = await openTestEntrance();
  sato = await personOf(opened, 'sato');
});

describe('closedByAccounts', () => {
  it.each(ROWS)('$sentence', ({ peer, headers, exposure, publicUrl, is }) => {
    const name = publicUrl === undefined ? 'yamabiko' : '__Host-yamabiko';
    const all: Readonly<Record<string, string>> = {
      ...{ host: '127.0.0.1:8080', cookie: `a=b; ${name}=${sato.secret}`, ...headers },
    };
    const options = { exposure: exposure ?? 'loopback', publicUrl: publicUrl ?? null };
    const caller = { peerAddress: peer ?? '127.0.0.1', header: (key: string) => all[key] };
    const admission = closedByAccounts(opened.entrance, options)(caller);
    const mayComeIn = admission.viewer === null && admission.mayComeIn === true;
    expect(admission.viewer === null ? (mayComeIn ? 'may come in' : 'refused') : 'in').toBe(is);
  });

  it('takes by https no cookie that a page without could have set', () => {
    const options = { exposure: 'loopback', publicUrl: 'https://board.example.jp' } as const;
    const headers: Record<string, string> = {
      ...{ host: 'board.example.jp', cookie: `yamabiko=${sato.secret}` },
    };
    const caller = { peerAddress: '192.0.2.7', header: (key: string) => headers[key] };
    expect(closedByAccounts(opened.entrance, options)(caller).viewer).toBeNull();
  });
});
