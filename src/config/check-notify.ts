import { RECIPIENT_IDS } from '../core/words/recipient.ts';
import { withoutPath } from './check-contacts.ts';
import { duplicateIds } from './check-ids.ts';
import { EXPECTATIONS } from './expectation.ts';
import { isLoopbackHost, isShieldedUrl } from './loopback-host.ts';
import { nearestHint } from './nearest-hint.ts';
import { heartbeatSchema, mailSchema, observerSchema } from './notify-schema.ts';
import { listAt, type Outline, part } from './outline.ts';
import type { Problem } from './problem.ts';
import { type SourceFile, valueAt } from './source-file.ts';

/** Rules of `notify`: what goes in clear, where the sign of life goes, who is there to be told. */
export function checkNotify(outline: Outline): readonly Problem[] {
  if (outline.council === null) return [];
  const { source } = outline.council;
  const observers = observerIds(source);
  return [
    ...mailIsShielded(source),
    ...heartbeatIsShielded(source),
    ...duplicateIds(observers.map(({ path, id }) => ({ source, path, id }))),
    ...exercisesAreKnown(outline, source),
  ];
}

function observerIds(source: SourceFile) {
  return listAt(source, ['notify', 'observers']).map((path) => ({
    path: [...path, 'id'],
    id: part(source, path, observerSchema).values.id,
  }));
}

function mailIsShielded(source: SourceFile): readonly Problem[] {
  const path = ['notify', 'mail'];
  const { host, security, user, passwordFile } = part(source, path, mailSchema).values;
  const isInClear = security === 'none' && host !== undefined && !isLoopbackHost(host);
  const inClear = {
    code: 'mail_in_clear',
    expected: {
      ja: '利用者名とパスワードが暗号化されずに送られます（security を tls か starttls にしてください）',
      en: 'user name and password go over the network in clear (use tls or starttls)',
    },
  } as const;
  const unused = {
    code: 'not_used',
    expected: {
      ja: 'user がないため、パスワードは使われません',
      en: 'without user, no password is used',
    },
  } as const;
  return [
    ...(isInClear && user !== undefined ? [source.problem([...path, 'security'], inClear)] : []),
    ...(passwordFile !== undefined && valueAt(source.data, [...path, 'user']) === undefined
      ? [source.problem([...path, 'passwordFile'], unused)]
      : []),
  ];
}

function heartbeatIsShielded(source: SourceFile): readonly Problem[] {
  const path = ['notify', 'heartbeat'];
  const { url } = part(source, path, heartbeatSchema).values;
  if (url === undefined || isShieldedUrl(url)) return [];
  const { code, text: expected } = EXPECTATIONS.shieldedUrl;
  // Its path is what only the watcher and we know.
  return [source.problem([...path, 'url'], { code, found: withoutPath(url), expected })];
}

function exercisesAreKnown(outline: Outline, source: SourceFile): readonly Problem[] {
  const named = valueAt(source.data, ['notify', 'exercises']);
  const isWhole = outline.isComplete && outline.sectors.every((sector) => sector.isWhole);
  if (!Array.isArray(named) || !isWhole) return [];
  const known = knownRecipients(outline, source);
  return named.flatMap((id: unknown, index) => {
    if (typeof id !== 'string' || known.has(id)) return [];
    const hint = nearestHint(id, [...known]);
    return [
      source.problem(['notify', 'exercises', index], {
        code: 'unknown_id',
        expected: {
          ja: `お知らせの相手: operator、council、または設定にある member:<id>、sector:<id>、observer:<id>${hint.ja}`,
          en: `who is told: operator, council, or member:<id>, sector:<id>, observer:<id> of the configuration${hint.en}`,
        },
      }),
    ];
  });
}

/** A sector without a secretariat has nobody to be told. */
function knownRecipients({ sectors }: Outline, source: SourceFile): ReadonlySet<string> {
  const ids = RECIPIENT_IDS;
  const observers = observerIds(source).flatMap(({ id }) =>
    id === undefined ? [] : ids.observer(id),
  );
  const offices = sectors.flatMap(({ source: file, head: { values } }) =>
    values.id === undefined || valueAt(file.data, ['sector', 'secretariat']) === undefined
      ? []
      : ids.sector(values.id),
  );
  const members = sectors.flatMap((sector) =>
    sector.members.flatMap(({ values }) => (values.id === undefined ? [] : ids.member(values.id))),
  );
  return new Set([ids.operator, ids.council, ...observers, ...offices, ...members]);
}
