import { onTestFinished } from 'vitest';
import { openEntranceDesk } from '../../../src/app/accounts/open-entrance-desk.ts';
import { openOpenId } from '../../../src/app/accounts/open-openid.ts';
import type { Config } from '../../../src/core/config.ts';
import type { OpenIdConfig } from '../../../src/core/openid-config.ts';
import { cheapHasher } from '../../accounts/opened-entrance.ts';
import { freePort } from '../../support/free-port.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import {
  CLIENT,
  type IssuerPerson,
  type OpenIdIssuer,
  startOpenIdIssuer,
} from '../../support/openid-issuer.ts';
import { type RecordedLog, recordedLog } from '../../support/recorded-log.ts';
import { createFixture, startFixtureBoard, wallClock } from '../board-fixture.ts';
import { councilOf } from '../council-fixture.ts';
import { Browser, type EnteredBoard, enter, type Owner } from './entered-board.ts';

export const COUNCIL = councilOf({ sectors: 2, sitesPerSector: 3 });
const [SECTOR] = COUNCIL.sectors;
export const SECTOR_ID = SECTOR?.id ?? '';
export const MEMBER_ID = SECTOR?.members[0]?.id ?? '';

/** Comes in as an operator. */
export const SUZUKI: IssuerPerson = {
  ...{ subject: 'u-17', acr: 'urn:example:mfa' },
  claims: { preferred_username: 'Suzuki', groups: ['staff', 'board-operators'] },
};

const RULES: Omit<OpenIdConfig, 'issuer'> = {
  ...{ clientId: CLIENT.id, clientSecretFile: 'none', scopes: ['openid'] },
  name: { ja: '協議会の認証基盤', en: 'the council’s sign-in' },
  secondFactor: { acr: ['urn:example:mfa'], amr: [] },
  offices: [
    { claim: 'groups', value: 'board-operators', office: { kind: 'operator' } },
    { claim: 'groups', value: 'board-council', office: { kind: 'council' } },
    { claim: 'member', value: null, kind: 'member' },
  ],
  sessionMs: 2 * 3_600_000,
};

export interface OpenIdBoard extends EnteredBoard {
  readonly issuer: OpenIdIssuer;
  readonly log: RecordedLog;
  /** Has an account of the board: before him nobody comes in by the issuer. */
  readonly sato: Owner;
  /** Actions and details of the audit so far. */
  audited(): Promise<readonly string[]>;
  /** Another process on the same accounts, without the issuer. */
  readonly config: Config;
}

export interface OpenIdBoardOptions {
  readonly rules?: Partial<OpenIdConfig>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A board and an issuer that know each other, on loopback, until the test ends. */
export async function startOpenIdBoard({
  rules = {},
  environment = {},
}: OpenIdBoardOptions = {}): Promise<OpenIdBoard> {
  const parts = new AsyncDisposableStack();
  onTestFinished(() => parts.disposeAsync());
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const issuer = await startOpenIdIssuer({
    redirectUri: `${publicUrl}/openid`,
    logoutUri: `${publicUrl}/api/entrance/openid/logout`,
  });
  parts.defer(() => issuer.close());
  const config: Config = {
    ...COUNCIL,
    council: { ...COUNCIL.council, publicUrl },
    openid: { ...RULES, issuer: issuer.url, ...rules },
  };
  const fixture = createFixture(config);
  const clock = new ManualClock(Date.now());
  const log = recordedLog();
  const openId = await openOpenId(
    {
      ...{ config, clock: wallClock, log: log.log, configDir: null },
      environment: { YAMABIKO_OPENID_SECRET: CLIENT.secret, ...environment },
    },
    parts,
  );
  const desk = await openEntranceDesk({
    ...{ store: fixture.store.accounts, today: () => config, drill: null, clock, openId },
    ...{ log: log.log, hasher: cheapHasher() },
  });
  const board = await startFixtureBoard(fixture.sources, { entrance: desk, port, publicUrl });
  parts.defer(() => board.close());
  const entered = { board, desk, clock, fixture };
  const by = new Browser(board.url);
  const sato = await enter(entered, by, { name: 'sato', office: { kind: 'operator' } });
  const audited = async () =>
    (await fixture.store.state.auditLines()).map(({ actor, action, detail }) =>
      [actor, action, detail].join(' | '),
    );
  return { ...entered, issuer, log, sato, audited, config };
}

/** A browser on its way to the issuer. */
export async function begin({ board }: Pick<OpenIdBoard, 'board'>) {
  const browser = new Browser(board.url);
  const answer = await browser.act('/api/entrance/openid/begin', {});
  return { browser, answer, location: String(answer.body['location']) };
}

/** Finishes with the query of where the issuer sent the browser back to. */
export async function finish(browser: Browser, callback: string) {
  const query = callback === '' ? '' : new URL(callback).search;
  return await browser.act('/api/entrance/openid/finish', { query });
}

/** A whole login of somebody. */
export async function comeIn(board: OpenIdBoard, person: IssuerPerson) {
  board.issuer.person = person;
  const { browser, location } = await begin(board);
  const callback = await board.issuer.visit(location);
  return { browser, callback, answer: await finish(browser, callback) };
}
