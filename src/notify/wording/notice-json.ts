import type { OutboxEntry } from '../../core/ports/notice-store.ts';
import type { Notice, NoticeDetail, NoticeMatter, NoticeSite } from '../../core/words/notice.ts';
import { toldIdOf, toldKeyOf } from '../told-as.ts';

/** Grows when a reader of the JSON would have to be changed. */
const VERSION = 1;

/** A notice for programs, as docs/notices.md has it: times ISO in UTC, texts in both languages. */
export function noticeJson({ notice, marking }: Pick<OutboxEntry, 'notice' | 'marking'>) {
  const { kind, reference, key, recipient, exercise, remark, code } = notice;
  return {
    version: VERSION,
    key,
    reference,
    kind,
    at: isoOf(notice.at),
    recipient,
    marking,
    exercise,
    remark,
    code,
    matters: notice.matters.map((matter) => matterJson(notice, matter)),
    around: notice.around.map((matter) => matterJson(notice, matter)),
    sectors: notice.sectors,
  };
}

function matterJson(notice: Notice, matter: NoticeMatter) {
  const { since, endedAt, sites, toldAs: _, isUnlisted: __, ...rest } = matter;
  return {
    ...rest,
    key: toldKeyOf(notice, matter),
    incident: toldIdOf(notice, matter),
    since: isoOf(since),
    endedAt: isoOrNull(endedAt),
    sites: sites.map(siteJson),
  };
}

function siteJson({ from, to, detail, ...site }: NoticeSite) {
  return { ...site, from: isoOf(from), to: isoOrNull(to), detail: detail && detailJson(detail) };
}

function detailJson({ lastSuccessAt, seenSince, ...detail }: NoticeDetail) {
  const since = seenSince === undefined ? {} : { seenSince: isoOf(seenSince) };
  return { ...detail, lastSuccessAt: isoOrNull(lastSuccessAt), ...since };
}

function isoOf(at: Notice['at']): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : isoOf(at);
}
