import { expect, it } from 'vitest';
import { momentWords } from '../../../src/notify/wording/moment-words.ts';
import { sitePart } from '../../../src/notify/wording/site-part.ts';
import { ended, MINUTE, NIGHT, siteMatter } from '../desk-world.ts';

it('says how a site that ended was judged, in the punctuation of the language', () => {
  const matter = ended(siteMatter(), NIGHT + MINUTE);
  const [site] = matter.sites;
  if (site === undefined) throw new Error('no site');
  const judged = (['ja', 'en'] as const).map((language) => {
    const part = sitePart(matter, site, language, momentWords(language, 'Asia/Tokyo'));
    return part.kind === 'facts' ? part.rows[1] : null;
  });
  expect(judged).toEqual([
    ['判定', '回復（それまで: 応答を確認できず）'],
    ['Judged', 'recovered (until then: no answer confirmed)'],
  ]);
});
