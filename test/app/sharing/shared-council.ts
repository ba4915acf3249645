import type { Config, Consent, Target } from '../../../src/core/config.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { sampleOf } from '../../board/sample-fixture.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';

/** Sunday 22 November 2026, 03:04 in Japan. */
export const AT = Date.UTC(2026, 10, 21, 18, 4);
export const MINUTE = 60_000;

export const VIEWERS = {
  member: { kind: 'member', member: 'gas-own', sector: 'gas' },
  secretariat: { kind: 'secretariat', sector: 'gas' },
  council: { kind: 'council' },
  observer: { kind: 'observer' },
  operator: { kind: 'operator' },
} as const satisfies Readonly<Record<string, Viewer>>;

/** Where a site of the council is, as the member and the secretariat of the viewers see it. */
export const PLACES = ['own', 'near', 'far'] as const;
export type Place = (typeof PLACES)[number];

/** Of each place and consent one site, of a member of its own but for those of the viewer. */
export function siteId(place: Place, consent: Consent): string {
  return `${place}-${consent}`;
}

/** A second site beside each of these, alike but that its secretariat may know its judgement alone. */
export function withJudged(config: Config, ids: ReadonlySet<string>): Config {
  const both = (each: Target): readonly Target[] => {
    if (!ids.has(each.id)) return [each];
    const secretariatSees = 'judgement';
    return [each, target(judgedId(each.id), { consent: each.consent, secretariatSees })];
  };
  const sectors = config.sectors.map((its) => ({
    ...its,
    members: its.members.map((owner) => ({ ...owner, targets: owner.targets.flatMap(both) })),
  }));
  return { ...config, sectors };
}

export function judgedId(site: string): string {
  return `${site}-judged`;
}

/**
 * A council of two sectors of two fields, with a site for each place and consent, and twelve members
 * in each sector that are counted.
 */
export function sharingCouncil(consents: readonly Consent[], change: Partial<Target> = {}): Config {
  const site = (place: Place, consent: Consent) =>
    target(siteId(place, consent), { consent, ...change });
  const named = (id: string, its: readonly Target[]) => ({
    ...member(id, its),
    name: { ja: `「${id}」`, en: `“${id}”` },
  });
  const others = (place: Place) =>
    consents.map((consent) => named(`${place}-of-${consent}`, [site(place, consent)]));
  const crowd = (id: string) =>
    Array.from({ length: 12 }, (_, n) => named(`${id}-${n}`, [target(`${id}-${n}-home`)]));
  const own = named(
    'gas-own',
    consents.map((consent) => site('own', consent)),
  );
  const sectors = [
    { ...sector('gas', [own, ...others('near'), ...crowd('gas')]), field: 'gas' },
    { ...sector('rail', [...others('far'), ...crowd('rail')]), field: 'rail' },
  ];
  const fields = ['gas', 'rail'].map((id) => ({ id, name: { ja: id, en: id } }));
  return { ...councilOf(sectors), fields };
}

/** A sample of every site at a slot, each with a time that no other site has. */
export function samplesAt(config: Config, scheduledAt: number): Sample[] {
  let place = 0;
  return config.sectors.flatMap((its) =>
    its.members.flatMap((owner) =>
      owner.targets.map((each) => {
        place += 1;
        const placed = { target: each, member: owner, sector: its };
        const phases = {
          dns: 1,
          connect: 2,
          tls: 3,
          send: 1,
          wait: 700 + place,
          transfer: 5,
          other: 0.391,
        };
        return sampleOf(placed, scheduledAt, { phases });
      }),
    ),
  );
}
