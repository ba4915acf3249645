import { useCallback, useState } from 'preact/hooks';
import type { UnreadNotesDto } from '../dto/note.ts';
import { getData } from './api.ts';
import { useAgain } from './use-again.ts';
import { useLoading } from './use-loading.ts';

/** How many notes of others the reader has still to open, asked again and again while `isAsked`. */
export function useUnreadNotes(isAsked: boolean): number {
  const [unread, setUnread] = useState(0);
  const load = useCallback(
    async (signal: AbortSignal) => {
      if (isAsked)
        setUnread((await getData<UnreadNotesDto>('/api/unread-notes', signal)).data.unread);
    },
    [isAsked],
  );
  useAgain(useLoading(load).reload);
  return unread;
}
