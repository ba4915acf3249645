/** Folders below which no change is looked for: what the program itself writes there. */
const UNREAD: ReadonlySet<string> = new Set([
  'schema',
  'templates',
  'drills',
  'secrets',
  'grafana',
  'node_modules',
]);
/** Most steps of a path below the configuration's folder, the file's own name among them. */
export const DEEPEST = 3;

/** Whether a change of what has this name is looked for: nothing hidden, and no editor's copy. */
export function isWatchedName(name: string): boolean {
  return !/^\.|~$|\.(tmp|swp|swx|bak)$/i.test(name);
}

export function isWatchedFolder(name: string): boolean {
  return isWatchedName(name) && !UNREAD.has(name);
}

/** Whether a change of a file is seen, by its path below the configuration's folder. */
export function isWatchedPath(path: string): boolean {
  const steps = path.split('/');
  const folders = steps.slice(0, -1);
  return (
    steps.length <= DEEPEST && folders.every(isWatchedFolder) && isWatchedName(steps.at(-1) ?? '')
  );
}
