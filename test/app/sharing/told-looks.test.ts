import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { envelopeOf } from '../../../src/board/api-schema.ts';
import { looksSchema } from '../../../src/board/audit/audit-schema.ts';
import { CONSENTS } from '../../../src/core/config.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { type CouncilNow, openSharedBoard, type SharedBoard } from './shared-board.ts';
import { AT, MINUTE, samplesAt, sharingCouncil, VIEWERS } from './shared-council.ts';

const DAY = 24 * 60 * MINUTE;
type Who = keyof typeof VIEWERS;
const WHO = Object.keys(VIEWERS) as Who[];
const config = sharingCouncil(CONSENTS);
const NOW: CouncilNow = {
  ...{ config, incidents: [], facts: new Map(), states: new Map(), doubt: null },
  samples: samplesAt(config, AT - MINUTE),
};

let board: SharedBoard;

describe('who looked, as a member is told', () => {
  async function told(who: Who) {
    const answer = await board.ask(VIEWERS[who], '/api/looks');
    if (answer.status !== 200) return answer.status;
    return envelopeOf(looksSchema).parse(JSON.parse(answer.text)).data;
  }

  it('is of its own sites alone, by office, with the consent of that time', async () => {
    const fresh = new ManualClock(AT);
    board = await openSharedBoard(fresh, NOW);
    await board.ask(VIEWERS.council, '/api/targets/own-named');
    fresh.step(MINUTE);
    await board.ask(VIEWERS.secretariat, '/api/targets/own-counted');
    await board.ask(VIEWERS.secretariat, '/api/targets/near-counted');
    fresh.step(MINUTE);
    await board.ask(VIEWERS.operator, '/api/targets/own-own');
    await board.ask(VIEWERS.member, '/api/targets/near-named');
    const neighbour = { kind: 'member', member: 'near-of-named', sector: 'gas' } as const;
    await board.ask(neighbour, '/api/targets/own-sector');
    const data = await told('member');
    expect(data).toMatchObject({
      isCut: false,
      sites: CONSENTS.map((consent) => ({ target: `own-${consent}`, consent })),
      looks: [
        {
          ...{ kind: 'member', office: { en: '“near-of-named”' }, at: AT + 2 * MINUTE },
          looked: { target: 'own-sector', right: 'judgement', consent: 'sector' },
        },
        { kind: 'operator', looked: { target: 'own-own', right: 'detail', consent: 'own' } },
        {
          ...{ kind: 'secretariat', at: AT + MINUTE, way: 'machine' },
          looked: { target: 'own-counted', right: 'detail', consent: 'counted' },
        },
        { kind: 'council', at: AT, looked: { target: 'own-named', right: 'judgement' } },
      ],
    });
    const others = WHO.filter((who) => who !== 'member');
    expect(await Promise.all(others.map(told))).toEqual(others.map(() => 404));
  });

  const OWNER = VIEWERS.member;
  async function share(choice: object): Promise<void> {
    expect((await board.act(OWNER, '/api/consent', choice)).status).toBe(200);
  }
  async function rows() {
    const data = z.object({ looks: looksSchema.shape.looks }).parse(await told('member'));
    return data.looks.map(({ at, kind, looked }) => [
      ...[(at - AT) / MINUTE, kind, looked.kind, looked.target, looked.right, looked.consent],
    ]);
  }

  it('at lists is told by the consent of that time, also when the name is taken back', async () => {
    const fresh = new ManualClock(AT);
    board = await openSharedBoard(fresh, NOW);
    const site = 'own-counted';
    await share({ target: 'own-named', consent: 'counted' });
    fresh.step(MINUTE);
    await board.ask(VIEWERS.council, '/api/council');
    expect(await rows()).toEqual([]);
    fresh.step(60 * MINUTE);
    await share({ target: site, consent: 'named' });
    const named = [61, 'council', 'target', site, 'judgement', 'named'];
    expect(await rows()).toEqual([]);
    await board.ask(VIEWERS.council, '/api/council');
    await board.ask(VIEWERS.council, '/api/council');
    expect(await rows()).toEqual([named]);
    fresh.step(60 * MINUTE);
    await share({ target: site, consent: 'counted' });
    await board.ask(VIEWERS.council, '/api/council');
    expect(await rows()).toEqual([named]);
    fresh.step(60 * MINUTE);
    await share({ target: site, consent: 'named' });
    await board.ask(VIEWERS.council, '/api/council');
    const again = [181, 'council', 'target', site, 'judgement', 'named'];
    expect(await rows()).toEqual([again, named]);
    fresh.step(DAY);
    await board.ask(VIEWERS.council, '/api/council');
    const listed = [181 + 1440, 'council', 'list', site, 'judgement', 'named'];
    expect(await rows()).toEqual([listed, again, named]);
    fresh.step(MINUTE);
    await share({ target: site, consent: 'own' });
    expect(await rows()).toEqual([listed, again, named]);
  });

  it('at the lists of a secretariat is told with what of it was visible then', async () => {
    const fresh = new ManualClock(AT);
    board = await openSharedBoard(fresh, NOW);
    for (const consent of CONSENTS) {
      if (consent !== 'counted') await share({ target: `own-${consent}`, consent: 'own' });
    }
    fresh.step(MINUTE);
    await board.ask(VIEWERS.secretariat, '/api/sectors/gas');
    fresh.step(MINUTE);
    await share({ target: 'own-counted', secretariatSees: 'judgement' });
    await board.ask(VIEWERS.secretariat, '/api/sectors/gas');
    expect(await rows()).toEqual([
      [2, 'secretariat', 'target', 'own-counted', 'judgement', 'counted'],
      [1, 'secretariat', 'list', 'own-counted', 'detail', 'counted'],
    ]);
  });

  it('at lists tells nobody that somebody else chose', async () => {
    const neighbour = { kind: 'member', member: 'near-of-counted', sector: 'gas' } as const;
    const texts = await Promise.all(
      [false, true].map(async (isChosen) => {
        const fresh = new ManualClock(AT);
        const one = await openSharedBoard(fresh, NOW);
        for (let minute = 0; minute < 1500; minute += 50) {
          await one.ask(VIEWERS.council, '/api/council');
          const consent = minute % 100 === 0 ? 'named' : 'counted';
          const choice = { target: 'near-counted', consent };
          if (isChosen) await one.act(neighbour, '/api/consent', choice);
          fresh.step(50 * MINUTE);
        }
        return (await one.ask(VIEWERS.member, '/api/looks')).text;
      }),
    );
    expect(texts[1]).toBe(texts[0]);
    expect(texts[0]).toContain('own-named');
  });
});
