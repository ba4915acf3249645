import type { BoardSources } from '../../board/sources.ts';
import type { Config } from '../../core/config.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import type { Gate } from '../../share/seal.ts';
import type { ContactLists } from './contact-lists.ts';
import { levelsIn } from './member-acts.ts';
import type { MemberChoices } from './member-choices.ts';
import { type MemberPagesParts, memberPageOf } from './member-page.ts';
import type { SharedViews } from './shared-views.ts';
import type { StatementBook } from './statement-book.ts';
import { tasksOf, toldStatements } from './told-statements.ts';

/** What members chose and said. */
export interface MemberVoices {
  readonly choices: Pick<MemberChoices, 'madeOf' | 'versionsOf'>;
  readonly lists: Pick<ContactLists, 'of'>;
  readonly statements: Pick<StatementBook, 'of' | 'all'>;
  /** As the files have it. */
  readonly files: () => Config;
}

export interface MemberSourcesParts extends Pick<MemberPagesParts, 'samples' | 'isVerified'> {
  readonly gate: Gate;
  readonly shared: SharedViews;
  readonly voices: MemberVoices;
}

/** What the board may ask about members, the same for everybody: the gate says who gets it. */
export function memberSources(
  parts: MemberSourcesParts,
): Pick<BoardSources, 'member' | 'statements' | 'tasks'> {
  const { gate, shared, voices } = parts;
  const { choices, lists, statements, files } = voices;
  const fileOf = (target: string) => levelsIn(files(), target);
  const page = { ...parts, choices, lists, statements, fileOf, files };
  const targetOf = (target: string) => shared.targetOf(target);
  return {
    statements(viewer: Viewer) {
      const dated = toldStatements({ shared, statements }, viewer);
      return gate.seal(viewer, { kind: 'statements', answer: dated.data, targetOf }, dated);
    },
    tasks: (viewer) =>
      gate.seal(viewer, { kind: 'tasks' }, tasksOf({ shared, statements }, viewer)),
    async member(viewer, id) {
      const dated = await memberPageOf(page, viewer, id);
      return dated && gate.seal(viewer, { kind: 'member', answer: dated.data, targetOf }, dated);
    },
  };
}
