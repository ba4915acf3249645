import { describe, expect, it } from 'vitest';
import type { SectorReleases } from '../../../src/app/buckets/sector-releases.ts';
import type { CouncilNoticeSource } from '../../../src/app/notices/council-source.ts';
import { Marked } from '../../../src/core/words/marked.ts';
import type { Notice, NoticeMatter, NoticeSector } from '../../../src/core/words/notice.ts';
import type { Contact, Recipient } from '../../../src/core/words/recipient.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { bandText } from '../../../src/share/rules/band.ts';
import { isStricterThan } from '../../../src/share/rules/marking-of.ts';
import { isNamedTo, readRightOf } from '../../../src/share/rules/read-right.ts';
import { countableMembersOf } from '../../../src/share/rules/roster.ts';
import type { SharedTarget } from '../../../src/share/rules/shared-target.ts';
import { drawCouncil, FACT_TEXTS } from '../../share/rules/worlds.ts';
import { seeded } from '../../support/seeded.ts';
import { AT, configOf, type DrawnTrouble, drawTrouble, sourceOver } from './drawn-council.ts';

const RUNS = 25;

interface World {
  readonly source: CouncilNoticeSource;
  readonly releases: SectorReleases;
  readonly council: readonly SharedTarget[];
  readonly trouble: DrawnTrouble;
}

/** What may go to a contact now, as one notice. */
function noticeTo({ source }: World, recipient: Recipient, contact: Contact): Notice {
  const offers = source.offers(recipient, contact, new Set());
  return {
    ...{ key: 'k', reference: 'YB-20261122-0304-0000', kind: 'trouble', at: AT, exercise: null },
    ...{ recipient: recipient.id, recipientName: recipient.name, viewer: recipient.viewer.kind },
    matters: offers.flatMap(({ matter, refusal }) => (refusal === null ? [matter] : [])),
    ...source.surroundings(recipient, contact),
    ...{ remark: null, code: null },
  };
}

/** What the notice says of others, and must not. */
function wrongIn(world: World, recipient: Recipient, contact: Contact, notice: Notice): string[] {
  const { viewer } = recipient;
  const { council } = world;
  const text = JSON.stringify({ ...notice, recipient: '', recipientName: '' });
  const mayName = !isStricterThan('TLP:AMBER', contact.ceiling);
  const isOwn = (target: SharedTarget) =>
    viewer.kind === 'member' && target.member === viewer.member;
  const isNamed = (target: SharedTarget) => isOwn(target) || (mayName && isNamedTo(viewer, target));
  const named = new Set(council.filter(isNamed).map(({ member }) => member));
  const matters = [...notice.matters, ...notice.around];
  const sites = matters.flatMap((matter) => matter.sites);
  const byId = new Map(council.map((target) => [target.id, target]));
  const bands = [...notice.sectors, ...matters.flatMap(({ sectors }) => sectors)];
  return [
    ...council
      .filter((each) => !isNamed(each) && text.includes(`"${each.id}"`))
      .map(({ id }) => id),
    ...council
      .filter(({ member }) => !named.has(member))
      .filter(({ member }) => text.includes(`「${member}」`) || text.includes(`.${member}.`))
      .map(({ member }) => `name ${member}`),
    ...sites.flatMap(({ target, detail }) => {
      const shared = byId.get(target);
      const isSeen = shared !== undefined && readRightOf(viewer, shared) === 'detail';
      return detail === null || isSeen ? [] : [`detail ${target}`];
    }),
    ...bands.filter((each) => !isReleased(world, recipient, each)).map(({ id }) => `band ${id}`),
    ...matters
      .filter(({ fact }) => fact?.text === FACT_TEXTS.members && !named.has('bank-1'))
      .map(() => 'fact'),
    ...hiddenPatterns(notice),
  ];
}

function isReleased(
  { releases, council }: World,
  { viewer }: Recipient,
  said: NoticeSector,
): boolean {
  const { band = null, ratio = null } = releases.to(viewer, said.id)?.release ?? {};
  const isBeside = viewer.kind === 'secretariat' || viewer.kind === 'operator';
  const reads: Viewer = isBeside ? { kind: 'council' } : viewer;
  const its = council.filter(({ sector }) => sector === said.id);
  const members = countableMembersOf(reads, its).size;
  if (members < 5 || (members < 10 && ratio !== null)) return false;
  return bandText(band)?.en === said.band?.en && ratio === said.ratio;
}

