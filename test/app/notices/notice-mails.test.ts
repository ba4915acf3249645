import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { wordingContextOf } from '../../../src/app/notices/wording-context.ts';
import type { OutboxEntry } from '../../../src/core/ports/notice-store.ts';
import { LANGUAGES, type Language, type Text } from '../../../src/core/words/language.ts';
import { NOTICE_KINDS, type NoticeKind } from '../../../src/core/words/notice.ts';
import { referenceOf } from '../../../src/notify/reference.ts';
import { renderBy } from '../../../src/notify/wording/render.ts';
import { CLOCK } from '../../notify/desk-world.ts';
import { startSmtpSink } from '../../support/smtp-sink.ts';
import { type MailStory, mailStory } from './mail-story.ts';
import { mailBy } from './told-council.ts';

const DOCS = join(import.meta.dirname, '../../../docs');
const PAGES: Readonly<Record<Language, string>> = {
  ja: 'notice-mails.ja.md',
  en: 'notice-mails.md',
};

interface Shown {
  readonly title: Text;
  readonly isIt: (entry: OutboxEntry) => boolean;
  /** Default `entries`. */
  readonly from?: 'entries' | 'drilled' | 'doubted';
  /** What becomes of it later; default itself. */
  readonly later?: (entry: OutboxEntry) => OutboxEntry;
}

const of = (kind: NoticeKind, viewer: OutboxEntry['notice']['viewer']) => (entry: OutboxEntry) =>
  entry.notice.kind === kind && entry.notice.viewer === viewer;

const isSlow = ({ notice: { viewer, kind, matters } }: OutboxEntry) =>
  viewer === 'member' && kind === 'trouble' && matters[0]?.weight === 'slow';

const DAYS_MS = 48 * 3_600_000;

/** A shift that lasts is taken as normal after two days. */
function adopted(entry: OutboxEntry): OutboxEntry {
  const at = entry.notice.at + DAYS_MS;
  const matters = entry.notice.matters.map((matter) => ({
    ...{ ...matter, ending: 'adopted' as const, endedAt: at },
    sites: matter.sites.map(({ detail, ...site }) => ({
      ...site,
      ...{ to: at, detail: detail === null ? null : { ...detail, phase: null } },
    })),
  }));
  const { key } = entry.notice;
  const reference = referenceOf(key, CLOCK.dateOf(at), CLOCK.minuteText(at));
  const ended = { kind: 'change' as const, at, matters, reference, around: [] };
  return { ...entry, notice: { ...entry.notice, ...ended } };
}

