/** How far a long work has come. */
export interface Progress {
  /** `copy`, `checksum` or `integrity`: what is being done. */
  readonly step: 'copy' | 'checksum' | 'integrity';
  /** The file at work, below the directory. */
  readonly file: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export type OnProgress = (progress: Progress) => void;
