import { expect, it } from 'vitest';
import { renderBy } from '../../../src/notify/wording/render.ts';
import { entryTo, noticeWith } from '../channels/channel-entry.ts';
import { CONTEXT, manySites, patternOf } from './letter-of.ts';

const publicUrl = 'https://board.example';

it('links to a pattern by the id of its reader, and not to one that the board shows no more', () => {
  const pattern = patternOf(manySites(2), { toldAs: 'pattern-7-1' });
  const rendered = (matters: readonly (typeof pattern)[]) => {
    const notice = noticeWith({ viewer: 'council', matters });
    const entry = entryTo({ kind: 'mail', to: 'web@gas-0001.example' }, notice);
    return renderBy(() => ({ ...CONTEXT, publicUrl }))(entry);
  };
  expect(rendered([pattern]).link).toBe(`${publicUrl}/incidents/pattern-7-1`);
  const unlisted = { ...pattern, isUnlisted: true as const };
  const message = rendered([unlisted]);
  expect(message.link).toBeNull();
  expect(message.briefOf(unlisted).link).toBeNull();
  expect(JSON.stringify(message.json)).not.toContain('isUnlisted');
});
