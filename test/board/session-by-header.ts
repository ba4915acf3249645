import type { Guard } from '../../src/board/guard.ts';
import type { Viewer } from '../../src/core/words/viewer.ts';
import { passOf } from '../app/sharing/acting-parts.ts';

/** Lets in, by a session, whom the header `x-viewer` names; nobody else. */
export function sessionByHeader(people: Readonly<Record<string, Viewer>>): Guard {
  return ({ header }) => {
    const viewer = people[header('x-viewer') ?? ''];
    if (viewer === undefined) return { viewer: null, refusal: 'nobody' };
    return { viewer, refusal: null, pass: passOf(viewer, 'session') };
  };
}
