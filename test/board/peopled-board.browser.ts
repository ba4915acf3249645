import type { BrowserContextOptions } from 'playwright-core';
import { openEntranceDesk } from '../../src/app/accounts/open-entrance-desk.ts';
import { CONSENTS, type Config } from '../../src/core/config.ts';
import { noLog } from '../../src/core/ports/log.ts';
import type { Office } from '../../src/core/words/account.ts';
import type { Text } from '../../src/core/words/language.ts';
import { cheapHasher, PASSWORD } from '../accounts/opened-entrance.ts';
import { DRAFT, GAS, HANDOVER, RAIL_OFFICE } from '../app/notes/note-rows.ts';
import { actingCouncil } from '../app/sharing/acting-council.ts';
import { openSharedBoard, type SharedBoard } from '../app/sharing/shared-board.ts';
import { samplesAt } from '../app/sharing/shared-council.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { startFixtureBoard, wallClock } from './board-fixture.ts';
import { Browser, type EnteredBoard, enter, type Owner } from './entrance/entered-board.ts';
import { councilNow, WHO, type Who } from './shared-pages.browser.ts';

/** A board with an account of each viewer, on which each of them did what he may. */
export interface PeopledBoard
  extends Pick<EnteredBoard, 'board' | 'clock'>,
    Pick<SharedBoard, 'routes'> {
  readonly owners: Readonly<Record<Who, Owner>>;
  /** An account that was invited and not taken up: path of its link. */
  readonly invitation: string;
  /** Path of the link of a wall that the council put up. */
  readonly wall: string;
}

const OFFICES: Readonly<Record<Who, Office>> = {
  member: { kind: 'member', member: 'gas-own' },
  secretariat: { kind: 'secretariat', sector: 'gas' },
  council: { kind: 'council' },
  observer: { kind: 'observer' },
  operator: { kind: 'operator' },
};

export async function startPeopledBoard(): Promise<PeopledBoard> {
  const config = longNamed(actingCouncil(CONSENTS));
  const now = { ...councilNow(), config, samples: samplesAt(config, Date.now() - 60_000) };
  const drills = { take: () => Promise.reject(new Error('no drill is to be begun')) };
  const shared = await openSharedBoard(wallClock, now, { drills });
  const clock = new ManualClock(Date.now());
  const entrance = await openEntranceDesk({
    ...{
      store: shared.accounts,
      today: () => config,
      drill: null,
      clock,
      log: noLog,
      hasher: cheapHasher(),
    },
  });
  const board = await startFixtureBoard(shared.sources, {
    ...{ entrance, acting: shared.acting, acts: shared.acts, audit: shared.audit },
    stream: { tickMs: 50, heartbeatMs: 500, stallMs: 20_000, maxClients: 60 },
  });
  const entered = { board, clock };
  const owners: Partial<Record<Who, Owner>> = {};
  const first = await enter(entered, new Browser(board.url), {
    ...{ name: 'of-operator@example.jp', office: OFFICES.operator },
  });
  for (const who of WHO) {
    const draft = { name: `of-${who}@example.jp`, office: OFFICES[who] };
    owners[who] = who === 'operator' ? first : await enter(entered, first.browser, draft);
  }
  const all = owners as Record<Who, Owner>;
  const { routes } = shared;
  return { ...entered, routes, owners: all, ...(await doWhatTheyMay(all)) };
}

/** Names as long as organisations have them. */
function longNamed(config: Config): Config {
  const long = ({ ja, en }: Text): Text => ({
    ja: `架空地方公共団体情報連携基盤整備推進機構${ja}`,
    en: `Fictional association for the advancement of infrastructure ${en}`,
  });
  return {
    ...config,
    council: { ...config.council, name: long(config.council.name) },
    sectors: config.sectors.map((sector) => ({
      ...{ ...sector, name: long(sector.name) },
      members: sector.members.map((member) => ({ ...member, name: long(member.name) })),
    })),
  };
}

/** Notes, statements, silences, proposals, tokens and walls; the links that are told once. */
async function doWhatTheyMay(
  owners: PeopledBoard['owners'],
): Promise<Pick<PeopledBoard, 'invitation' | 'wall'>> {
  const as = async (who: Who, path: string, body: object) => {
    const answer = await owners[who].browser.act(path, body);
    if (answer.status !== 200) throw new Error(`${who} ${path}: ${answer.text}`);
    return answer.body;
  };
  const proof = { password: PASSWORD };
  let wall = '';
  for (const who of WHO) {
    await as(who, '/api/acts/notes', HANDOVER);
    await as(who, '/api/account/tokens', { name: '監視', scope: 'read', days: 30, ...proof });
    const put = { name: '指令室', range: '127.0.0.0/16', days: 30, ...proof };
    const { secret } = await as(who, '/api/account/walls', put);
    if (who === 'council') wall = `/wall#${String(secret)}`;
    const quiet = {
      target: null,
      sector: null,
      incident: null,
      forMs: 3_600_000,
      reason: '作業中',
    };
    await as(who, '/api/acts/silence', { whose: 'own', ...quiet });
  }
  await as('secretariat', '/api/acts/notes', { ...DRAFT, to: [GAS, RAIL_OFFICE] });
  await as('council', '/api/acts/notes', { ...DRAFT, to: [GAS, RAIL_OFFICE] });
  await as('member', '/api/statements', {
    ...{ target: 'own-counted', kind: 'measurement_error', until: Date.now() + 3_600_000 },
    text: '計測の経路だけが閉じています。利用者には見えています。',
  });
  const scenario = { scenario: '2019-10-12-typhoon', reason: '年次の訓練として' };
  await as('council', '/api/acts/drill/propose', scenario);
  await owners.secretariat.browser.get('/api/targets/own-counted');
  const invited = { name: 'invited@example.jp', office: { kind: 'observer' }, ...proof };
  const { path } = await as('operator', '/api/accounts', invited);
  return { wall, invitation: String(path) };
}

/** A browser in which its owner is in. */
export function contextOf({ browser }: Owner): BrowserContextOptions {
  const [name = '', value = ''] = browser.cookie?.split('=') ?? [];
  const cookie = { ...{ name, value, domain: '127.0.0.1', path: '/' }, expires: -1 };
  const kept = { ...cookie, httpOnly: true, secure: false, sameSite: 'Strict' as const };
  return { storageState: { cookies: [kept], origins: [] } };
}
