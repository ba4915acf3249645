import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useState } from 'preact/hooks';
import type { StatementDto, StatementListDto } from '../dto/statement.ts';
import { getData } from './api.ts';
import { useLoading } from './use-loading.ts';

/** What is shown may be this old, ms. */
const READ_AGAIN_MS = 15_000;

export interface Statements {
  readonly timezone: string;
  readonly byTarget: ReadonlyMap<string, readonly StatementDto[]>;
  /** Asks again at once. */
  readonly reload: () => void;
}

const NONE: Statements = { timezone: 'UTC', byTarget: new Map(), reload: () => {} };

/** What members say of the judgements that the reader sees. */
export const StatementsContext = createContext<Statements>(NONE);

/** Asks at once and from time to time. */
export function useAskedStatements(): Statements {
  const [held, setHeld] = useState<Omit<Statements, 'reload'>>(NONE);
  const load = useCallback(async (signal: AbortSignal) => {
    const { data } = await getData<StatementListDto>('/api/statements', signal);
    const byTarget = Map.groupBy(data.statements, ({ target }) => target);
    setHeld({ timezone: data.timezone, byTarget });
  }, []);
  const { reload } = useLoading(load);
  useEffect(() => {
    const timer = setInterval(reload, READ_AGAIN_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return { ...held, reload };
}

/**
 * What is said of a site's judgement in [from, to], epoch ms; `to` null = it lasts. `at`: the board's
 * clock.
 */
export function useSaid(
  target: string,
  { from, to, at }: { readonly from: number; readonly to: number | null; readonly at: number },
): readonly StatementDto[] {
  const { byTarget } = useContext(StatementsContext);
  const end = to ?? at;
  return (byTarget.get(target) ?? []).filter((said) => said.from <= end && said.until > from);
}
