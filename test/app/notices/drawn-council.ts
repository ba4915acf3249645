import { SectorReleases } from '../../../src/app/buckets/sector-releases.ts';
import { AnswerBook } from '../../../src/app/notices/answer-book.ts';
import { CouncilNoticeSource } from '../../../src/app/notices/council-source.ts';
import { localClockOf } from '../../../src/app/notices/local-clock.ts';
import type { Config } from '../../../src/core/config.ts';
import { NO_NOTICES } from '../../../src/core/notify-config.ts';
import type { FactsBook } from '../../../src/core/ports/facts-book.ts';
import { type Judging, NOTHING_JUDGED } from '../../../src/core/ports/judging.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import type { SharedFact } from '../../../src/core/words/fact.ts';
import type { Incident, IncidentSubject, Pattern } from '../../../src/core/words/incident.ts';
import type { Judgement } from '../../../src/core/words/judgement.ts';
import { MARKINGS } from '../../../src/core/words/marking.ts';
import { type Contact, PLAIN_CONTACT } from '../../../src/core/words/recipient.ts';
import { recipientsOf } from '../../../src/notify/recipients.ts';
import type { SharedTarget } from '../../../src/share/rules/shared-target.ts';
import { createGate } from '../../../src/share/seal.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';
import { FACT_TEXTS, SECTORS } from '../../share/rules/worlds.ts';

type Random = () => number;

/** Sunday 22 November 2026, 03:04 in Japan. */
export const AT = Date.UTC(2026, 10, 21, 18, 4);
export const MINUTE = 60_000;
const AFFECTED: readonly Judgement[] = ['slow', 'failing', 'flapping'];

/** A contact of every ceiling. */
const CONTACTS: readonly Contact[] = MARKINGS.filter((marking) => marking !== 'TLP:RED').map(
  (ceiling) => ({
    ...{ ...PLAIN_CONTACT, kind: 'mail', to: `${ceiling}@example.org`.toLowerCase() },
    ...{ verifiedOn: '2026-10-01', ceiling },
  }),
);

/** A council with a contact of every ceiling at everybody; targets are as drawn. */
export function configOf(targets: readonly SharedTarget[]): Config {
  const sectors = SECTORS.map(({ id, field }) => {
    const its = targets.filter((each) => each.sector === id);
    const ids = [...new Set(its.map((each) => each.member))];
    const members = ids.map((each) => ({
      ...member(each, its.filter((one) => one.member === each).map(targetOf)),
      name: { ja: `「${each}」`, en: `“${each}”` },
    }));
    return { ...sector(id, members), field };
  });
  const fields = [...new Set(SECTORS.map(({ field }) => field))];
  return withContacts({
    ...councilOf(sectors),
    fields: fields.map((id) => ({ id, name: { ja: id, en: id } })),
  });
}

/** With a contact of every ceiling at everybody. */
export function withContacts(config: Config): Config {
  const sectors = config.sectors.map((its) => ({
    ...its,
    members: its.members.map((each) => ({ ...each, contacts: CONTACTS })),
    secretariat: { name: { ja: its.id, en: its.id }, contacts: CONTACTS },
  }));
  const observers = [{ id: 'ministry', name: { ja: '省', en: 'ministry' }, contacts: CONTACTS }];
  const notify = { ...NO_NOTICES, council: CONTACTS, operator: CONTACTS, observers };
  return { ...config, sectors, notify };
}

function targetOf({ id, consent, secretariatSees, member: owner }: SharedTarget) {
  return target(id, { url: `https://www.${owner}.example/`, consent, secretariatSees });
}

export interface DrawnTrouble {
  readonly incidents: readonly Incident[];
  /** By target; who is in none is normal. */
  readonly judged: ReadonlyMap<string, Judgement>;
  /** Facts of targets. */
  readonly facts: ReadonlyMap<string, readonly SharedFact[]>;
}

