import { describe, expect, it } from 'vitest';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import {
  ACTIONS,
  type Action,
  type ActionRight,
  actionRightOf,
  type Concern,
} from '../../../src/share/rules/action-right.ts';

const VIEWERS: Readonly<Record<string, Viewer>> = {
  M: { kind: 'member', member: 'gas-1', sector: 'gas' },
  S: { kind: 'secretariat', sector: 'gas' },
  C: { kind: 'council' },
  B: { kind: 'observer' },
  O: { kind: 'operator' },
};

const CONCERNS: readonly Concern[] = [
  { kind: 'member', member: 'gas-1', sector: 'gas' },
  { kind: 'member', member: 'gas-2', sector: 'gas' },
  { kind: 'member', member: 'water-1', sector: 'water' },
  { kind: 'sector', sector: 'gas' },
  { kind: 'sector', sector: 'water' },
  { kind: 'council' },
  { kind: 'observer' },
  { kind: 'operator' },
];

const LETTERS: Readonly<Record<string, ActionRight>> = {
  '-': 'denied',
  y: 'allowed',
  r: 'by_request',
  p: 'proposal',
  a: 'announced',
};

/**
 * Written by hand from the action table. Columns: gas-1, gas-2, water-1 (members), gas, water
 * (sectors), council, observer, operator. Viewers: member gas-1, secretariat of gas, council,
 * observer, operator.
 */
const TABLE = `
acknowledge M y-------  acknowledge S yy-y----  acknowledge C yyyyyyyy  acknowledge B --------  acknowledge O yyyyyyyy
silence     M y-------  silence     S ---y----  silence     C -----y--  silence     B ------y-  silence     O aaaaaaay
maintenance M y-------  maintenance S rr------  maintenance C --------  maintenance B --------  maintenance O rrr-----
statement   M y-------  statement   S rr------  statement   C --------  statement   B --------  statement   O rrr-----
consent     M y-------  consent     S rr------  consent     C --------  consent     B --------  consent     O rrr-----
contacts    M y-------  contacts    S rr------  contacts    C --------  contacts    B --------  contacts    O rrr-----
enrol       M --------  enrol       S pp------  enrol       C --------  enrol       B --------  enrol       O yyy-----
stop        M y-------  stop        S pp------  stop        C --------  stop        B --------  stop        O yyy-----
accounts    M y-------  accounts    S yy------  accounts    C -----y--  accounts    B ------y-  accounts    O yyyyyyyy
drill       M --------  drill       S --------  drill       C pppppppp  drill       B --------  drill       O yyyyyyyy
resend      M --------  resend      S --------  resend      C --------  resend      B --------  resend      O yyyyyyyy
correct     M --------  correct     S --------  correct     C --------  correct     B --------  correct     O yyyyyyyy
note        M --------  note        S yy-yyy--  note        C yyyyyy--  note        B --------  note        O --------
remove_note M --------  remove_note S --------  remove_note C --------  remove_note B --------  remove_note O yyyyyyyy
`;

const ROWS = [...TABLE.matchAll(/(\w+)\s+([MSCBO]) ([-yrpa]{8})/g)].map(
  ([, action, letter, rights]) => ({
    action: actionOf(action),
    viewer: VIEWERS[letter ?? ''] ?? { kind: 'observer' as const },
    rights: [...(rights ?? '')].map((right) => LETTERS[right]),
  }),
);

function actionOf(name: string | undefined): Action {
  const action = ACTIONS.find((each) => each === name);
  if (action === undefined) throw new Error(`no action ${name}`);
  return action;
}

describe('the action table', () => {
  it('is written out for every action and viewer', () => {
    expect(ROWS).toHaveLength(ACTIONS.length * 5);
  });

  it.each(ROWS)('$action by a $viewer.kind', ({ action, viewer, rights }) => {
    expect(CONCERNS.map((concern) => actionRightOf(viewer, action, concern))).toEqual(rights);
  });
});
