import { openEntranceDesk } from '../../../src/app/accounts/open-entrance-desk.ts';
import type { EnrolmentDto, EntranceDto, InvitedDto } from '../../../src/board/dto/entrance.ts';
import type { EntranceDesk } from '../../../src/board/entrance/entrance-desk.ts';
import type { Board, BoardOptions } from '../../../src/board/start-board.ts';
import type { Config } from '../../../src/core/config.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import type { DrillMark } from '../../../src/core/words/scenario.ts';
import { cheapHasher, codeAt, PASSWORD } from '../../accounts/opened-entrance.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { createFixture, type Fixture, startFixtureBoard } from '../board-fixture.ts';
import { ask } from '../http-client.ts';

export interface EnteredBoard {
  readonly board: Board;
  readonly desk: EntranceDesk;
  /** Of accounts alone: the board's own runs. */
  readonly clock: ManualClock;
  readonly fixture: Fixture;
}

/** A board with accounts in memory, of which there are none yet. */
export async function startEnteredBoard(
  config: Config,
  { drill = null, ...changes }: Partial<BoardOptions> & { readonly drill?: DrillMark | null } = {},
  auditOf: (store: Fixture['store']) => BoardOptions['audit'] = () => null,
): Promise<EnteredBoard> {
  const fixture = createFixture(config);
  const clock = new ManualClock(Date.now());
  const { accounts: store } = fixture.store;
  const desk = await openEntranceDesk({
    ...{ store, today: () => config, drill, clock, log: noLog, hasher: cheapHasher() },
  });
  const audit = auditOf(fixture.store) ?? null;
  const board = await startFixtureBoard(fixture.sources, { entrance: desk, audit, ...changes });
  return { board, desk, clock, fixture };
}

/** Somebody's browser: his cookie, and what the pages send with an act. */
export class Browser {
  readonly #url: string;
  readonly #origin: string;
  readonly headers: Record<string, string>;
  cookie: string | null = null;

  constructor(
    url: string,
    { origin = url, ...headers }: { origin?: string } & Record<string, string> = {},
  ) {
    this.#url = url;
    this.#origin = origin;
    this.headers = headers;
  }

  async get(path: string) {
    return await ask(`${this.#url}${path}`, { headers: { ...this.headers, ...this.#shown() } });
  }

  async state(): Promise<EntranceDto> {
    return JSON.parse((await this.get('/api/entrance')).text) as EntranceDto;
  }

  /** An act as the pages send it; `headers` take the place of theirs. */
  async act(path: string, body: unknown, headers: Record<string, string> = {}) {
    const state = this.cookie === null ? null : await this.state();
    const csrf = state?.state === 'in' ? { 'x-yamabiko-csrf': state.csrf } : {};
    const answer = await ask(`${this.#url}${path}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: {
        ...{ origin: this.#origin, 'content-type': 'application/json' },
        ...{ ...this.headers, ...this.#shown(), ...csrf, ...headers },
      },
    });
    const [set] = [answer.headers['set-cookie']].flat();
    if (set !== undefined) this.cookie = set.split(';')[0] ?? null;
    return { ...answer, body: JSON.parse(answer.text) as Record<string, unknown> };
  }

  #shown(): Record<string, string> {
    return this.cookie === null ? {} : { cookie: this.cookie };
  }
}

export interface Owner {
  readonly browser: Browser;
  readonly name: string;
  readonly totpKey: string;
  readonly recoveryCodes: readonly string[];
}

/** Takes up an account by its link over HTTP, as the page does; the clock then shows another code. */
export async function takeUp(
  { board, clock }: Pick<EnteredBoard, 'board' | 'clock'>,
  invited: InvitedDto,
  browser = new Browser(board.url),
): Promise<Owner> {
  const secret = invited.path.split('#')[1];
  const shown = await browser.act('/api/entrance/invitation', { secret });
  const { ticket, totpKey } = shown.body as unknown as EnrolmentDto;
  const code = codeAt(totpKey, clock.now());
  const body = { secret, ticket, password: PASSWORD, code };
  const accepted = await browser.act('/api/entrance/acceptance', body);
  if (accepted.status !== 200) throw new Error(accepted.text);
  clock.step(30_000);
  const recoveryCodes = accepted.body['recoveryCodes'] as readonly string[];
  return { browser, name: invited.name, totpKey, recoveryCodes };
}

/** Invites by the browser of somebody who may, and takes the account up in another. */
export async function enter(
  entered: Pick<EnteredBoard, 'board' | 'clock'>,
  by: Browser,
  draft: { readonly name: string; readonly office: object },
): Promise<Owner> {
  const { status, text, body } = await by.act('/api/accounts', { ...draft, password: PASSWORD });
  if (status !== 200) throw new Error(text);
  return await takeUp(entered, body as unknown as InvitedDto);
}

/** Both steps of a login, in a browser that has none. */
export async function login(
  { board, clock }: Pick<EnteredBoard, 'board' | 'clock'>,
  { name, totpKey }: Owner,
): Promise<Browser> {
  const browser = new Browser(board.url);
  const { body } = await browser.act('/api/entrance/login', { name, password: PASSWORD });
  const code = codeAt(totpKey, clock.now());
  const answer = await browser.act('/api/entrance/code', { ticket: body['ticket'], code });
  if (answer.status !== 200) throw new Error(answer.text);
  return browser;
}
