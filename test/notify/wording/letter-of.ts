import type { Language } from '../../../src/core/words/language.ts';
import type { Notice, NoticeMatter } from '../../../src/core/words/notice.ts';
import type { RenderedMessage } from '../../../src/notify/message.ts';
import { renderBy } from '../../../src/notify/wording/render.ts';
import type { WordingContext } from '../../../src/notify/wording/wording-context.ts';
import { entryTo, noticeWith } from '../channels/channel-entry.ts';
import { NIGHT, siteMatter } from '../desk-world.ts';

export const CONTEXT: WordingContext = {
  council: { ja: '架空協議会', en: 'Fictional Council' },
  operator: {
    name: { ja: '山びこ運用室', en: 'Yamabiko operations' },
    contactUrl: 'https://yamabiko.example/contact',
  },
  publicUrl: null,
  timezone: 'Asia/Tokyo',
  standing: [{ ja: '参考情報です。', en: 'Reference information.' }],
  phonesOf: () => [],
};

/** A notice in words. */
export function messageOf(notice: Partial<Notice>, language: Language = 'en'): RenderedMessage {
  const entry = entryTo({ kind: 'mail', to: 'web@gas-0001.example' }, noticeWith(notice));
  return renderBy(() => CONTEXT)({ ...entry, to: { ...entry.to, language } });
}

/** Troubles of `count` sites, `each` of them of one member. */
export function manySites(count: number, each = 1): readonly NoticeMatter[] {
  return Array.from({ length: count }, (_, n) => {
    const member = Math.floor(n / each);
    const memberName = { ja: `第${member}ガス`, en: `Gas ${member}` };
    const { sites, ...matter } = siteMatter({ key: `site:gas-${n}` });
    const named = sites.map((site) => ({ ...site, member: `gas-${member}`, memberName }));
    return { ...matter, sites: named };
  });
}

/** A pattern in which these sites are named. */
export function patternOf(
  matters: readonly NoticeMatter[],
  over: Partial<NoticeMatter> = {},
): NoticeMatter {
  return {
    ...{ key: 'pattern:20261122-9', incident: '20261122-9', pattern: 'sector-wide' },
    ...{ weight: 'pattern', since: NIGHT, endedAt: null, ending: null },
    sites: matters.flatMap(({ sites }) => sites),
    ...{ hasOthers: false, fact: null, sectors: [], ...over },
  };
}

export function linesOf({ text }: Pick<RenderedMessage, 'text'>): readonly string[] {
  return text.split('\n');
}
