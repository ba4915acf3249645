import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AdministeredMembersDto } from '../../../src/board/dto/entrance.ts';
import { PASSWORD } from '../../accounts/opened-entrance.ts';
import { openPeopledBoard, type PeopledBoard, WHO, type Who } from './account-routes.ts';

const ALL = ['banking-0001', 'banking-0002', 'securities-0001', 'securities-0002'];

/** By hand from the action table: whom each may invite a member's account for. */
const MAY: Readonly<Record<Who, readonly string[]>> = {
  member: ['banking-0001'],
  secretariat: ['banking-0001', 'banking-0002'],
  council: [],
  observer: [],
  operator: ALL,
};

let peopled: PeopledBoard;
beforeEach(async () => {
  peopled = await openPeopledBoard({ hasKeys: false });
});
afterEach(() => peopled.close());

const readAs = async (who: Who) => {
  const answer = await peopled.callers[who].session?.get('/api/accounts/members');
  return { text: answer?.text ?? '', status: answer?.status };
};

describe('members that are offered to whoever makes accounts', () => {
  it.each(WHO)('are to %s those that it may invite for, and no others', async (who) => {
    const { text, status } = await readAs(who);
    expect(status).toBe(200);
    const { marking, data } = JSON.parse(text) as {
      marking: string;
      data: AdministeredMembersDto;
    };
    expect(data.sectors.flatMap(({ members }) => members.map(({ id }) => id))).toEqual(MAY[who]);
    if (MAY[who].length > 0) expect(marking).toBe('TLP:AMBER+STRICT');
    for (const id of ALL.filter((each) => !MAY[who].includes(each))) {
      expect(text).not.toContain(id);
      expect(text.includes('securities')).toBe(who === 'operator');
    }
    const { session } = peopled.callers[who];
    for (const [n, member] of ALL.entries()) {
      const draft = { name: `of-${n}`, office: { kind: 'member', member }, password: PASSWORD };
      const invited = await session?.act('/api/accounts', draft);
      expect(invited?.status, member).toBe(MAY[who].includes(member) ? 200 : 422);
    }
  });

  it('are named, each in its sector', async () => {
    const { data } = JSON.parse((await readAs('secretariat')).text);
    expect(data.sectors).toMatchObject([{ id: 'banking', members: [{ id: 'banking-0001' }, {}] }]);
    for (const { name } of data.sectors[0].members) {
      expect(name).toEqual({ ja: expect.any(String), en: expect.any(String) });
    }
    expect(Object.keys(data.sectors[0].members[0])).toEqual(['id', 'name']);
  });

  it('are not told from those that there are not, where they are of another sector', async () => {
    const { session } = peopled.callers.secretariat;
    const answers = [];
    for (const member of ['securities-0001', 'zzz-9999', '', 'Securities 0001']) {
      const office = { kind: 'member', member };
      const { status, text } =
        (await session?.act('/api/accounts', { name: 'ito', office, password: PASSWORD })) ?? {};
      answers.push({ status, text });
    }
    expect(answers[0]?.status).toBe(422);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});
