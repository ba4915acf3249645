import { expect } from 'vitest';
import type { InvitedDto } from '../../../src/board/dto/entrance.ts';
import { codeAt, PASSWORD } from '../../accounts/opened-entrance.ts';
import { Browser } from '../../board/entrance/entered-board.ts';

/** Is invited by somebody, and takes the account up in a browser of his own. */
export async function comeIn(url: string, by: Browser, draft: object): Promise<Browser> {
  const { status, text, body } = await by.act('/api/accounts', { ...draft, password: PASSWORD });
  if (status !== 200) throw new Error(text);
  const secret = (body as unknown as InvitedDto).path.split('#')[1];
  const browser = new Browser(url);
  const shown = await browser.act('/api/entrance/invitation', { secret });
  const { ticket, totpKey } = shown.body as { ticket: string; totpKey: string };
  const code = codeAt(totpKey, Date.now());
  const acceptance = { secret, ticket, password: PASSWORD, code };
  expect((await browser.act('/api/entrance/acceptance', acceptance)).status).toBe(200);
  return browser;
}
