import { foundOf, pathText, type ReadFile, valueAt } from '../source-file.ts';

/** Data as a file that nobody has parsed: every problem is at its beginning, the path is right. */
export function unplacedSource(file: string, data: unknown): ReadFile {
  return {
    source: {
      file,
      data,
      problem: (path, { code, found, expected }) => ({
        file,
        line: 1,
        column: 1,
        path: pathText(path),
        code,
        found: found === undefined ? foundOf(valueAt(data, path)) : found,
        expected,
      }),
      place: () => ({ file, line: 1 }),
    },
    problems: [],
  };
}