const SHOWN: readonly Shown[] = [
  {
    title: { ja: '応答を確認できず（構成員へ）', en: 'No answer confirmed, to a member' },
    isIt: of('trouble', 'member'),
  },
  {
    title: { ja: '平常時より遅い（構成員へ）', en: 'Slower than normal, to a member' },
    isIt: isSlow,
    from: 'doubted',
  },
  {
    title: { ja: '変化（構成員へ）', en: 'A change, to a member' },
    isIt: of('change', 'member'),
    from: 'doubted',
  },
  {
    title: { ja: '新しい平常（構成員へ）', en: 'Taken as the new normal, to a member' },
    isIt: isSlow,
    from: 'doubted',
    later: adopted,
  },
  {
    title: { ja: '断続（構成員へ）', en: 'Intermittent, to a member' },
    isIt: (entry) =>
      entry.notice.viewer === 'member' &&
      entry.notice.matters[0]?.sites[0]?.judgement === 'flapping' &&
      ['change', 'summary'].includes(entry.notice.kind),
  },
  {
    title: { ja: '受け取り未確認（次の連絡先へ）', en: 'Not acknowledged, to the next contact' },
    isIt: of('escalation', 'member'),
  },
  {
    title: { ja: '継続中（構成員へ）', en: 'Ongoing, to a member' },
    isIt: of('reminder', 'member'),
  },
  {
    title: { ja: '回復（構成員へ）', en: 'Recovered, to a member' },
    isIt: of('recovery', 'member'),
  },
  {
    title: { ja: 'まとめ（事務局へ）', en: 'Summary, to a secretariat' },
    isIt: of('summary', 'secretariat'),
  },
  {
    title: {
      ja: '広がり（事務局へ、取扱区分の上限を指定しない連絡先）',
      en: 'A pattern, to a secretariat by a contact without a ceiling of its own',
    },
    isIt: of('trouble', 'secretariat'),
    from: 'doubted',
  },
  {
    title: { ja: '広がり（協議会へ）', en: 'A pattern, to the council' },
    isIt: of('trouble', 'council'),
  },
  {
    title: { ja: '広がりの変化（協議会へ）', en: 'It has grown, to the council' },
    isIt: of('change', 'council'),
  },
  {
    title: { ja: '広がりの終わり（協議会へ）', en: 'It is over, to the council' },
    isIt: of('recovery', 'council'),
  },
  {
    title: {
      ja: '計測側の障害の可能性（運用者へ）',
      en: 'Possibly the measuring side, to the operator',
    },
    isIt: ({ notice }) => notice.matters[0]?.key === 'prober' && notice.kind === 'trouble',
    from: 'doubted',
  },
  { title: { ja: '訂正', en: 'Correction' }, isIt: of('correction', 'member') },
  { title: { ja: '連絡先の確認', en: 'Verification' }, isIt: of('verification', 'member') },
  { title: { ja: '試験送信', en: 'Test' }, isIt: of('test', 'member') },
  {
    title: { ja: '運用者からのお知らせ', en: 'A message from the operator' },
    isIt: of('announcement', 'member'),
  },
  {
    title: { ja: '訓練', en: 'Exercise' },
    isIt: of('trouble', 'member'),
    from: 'drilled',
  },
  {
    title: { ja: '訓練終了', en: 'End of exercise' },
    isIt: of('drill_end', 'member'),
    from: 'drilled',
  },
  {
    title: { ja: '模擬データ', en: 'Practice data' },
    isIt: isSlow,
    from: 'doubted',
    later: ({ notice, ...entry }) => ({ ...entry, notice: { ...notice, exercise: 'practice' } }),
  },
];

const HEADS: Readonly<Record<Language, string>> = {
  ja: `# お知らせのメールの例

English: [notice-mails.md](notice-mails.md)

[お知らせ](notices.ja.md)の種類ごとに 1 通ずつ、プログラムが書いたとおりのメールです。協議会、団体、サイトは架空のものです。
`,
  en: `# Mails of each kind

日本語: [notice-mails.ja.md](notice-mails.ja.md)

One mail of each kind of [notice](notices.md), as the program writes it. Council, organisations and sites are fictional.
`,
};

function entryOf(
  story: MailStory,
  { title, isIt, from = 'entries', later = (entry) => entry }: Shown,
): OutboxEntry {
  const found = story[from].find(isIt);
  if (found === undefined) throw new Error(`no mail: ${title.en}`);
  return later(found);
}

/** The code of a verification is drawn. */
function shownText({ notice: { code } }: OutboxEntry, text: string): string {
  return code === null ? text : text.replaceAll(code, '123456');
}

function pageOf(story: MailStory, language: Language): string {
  const parts = SHOWN.map((shown) => {
    const entry = entryOf(story, shown);
    const { exercise } = entry.notice;
    const config = { ...story.config, practice: exercise === 'practice' };
    const render = renderBy(() => wordingContextOf(config, exercise === 'drill'));
    const { subject, text } = render({ ...entry, to: { ...entry.to, language } });
    const [label, colon] = language === 'ja' ? ['件名', '：'] : ['Subject', ': '];
    const body = shownText(entry, text).trimEnd();
    return `## ${shown.title[language]}\n\n${label}${colon}\`${subject}\`\n\n\`\`\`text\n${body}\n\`\`\`\n`;
  });
  return `${HEADS[language]}\n${parts.join('\n')}`;
}

it('the documents show a mail of every kind as the program writes it, in both languages', async () => {
  const sink = await startSmtpSink();
  onTestFinished(() => sink.close());
  const story = await mailStory(mailBy(sink));
  const kinds = new Set(SHOWN.map((shown) => entryOf(story, shown).notice.kind));
  expect(NOTICE_KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
  for (const language of LANGUAGES) {
    await expect(pageOf(story, language)).toMatchFileSnapshot(join(DOCS, PAGES[language]));
  }
}, 120_000);
