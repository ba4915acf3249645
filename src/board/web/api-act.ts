import type { Text } from '../../core/words/language.ts';
import type { ActRefusedDto } from '../dto/acts.ts';
import type { RefusedDto } from '../dto/entrance.ts';
import type { ErrorDto } from '../dto.ts';
import { bodyOf, tellOut } from './api.ts';

/** Why an act was not done: as the board has it, or that it could not be asked. */
export type ActFailure =
  | RefusedDto['refusal']
  | Exclude<ErrorDto['code'], RefusedDto['refusal']>
  | 'tries'
  | 'offline'
  /** As the board says it. */
  | Text;

export type ActAnswer<T> =
  | { readonly value: T; readonly failure: null }
  | { readonly value: null; readonly failure: ActFailure };

/** Does something; `csrf`: of the session, null = there is none. */
export async function sendAct<T>(
  path: string,
  body: object,
  csrf: string | null,
): Promise<ActAnswer<T>> {
  const headers = {
    'content-type': 'application/json',
    ...(csrf === null ? {} : { 'x-yamabiko-csrf': csrf }),
  };
  try {
    const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    const said: unknown = await answer.json();
    if (answer.ok) return { value: bodyOf<T>(said), failure: null };
    const { code, ...rest } = bodyOf<ErrorDto | RefusedDto | ActRefusedDto>(said);
    if (code === 'unauthorized') tellOut();
    if (code === 'refused' && 'text' in rest) return { value: null, failure: rest.text };
    if (code === 'refused' && 'refusal' in rest) return { value: null, failure: rest.refusal };
    return { value: null, failure: code === 'too_many' || code === 'refused' ? 'tries' : code };
  } catch (error) {
    if (error instanceof TypeError) return { value: null, failure: 'offline' };
    throw error;
  }
}
