import { describe, expect, it } from 'vitest';
import { SectorReleases } from '../../../src/app/buckets/sector-releases.ts';
import { ToldIncidentFeed } from '../../../src/app/buckets/told-incident-feed.ts';
import { bucketsOf } from '../../../src/core/buckets.ts';
import type { Config, Consent } from '../../../src/core/config.ts';
import { type Judging, NOTHING_JUDGED } from '../../../src/core/ports/judging.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import type { Incident, IncidentTarget } from '../../../src/core/words/incident.ts';
import type { StoredPoint } from '../../../src/core/words/stored-point.ts';
import { createGate } from '../../../src/share/seal.ts';
import { openPoints } from '../../../src/store/outlet.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';

const MINUTE = 60_000;
/** A full five minutes. */
const SLOT = Date.UTC(2026, 10, 22, 3, 5);
const FROM = SLOT - 7_123;
const OPENED = SLOT + 83_456;

/** Sector gas, whose third site is shared so, and six members of tap, of whom nobody outside has a name. */
function councilWith(hidden: Consent): Config {
  const gas = [
    member('gas-1', [target('gas-1-home')]),
    member('gas-2', [target('gas-2-home', { consent: 'named' })]),
    member('gas-3', [target('gas-3-home', { consent: hidden })]),
  ];
  const tap = Array.from({ length: 6 }, (_, n) =>
    member(`tap-${n + 1}`, [target(`tap-${n + 1}-home`)]),
  );
  return councilOf([sector('gas', gas), sector('tap', tap)]);
}

function hit(member: string): IncidentTarget {
  const place = { target: `${member}-home`, member, sector: member.split('-')[0] ?? '' };
  return { ...place, from: FROM, to: null, judgement: 'failing', ratio: null, phase: null };
}

const OPEN = {
  ...{ since: FROM, openedAt: OPENED, endedAt: null, ending: null, mergedInto: null },
  ...{ severity: 1, evidence: [], timeline: [] },
};

function single(id: string, member: string, over: Partial<Incident> = {}): Incident {
  const subject = { kind: 'target', target: `${member}-home` } as const;
  return { ...OPEN, id, pattern: 'single', subject, targets: [hit(member)], ...over };
}

function wide(id: string, members: readonly string[], over: Partial<Incident> = {}): Incident {
  const subject = { kind: 'council' } as const;
  return { ...OPEN, id, pattern: 'cross-sector', subject, targets: members.map(hit), ...over };
}

/** The feed of a council in which so many members of tap fail. */
async function feedOf(failing = 0) {
  let config = councilWith('counted');
  let incidents: readonly Incident[] = [];
  const judging: Judging = {
    ...NOTHING_JUDGED,
    stateOf: (id) => {
      const isFailing = id.startsWith('tap-') && Number(id.split('-')[1]) <= failing;
      const judgement = isFailing ? 'failing' : 'normal';
      return { judgement, since: FROM, ratio: null, suspect: false };
    },
    openIncidents: () => incidents.filter(({ endedAt }) => endedAt === null),
  };
  const today = () => config;
  const releases = await SectorReleases.open({ today, judging, storeDir: null, log: noLog });
  const feed = new ToldIncidentFeed({
    ...{ gate: createGate(), buckets: bucketsOf(false), judging, releases, today },
    versionsOf: () => [],
  });
  return {
    feed,
    /** Points of the buckets at a moment, of which incidents say this now. */
    at(now: number, next: readonly Incident[] = []) {
      const ids = new Set(next.map(({ id }) => id));
      incidents = [...incidents.filter(({ id }) => !ids.has(id)), ...next];
      return feed.points(now, next).flatMap(openPoints);
    },
    withdraw: () => {
      config = councilWith('own');
    },
  };
}

const OVER = { endedAt: SLOT + 30 * MINUTE, ending: 'recovered' } as const;
const NEXT = SLOT + 2 * MINUTE;

