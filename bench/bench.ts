import type { Page } from './report/page.ts';

export interface BenchOptions {
  /** Some seconds instead of minutes: enough to see that it works, not to judge by. */
  readonly quick: boolean;
  /** Folder with data that the project does not carry; null = what needs it is skipped and says so. */
  readonly data: string | null;
  /** Says how far the bench is. */
  readonly say: (line: string) => void;
}

export type Bench = (options: BenchOptions) => Promise<Page>;
