import type { Text } from '../../core/words/language.ts';

/** What a setup found or did of one thing; in a dry run what it would do. */
export interface SetupStep {
  readonly subject:
    | 'organisation'
    | 'bucket'
    | 'mapping'
    | 'token'
    | 'token_file'
    | 'grafana_organisation'
    | 'grafana_token'
    | 'grafana_dashboards'
    | 'grafana_file';
  readonly name: string;
  /** `stale`: belongs to a sector that is gone; is left as it is. `removed`: a copy that nobody needs. */
  readonly outcome: 'kept' | 'created' | 'updated' | 'replaced' | 'removed' | 'stale';
  readonly detail: Text | null;
}

/** Takes part in a setup: is told each step when it is done. */
export type OnStep = (step: SetupStep) => void;

export function isChange({ outcome }: SetupStep): boolean {
  return outcome !== 'kept' && outcome !== 'stale';
}