/** A site's matter speaks of no pattern that is not told by itself. */
function hiddenPatterns({ viewer, matters, around }: Notice): string[] {
  if (viewer !== 'member') return [];
  const told = new Set(around.map(({ incident }) => incident));
  const isHidden = ({ pattern, incident }: NoticeMatter) =>
    pattern !== 'single' && !told.has(incident);
  return matters.filter(isHidden).map(({ incident }) => `pattern ${incident}`);
}

async function worlds(runs: number): Promise<World[]> {
  const random = seeded(6);
  return await Promise.all(
    Array.from({ length: runs }, async () => {
      const council = drawCouncil(random);
      const trouble = drawTrouble(council, random);
      return { council, trouble, ...(await sourceOver(configOf(council), trouble)) };
    }),
  );
}

describe('what recipients are offered', () => {
  it('holds no name, band or ratio that they may not see, and passes the gate', async () => {
    const told = { sites: 0, names: 0, bands: 0, around: 0, facts: 0 };
    for (const [run, world] of (await worlds(RUNS)).entries()) {
      for (const recipient of world.source.telling().recipients) {
        for (const contact of recipient.contacts) {
          const notice = noticeTo(world, recipient, contact);
          const where = `run ${run}, ${recipient.id}, ${contact.to}`;
          expect(wrongIn(world, recipient, contact, notice), where).toEqual([]);
          const sealed = world.source.seal(recipient, contact, notice);
          expect(sealed, where).not.toBeNull();
          count(told, notice, sealed === null ? null : Marked.open(sealed).marking);
        }
      }
    }
    // The worlds are such that there was something of everything to tell.
    expect(Math.min(...Object.values(told))).toBeGreaterThan(RUNS);
  });

  it('is refused by the gate where a name, a detail or the prober was put in by mistake', async () => {
    let tried = 0;
    for (const world of await worlds(4)) {
      const operator = world.source.telling().recipients.find(({ id }) => id === 'operator');
      const strict = operator?.contacts.find(({ ceiling }) => ceiling === 'TLP:AMBER+STRICT');
      if (operator === undefined || strict === undefined) throw new Error('no operator');
      const all = noticeTo(world, operator, strict);
      for (const recipient of world.source.telling().recipients) {
        if (recipient.viewer.kind === 'operator') continue;
        for (const contact of recipient.contacts) {
          const names = all.matters.flatMap(({ sites }) => sites);
          const isAll = names.every(({ target }) => isAllowed(world, recipient, contact, target));
          if (isAll) continue;
          const own = noticeTo(world, recipient, contact);
          const wrong = { ...own, matters: [...own.matters, ...all.matters] };
          expect(world.source.seal(recipient, contact, wrong)).toBeNull();
          tried += 1;
        }
      }
    }
    expect(tried).toBeGreaterThan(100);
  });
});

function isAllowed({ council }: World, { viewer }: Recipient, contact: Contact, id: string) {
  const target = council.find((each) => each.id === id);
  if (target === undefined || !isNamedTo(viewer, target)) return false;
  if (viewer.kind === 'member' && viewer.member === target.member) return true;
  return !isStricterThan('TLP:AMBER', contact.ceiling);
}

function count(
  told: { sites: number; names: number; bands: number; around: number; facts: number },
  { matters, around }: Notice,
  marking: string | null,
): void {
  told.sites += matters.filter(({ key }) => key.startsWith('site:')).length;
  const patterns = [...matters, ...around].filter(({ key }) => key.startsWith('pattern:'));
  told.names += patterns.filter(({ sites }) => sites.length > 0 && marking !== 'TLP:GREEN').length;
  told.bands += patterns.filter(({ sectors }) => sectors.length > 0).length;
  told.around += around.length;
  told.facts += patterns.filter(({ fact }) => fact !== null).length;
}