describe('incidents in the buckets of sectors', () => {
  it('are a site’s trouble by the board’s id, from its first bad sample to its end', async () => {
    const { at } = await feedOf();
    const tags = { sector: 'gas', target: 'gas-1-home', pattern: 'single' };
    const fields = {
      ...{ incident: `gas-1-home-${FROM}`, ended_at: null, members: 1, suppressed: false },
      ...{ text_ja: '単独：応答を確認できず', text_en: 'one site: no answer confirmed' },
    };
    const point = { bucket: 'sector_gas', measurement: 'incident', tags, fields, at: FROM };
    expect(at(OPENED, [single('20261122-17', 'gas-1')])).toEqual([point]);
    const to = SLOT + 20 * MINUTE + 1;
    const targets = [{ ...hit('gas-1'), to }];
    expect(at(to, [single('20261122-17', 'gas-1', { ...OVER, targets })])).toEqual([
      { ...point, fields: { ...fields, ended_at: to } },
    ]);
  });

  it('tell nothing of a pattern that the secretariat is not told: not that it took the site in', async () => {
    const own = single('20261122-17', 'gas-1');
    const ofGas = (points: readonly StoredPoint[]) =>
      points.filter(({ bucket }) => bucket === 'sector_gas');
    const { at } = await feedOf();
    const [begun] = at(OPENED, [own]);
    const merged = { endedAt: OPENED + 1, ending: 'merged', mergedInto: '20261122-20' } as const;
    const hidden = wide('20261122-20', ['gas-1', 'tap-1']);
    expect(ofGas(at(NEXT, [{ ...own, ...merged }, hidden]))).toEqual([]);
    const targets = [{ ...hit('gas-1'), to: NEXT + 5 }, hit('tap-1')];
    expect(ofGas(at(NEXT + MINUTE, [{ ...hidden, ...OVER, targets }]))).toEqual([
      { ...begun, fields: { ...begun?.fields, ended_at: NEXT + 5 } },
    ]);
  });

  const patternsOf = (points: readonly StoredPoint[]) =>
    points.filter(({ bucket, tags }) => bucket === 'sector_gas' && tags['pattern'] !== 'single');

  it('tell a pattern by released bands: its sites that are known, its five minutes, no number', async () => {
    const { at } = await feedOf(2);
    const pattern = wide('20261122-20', ['gas-1', 'gas-2', 'tap-1', 'tap-2']);
    expect(patternsOf(at(SLOT + 61_000))).toEqual([]);
    // It is found within a minute, and told when that is full.
    expect(patternsOf(at(OPENED, [pattern]))).toEqual([]);
    const [point, ...others] = patternsOf(at(NEXT));
    expect(others).toEqual([]);
    expect(point).toEqual({
      ...{ bucket: 'sector_gas', measurement: 'incident', tags: { pattern: 'cross-sector' } },
      fields: {
        ...{ incident: `pattern-${SLOT}-1`, ended_at: null, members: 2, suppressed: false },
        ...{ text_ja: '分野横断：2構成員', text_en: 'across fields: 2 members' },
      },
      at: SLOT,
    });
    const [end] = patternsOf(at(OVER.endedAt + 12_345, [{ ...pattern, ...OVER }]));
    expect(end).toEqual({ ...point, fields: { ...point?.fields, ended_at: OVER.endedAt } });
  });

  it('give two patterns of the same five minutes a moment each', async () => {
    const { at } = await feedOf(2);
    const patterns = ['20261122-9', '20261122-10'].map((id) => wide(id, ['gas-1', 'tap-1']));
    const points = patternsOf(at(NEXT, patterns));
    expect(points.map((point) => [point.at, point.fields['incident']])).toEqual([
      [SLOT, `pattern-${SLOT}-1`],
      [SLOT + 1, `pattern-${SLOT}-2`],
    ]);
  });

  it('end a pattern that was told, though it is told no more', async () => {
    const { at } = await feedOf(2);
    const pattern = wide('20261122-20', ['gas-1', 'tap-1']);
    expect(patternsOf(at(NEXT, [pattern]))).toHaveLength(1);
    const whole = wide('20261122-21', ['gas-1', 'tap-1'], { openedAt: SLOT + 6 * MINUTE });
    const part = { ...pattern, ...OVER, ending: 'merged', mergedInto: whole.id } as const;
    const points = patternsOf(at(OVER.endedAt + 2 * MINUTE, [part, whole]));
    expect(points.map(({ fields }) => [fields['incident'], fields['ended_at']])).toEqual([
      [`pattern-${SLOT + 5 * MINUTE}-1`, null],
      [`pattern-${SLOT}-1`, OVER.endedAt],
    ]);
  });

  it('say nothing more of a site that was withdrawn', async () => {
    const { at, withdraw } = await feedOf();
    const own = single('20261122-18', 'gas-3');
    expect(at(OPENED, [own])).toHaveLength(1);
    withdraw();
    expect(at(NEXT)).toEqual([]);
    const targets = [{ ...hit('gas-3'), to: NEXT }];
    expect(at(NEXT + MINUTE, [{ ...own, ...OVER, targets }])).toEqual([]);
  });

  it('are written again after they could not be kept', async () => {
    const { at, feed } = await feedOf();
    const points = at(OPENED, [single('20261122-17', 'gas-1')]);
    expect(at(OPENED + 1, [single('20261122-17', 'gas-1')])).toEqual([]);
    feed.forgetWritten();
    expect(at(OPENED + 2)).toEqual(points);
  });
});
