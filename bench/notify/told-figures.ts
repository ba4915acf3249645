import PostalMime from 'postal-mime';
import { targetsOf } from '../../src/core/config.ts';
import type { OutboxEntry } from '../../src/core/ports/notice-store.ts';
import type { Incident } from '../../src/core/words/incident.ts';
import type { NoticeMatter } from '../../src/core/words/notice.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import type { ViewerKind } from '../../src/core/words/viewer.ts';
import type { TakenMail } from './smtp-process.ts';
import type { TellingRun } from './telling-run.ts';
import { COUNCIL_ADDRESS, memberAddress, OPERATOR_ADDRESS } from './told-council.ts';

const MINUTE_MS = 60_000;
/** A member's own sites wait for a quarter of the group's time. */
const OWN_SHARE = 0.25;

/** The way of one message; epoch ms of the drill. */
export interface ToldMessage {
  readonly viewer: ViewerKind;
  readonly recipient: string;
  /** Ids of the sites that it names. */
  readonly sites: readonly string[];
  /** First failing slot of what it tells, of the flood where it tells of a pattern. */
  readonly slotAt: number;
  /** When the first incident that it tells of was opened. */
  readonly saidAt: number;
  /** When it may be told: bands are released at full minutes, and what belongs together is waited for. */
  readonly dueAt: number;
  readonly writtenAt: number;
  /** When the mail server had the whole of it. */
  readonly handedAt: number;
}

/** Who was told how often. */
export interface ToldCount {
  readonly expected: number;
  /** Told exactly once. */
  readonly once: number;
  readonly never: readonly string[];
  readonly oftener: readonly string[];
  /** Of members: told once, but not of the own site alone by name. */
  readonly misnamed: readonly string[];
}

export interface ToldFigures {
  readonly flood: Readonly<Record<'member' | 'secretariat' | 'council' | 'operator', ToldCount>>;
  readonly singles: ToldCount;
  /** Messages to members none of whose sites failed, and to unknown addresses. */
  readonly strangers: number;
  readonly messages: {
    readonly flood: readonly ToldMessage[];
    readonly singles: readonly ToldMessage[];
  };
  readonly firstSlotAt: number;
  readonly lastSlotAt: number;
  /** Sites whose first failure or its confirmation was suspect, and so judges nothing. */
  readonly suspected: { readonly flood: number; readonly singles: number };
  /** Of single failures: the response times of the probes that failed first, ms. */
  readonly singleTotalsMs: readonly number[];
}

export async function toldFigures(run: TellingRun): Promise<ToldFigures> {
  const { plan, mails, failed } = run;
  const mailsTo = Map.groupBy(mails, ({ to }) => to);
  const flooded = new Set(plan.flood);
  const slots = plan.flood.flatMap((target) => failed.get(target)?.[0]?.scheduledAt ?? []);
  const [firstSlotAt, lastSlotAt] = [Math.min(...slots), Math.max(...slots)];
  const messages = run.outbox.flatMap(
    (entry) => messageOf(run, entry, mailsTo.get(entry.to.to) ?? [], firstSlotAt) ?? [],
  );
  const singles = new Set(plan.singles);
  const isSingle = ({ viewer, sites }: ToldMessage) =>
    viewer === 'member' && sites.some((target) => singles.has(target));
  const offices = officesOf(run, flooded);
  const known = new Set([
    ...addressesOf(run, [...plan.flood, ...plan.singles]),
    ...[...offices, COUNCIL_ADDRESS, OPERATOR_ADDRESS],
  ]);
  return {
    flood: {
      member: await countSites(run, plan.flood, mailsTo),
      secretariat: countAddresses(offices, mailsTo),
      council: countAddresses([COUNCIL_ADDRESS], mailsTo),
      operator: countAddresses([OPERATOR_ADDRESS], mailsTo),
    },
    singles: await countSites(run, plan.singles, mailsTo),
    strangers: mails.filter(({ to }) => !known.has(to)).length,
    messages: {
      flood: messages.filter((message) => !isSingle(message)),
      singles: messages.filter(isSingle),
    },
    ...{ firstSlotAt, lastSlotAt },
    suspected: {
      flood: plan.flood.filter((target) => isSuspectAtFirst(failed.get(target) ?? [])).length,
      singles: plan.singles.filter((target) => isSuspectAtFirst(failed.get(target) ?? [])).length,
    },
    singleTotalsMs: plan.singles.flatMap((target) => failed.get(target)?.[0]?.totalMs ?? []),
  };
}

function isSuspectAtFirst(samples: readonly Sample[]): boolean {
  return samples.some(
    ({ scheduledAt, validity }) =>
      validity === 'suspect' && scheduledAt === samples[0]?.scheduledAt,
  );
}

