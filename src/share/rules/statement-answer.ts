import type { Viewer } from '../../core/words/viewer.ts';
import type { Content } from './marking-of.ts';
import { readRightOf } from './read-right.ts';
import type { SharedTarget } from './shared-target.ts';

/** What a list of statements is looked through for. */
export interface StatementAnswer {
  readonly statements: readonly { readonly target: string }[];
}

/**
 * What is in it: names, with what their members say. null: something is not for the viewer, or about a
 * target that is not in the council.
 */
export function contentOfStatements(
  viewer: Viewer,
  { statements }: StatementAnswer,
  targetOf: (id: string) => SharedTarget | null,
): readonly Content[] | null {
  const contents = new Set<Content>(['band']);
  for (const { target: id } of statements) {
    const target = targetOf(id);
    const right = target === null ? 'nothing' : readRightOf(viewer, target);
    if (right !== 'detail' && right !== 'judgement') return null;
    contents.add('judgement');
  }
  return [...contents];
}
