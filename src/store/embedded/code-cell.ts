import type { ContactRecord } from '../../core/ports/notice-store.ts';

type CodeRecord = Pick<ContactRecord, 'code' | 'codeMisses'>;

/** A code and the wrong tries at it as one column has them: `482913`, or `482913 2` after two. */
export function codeCell({ code, codeMisses }: CodeRecord): string | null {
  return code === null || codeMisses === 0 ? code : `${code} ${codeMisses}`;
}

export function codeOfCell(cell: string | null): CodeRecord {
  const [code = null, misses = '0'] = cell?.split(' ') ?? [];
  return { code, codeMisses: Number(misses) };
}