type MailsTo = ReadonlyMap<string, readonly TakenMail[]>;

/** null where the mail server never had it. */
function messageOf(
  run: TellingRun,
  { notice, contact }: OutboxEntry,
  [mail]: readonly TakenMail[],
  firstSlotAt: number,
): ToldMessage | null {
  if (mail === undefined) return null;
  const { viewer, recipient, matters, at: writtenAt } = notice;
  const sites = matters.flatMap(siteOf);
  const said = matters.map((matter) => saidOf(run, matter, contact));
  const slots = sites.flatMap((target) => run.failed.get(target)?.[0]?.scheduledAt ?? []);
  const groupMs = (run.config.notify?.pace.groupMs ?? 0) * (viewer === 'member' ? OWN_SHARE : 1);
  return {
    ...{ viewer, recipient, sites, writtenAt, handedAt: mail.at },
    slotAt: slots.length === 0 ? firstSlotAt : Math.min(...slots),
    saidAt: Math.min(...said.map(({ saidAt }) => saidAt)),
    dueAt: Math.min(...said.map(({ shownAt }) => shownAt)) + groupMs,
  };
}

function siteOf({ key }: NoticeMatter): readonly string[] {
  return key.startsWith('site:') ? [key.slice('site:'.length)] : [];
}

/** When it was said, and when this contact might know it. */
function saidOf(
  { incidents, decisions, failed }: TellingRun,
  matter: NoticeMatter,
  contact: string,
): { readonly saidAt: number; readonly shownAt: number } {
  const [target] = siteOf(matter);
  if (target !== undefined) {
    const own = incidents.find(({ subject }) => isAbout(subject, target));
    const saidAt = own?.openedAt ?? confirmedAt(failed.get(target) ?? []);
    return { saidAt, shownAt: saidAt };
  }
  const saidAt = incidents.find(({ id }) => id === matter.incident)?.openedAt ?? Number.NaN;
  const halts = decisions.filter(
    (each) =>
      each.contact === contact && each.incident === matter.incident && each.stage === 'gate',
  );
  const released = halts.map(({ at }) => Math.ceil(at / MINUTE_MS) * MINUTE_MS);
  return { saidAt, shownAt: Math.max(saidAt, ...released) };
}

function isAbout(subject: Incident['subject'], target: string): boolean {
  return subject.kind === 'target' && subject.target === target;
}

/** The end of the first confirmation. */
function confirmedAt(samples: readonly Sample[]): number {
  const second = samples.find(({ attempt }) => attempt === 2);
  return (second?.startedAt ?? Number.NaN) + (second?.totalMs ?? 0);
}

function addressesOf({ config }: TellingRun, ids: readonly string[]): readonly string[] {
  const wanted = new Set(ids);
  const placed = targetsOf(config).filter(({ target }) => wanted.has(target.id));
  return placed.map(({ member }) => memberAddress(member.id));
}

/** Of the secretariats whose members failed. */
function officesOf({ config }: TellingRun, flooded: ReadonlySet<string>): readonly string[] {
  return config.sectors
    .filter(({ members }) =>
      members.some(({ targets }) => targets.some(({ id }) => flooded.has(id))),
    )
    .flatMap(({ secretariat }) => secretariat?.contacts.map(({ to }) => to) ?? []);
}

function countAddresses(addresses: readonly string[], mailsTo: MailsTo): ToldCount {
  const times = (address: string) => mailsTo.get(address)?.length ?? 0;
  return {
    expected: addresses.length,
    once: addresses.filter((address) => times(address) === 1).length,
    never: addresses.filter((address) => times(address) === 0),
    oftener: addresses.filter((address) => times(address) > 1),
    misnamed: [],
  };
}

async function countSites(
  run: TellingRun,
  ids: readonly string[],
  mailsTo: MailsTo,
): Promise<ToldCount> {
  const wanted = new Set(ids);
  const placed = targetsOf(run.config).filter(({ target }) => wanted.has(target.id));
  const misnamed: string[] = [];
  for (const { target, member } of placed) {
    const [mail] = mailsTo.get(memberAddress(member.id)) ?? [];
    if (mail === undefined) continue;
    const { text = '' } = await PostalMime.parse(mail.raw);
    const named = new Set(text.match(/practice-[a-z-]+-\d{4}-www/g));
    const isOwn = named.size === 1 && named.has(target.id) && text.includes(member.name.ja);
    if (!isOwn) misnamed.push(target.id);
  }
  const addresses = placed.map(({ member }) => memberAddress(member.id));
  return { ...countAddresses(addresses, mailsTo), misnamed };
}
