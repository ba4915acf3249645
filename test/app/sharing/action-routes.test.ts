import { beforeAll, describe, expect, it } from 'vitest';
import { ACTIONS, type Action } from '../../../src/share/rules/action-right.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openSharedBoard, type SharedBoard } from './shared-board.ts';
import { AT, sharingCouncil } from './shared-council.ts';

/** By which routes each action of the table is done; an action without one fails. Accounts have a table of their own. */
const ROUTES: Readonly<Record<Exclude<Action, 'accounts'>, readonly string[]>> = {
  acknowledge: ['/api/acts/acknowledge'],
  silence: ['/api/acts/silence', '/api/acts/silence/end'],
  maintenance: ['/api/maintenance', '/api/maintenance/end'],
  statement: ['/api/statements', '/api/statements/end'],
  consent: ['/api/consent'],
  contacts: ['/api/contacts', '/api/contacts/verify'],
  enrol: ['/api/acts/enrol/propose'],
  stop: ['/api/acts/stop', '/api/acts/resume', '/api/acts/stop/propose'],
  drill: ['/api/acts/drill/start', '/api/acts/drill/end', '/api/acts/drill/propose'],
  resend: ['/api/acts/resend'],
  correct: ['/api/acts/correct', '/api/tasks/answer'],
  note: ['/api/acts/notes', '/api/acts/notes/done', '/api/acts/notes/withdraw'],
  remove_note: ['/api/acts/notes/withdraw'],
};
/** The answer to whatever was proposed. */
const ANSWERS = ['/api/acts/proposal/decline'];

let board: SharedBoard;
beforeAll(async () => {
  board = await openSharedBoard(new ManualClock(AT), {
    ...{ config: sharingCouncil(['counted']), samples: [], states: new Map(), incidents: [] },
    ...{ facts: new Map(), doubt: null },
  });
});

describe('the routes of the action table', () => {
  it('are there for every action', () => {
    expect([...Object.keys(ROUTES), 'accounts'].sort()).toEqual(ACTIONS.toSorted());
    expect(Object.values(ROUTES).filter((routes) => routes.length === 0)).toEqual([]);
  });

  it('are on the board, and no other is', () => {
    const posts = board.routes.filter(({ method }) => method === 'POST');
    const there = posts.map(({ path }) => path).filter((path) => !path.endsWith('*'));
    const known = [...Object.values(ROUTES).flat(), ...ANSWERS];
    expect([...new Set(there)].sort()).toEqual([...new Set(known)].sort());
  });
});
