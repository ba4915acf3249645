import type { Language, Text } from '../../core/words/language.ts';
import type { Notice, NoticeKind } from '../../core/words/notice.ts';
import type { ViewerKind } from '../../core/words/viewer.ts';
import type { WordingContext } from './wording-context.ts';

/** Whom a reader tells, and with which words; `where`: the operator's address. */
type Whom = (where: string) => Text;

const OPERATOR: Whom = (where) => ({
  ja: `運用者${where === '' ? '' : `（${where}）`}`,
  en: `the operator${where === '' ? '' : ` (${where})`}`,
});

const WHOM: Readonly<Record<Exclude<ViewerKind, 'operator'>, Whom>> = {
  member: (where) => ({
    ja: `${OPERATOR(where).ja}または事務局`,
    en: `${OPERATOR(where).en} or your secretariat`,
  }),
  secretariat: OPERATOR,
  council: OPERATOR,
  observer: OPERATOR,
};

const ACKNOWLEDGE: Text = {
  ja: '受け取りの確認',
  en: 'To acknowledge',
};

const STOP: Text = { ja: '計測や通知を止めるには', en: 'To stop measuring or notices' };

/** Kinds that come again as long as nobody acknowledges what lasts. */
const REPEATED: ReadonlySet<NoticeKind> = new Set([
  'trouble',
  'change',
  'summary',
  'reminder',
  'escalation',
]);

/** How a reader acknowledges what lasts, and how he stops measuring or notices. */
export function answerRows(
  notice: Notice,
  language: Language,
  { operator }: Pick<WordingContext, 'operator'>,
): readonly [string, string][] {
  const where = operator?.contactUrl ?? '';
  const lasts = notice.matters.some(({ ending }) => ending === null);
  // Observers acknowledge nothing.
  const isAsked = lasts && REPEATED.has(notice.kind) && notice.viewer !== 'observer';
  const { acknowledge, stop } = answersOf(notice, where);
  return [
    ...(isAsked ? [[ACKNOWLEDGE[language], acknowledge[language]] as [string, string]] : []),
    [STOP[language], stop[language]],
  ];
}

function answersOf({ viewer, matters }: Notice, where: string) {
  if (viewer === 'operator') return ofOperator(matters[0]?.incident ?? '<incident>');
  const whom = WHOM[viewer](where);
  return {
    acknowledge: {
      ja: `照会番号を${whom.ja}へお伝えください。以後、この件の再度のお知らせは止まります。`,
      en: `give the reference to ${whom.en}; you are then not reminded of it again.`,
    },
    stop: viewer === 'member' ? stopOfMember(whom) : stopOfOffice(whom),
  };
}

function stopOfMember(whom: Text): Text {
  return {
    ja: `照会番号を添えて、${whom.ja}へご連絡ください。計測は1分以内に止まります。`,
    en: `give the reference to ${whom.en}; measuring stops within a minute.`,
  };
}

function stopOfOffice(whom: Text): Text {
  return {
    ja: `照会番号を添えて、${whom.ja}へご連絡ください。`,
    en: `give the reference to ${whom.en}.`,
  };
}

function ofOperator(incident: string) {
  return {
    acknowledge: {
      ja: `\`npx yamabiko acknowledge ${incident}\` を実行すると、運用者への再度のお知らせが止まります。`,
      en: `run \`npx yamabiko acknowledge ${incident}\`; the operator is then not reminded of it again.`,
    },
    stop: {
      ja: '計測は `npx yamabiko stop <計測対象>`、通知は `npx yamabiko silence add` で止められます。',
      en: 'run `npx yamabiko stop <site>` for measuring, `npx yamabiko silence add` for notices.',
    },
  };
}