/** Sites in trouble, each with its own incident, and patterns that hold some of them. */
export function drawTrouble(targets: readonly SharedTarget[], random: Random): DrawnTrouble {
  const share = random() * random();
  const troubled = targets.filter(() => random() < share);
  const judged = new Map(troubled.map(({ id }) => [id, pick(AFFECTED, random)]));
  const facts = new Map(
    targets.map(({ id }) => [
      id,
      Object.values(FACT_TEXTS)
        .filter(() => random() < 0.4)
        .map((text): SharedFact => ({ kind: 'name_servers', text })),
    ]),
  );
  let next = 1;
  const incident = (
    subject: IncidentSubject,
    pattern: Pattern,
    its: readonly SharedTarget[],
  ): Incident => ({
    id: `20261122-${next++}`,
    ...{ pattern, subject, since: AT - 7 * MINUTE + 1234, openedAt: AT - 6 * MINUTE },
    ...{ endedAt: null, ending: null, mergedInto: null, severity: 1, evidence: [], timeline: [] },
    targets: its.map((each) => ({
      ...{ target: each.id, member: each.member, sector: each.sector },
      ...{ from: AT - 7 * MINUTE + 1234, to: null, ratio: 3.3, phase: 'wait' },
      judgement: judged.get(each.id) ?? 'failing',
    })),
  });
  const own = troubled.map((each) =>
    incident({ kind: 'target', target: each.id }, 'single', [each]),
  );
  const text = pick(Object.values(FACT_TEXTS), random);
  const inOne = pick(SECTORS, random).id;
  const subjects: readonly (readonly [IncidentSubject, Pattern])[] = [
    [{ kind: 'fact', fact: { kind: 'name_servers', text } }, 'shared-cause'],
    [{ kind: 'sector', sector: inOne }, 'sector-wide'],
    [{ kind: 'council' }, 'cross-sector'],
  ];
  const [subject, pattern] = pick(subjects, random);
  const within = troubled.filter(
    (each) => (pattern !== 'sector-wide' || each.sector === inOne) && random() < 0.7,
  );
  const patterns = within.length === 0 ? [] : [incident(subject, pattern, within)];
  const merged = own.map((each) =>
    within.some(({ id }) => id === each.targets[0]?.target)
      ? { ...each, endedAt: AT, ending: 'merged' as const, mergedInto: patterns[0]?.id ?? null }
      : each,
  );
  return { incidents: [...merged, ...patterns], judged, facts };
}

/** Telling's source over such a council, as it is after ten minutes. */
export async function sourceOver(
  config: Config,
  { incidents, judged, facts }: DrawnTrouble,
  exercise: 'drill' | null = null,
) {
  const judging: Judging = {
    ...NOTHING_JUDGED,
    stateOf: (id) => ({
      judgement: judged.get(id) ?? 'normal',
      since: AT,
      ratio: 2,
      suspect: false,
    }),
    verdictOf: (id) => ({
      ...{
        judgement: judged.get(id) ?? 'normal',
        since: AT,
        ratio: 2.7,
        normalMs: 314,
        deviation: 9,
      },
      ...{ phase: 'wait', scope: null, why: { ja: `根拠 ${id}`, en: `why ${id}` } },
    }),
  };
  const book: FactsBook = { version: 1, factsOf: (id) => facts.get(id) ?? [] };
  const today = () => config;
  const releases = await SectorReleases.open({ today, judging, storeDir: null, log: noLog });
  releases.take(AT);
  const source = new CouncilNoticeSource({
    ...{ today, judging, releases, recipientsOf, clockOf: localClockOf, log: noLog },
    hosts: () =>
      new Map(
        config.sectors.flatMap(({ members }) =>
          members.flatMap((each) =>
            each.targets.map(({ id }) => [id, `www.${each.id}.example`] as const),
          ),
        ),
      ),
    ...{ facts: book, answers: new AnswerBook(), exercise, gate: createGate() },
    isVerified: (_, { verifiedOn }) => verifiedOn !== null,
  });
  source.take(incidents);
  return { source, releases };
}

export function pick<T>(list: readonly T[], random: Random): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}
