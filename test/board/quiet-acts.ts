import type { ActDesk, ActOutcome } from '../../src/board/acts/act-desk.ts';
import type { SharedCouncilDto } from '../../src/board/dto/shared.ts';
import type { NoteOutcome } from '../../src/board/notes/note-desk.ts';
import type { ToldState } from '../../src/core/words/told-state.ts';
import type { Viewer } from '../../src/core/words/viewer.ts';
import { concernOf } from '../../src/share/rules/action-right.ts';
import { createGate } from '../../src/share/seal.ts';

const denied = (): Promise<ActOutcome> => Promise.resolve({ kind: 'denied' });
const deniedNote = (): Promise<NoteOutcome> => Promise.resolve({ kind: 'denied' });
const timezone = 'Asia/Tokyo';
const NOBODY: Readonly<Record<ToldState, number>> = {
  ...{ not_reached: 0, not_told: 0, on_its_way: 0 },
  ...{ told: 0, acknowledged: 0 },
};

const COUNCIL: SharedCouncilDto = {
  ...{ name: { ja: '協議会', en: 'Council' }, timezone, vantage: 'main', practice: false },
  ...{ drill: null, doubt: null },
};

/** Where nobody was told anything, and nobody may do anything. */
export function quietActs(): ActDesk {
  const gate = createGate();
  const sealed = <T>(viewer: Viewer, data: T) =>
    gate.seal(viewer, { kind: 'messages', of: [concernOf(viewer)] }, { asOf: Date.now(), data });
  return {
    telling: {
      told: async (viewer) =>
        sealed(viewer, {
          ...{ mayAcknowledge: false, own: null, counts: NOBODY, recipients: [], timezone },
        }),
      messages: async (viewer) =>
        sealed(viewer, { own: null, mayOfAll: false, silences: [], sectors: [], council: COUNCIL }),
      ...{ acknowledge: denied, silence: denied, endSilence: denied },
    },
    enrolment: { propose: denied },
    sites: {
      rights: async (viewer) =>
        sealed(viewer, { mayStop: false, mayResume: false, mayPropose: false, proposed: null }),
      ...{ stop: denied, resume: denied, propose: denied },
    },
    tasks: {
      tasks: async (viewer) => sealed(viewer, { proposals: [], undelivered: [], council: COUNCIL }),
      ...{ decline: denied, resend: denied, correct: denied },
    },
    drills: {
      drills: async () => null,
      ...{ start: denied, end: denied, propose: denied },
    },
    notes: {
      unread: async ({ viewer }) => {
        const data = { unread: 0 };
        return gate.seal(viewer, { kind: 'unread_notes', reader: viewer }, { asOf: 0, data });
      },
      notes: async ({ viewer }) => {
        const data = { notes: [], unread: 0, choices: [], mayRemove: false, council: COUNCIL };
        return gate.seal(viewer, { kind: 'notes', answer: data }, { asOf: Date.now(), data });
      },
      open: async () => null,
      ...{ write: deniedNote, withdraw: deniedNote, finish: deniedNote },
    },
  };
}
