import type { Text } from '../../core/words/language.ts';
import type { ApiAuthorization, ApiPermission, InfluxApi } from './influx-api.ts';
import type { OnStep } from './setup-step.ts';
import type { TokenFiles } from './token-files.ts';
import { sectorTokenFile, sectorTokenPrefix, type WantedToken } from './wanted-tokens.ts';

export interface TokenSetup {
  readonly api: InfluxApi;
  /** null in a dry run where the organisation is not there yet. */
  readonly orgId: string | null;
  /** Ids by name. */
  readonly buckets: ReadonlyMap<string, string>;
  readonly files: TokenFiles;
  readonly practice: boolean;
  readonly dryRun: boolean;
  /** Names of the buckets that a token reads; null where InfluxDB does not know it. */
  readonly readableBy: (token: string) => Promise<ReadonlySet<string> | null>;
  readonly onStep: OnStep;
}

/**
 * Gives each token the wanted permissions and its file. Permissions of a token cannot be changed, and a
 * server that keeps hashes never tells it again: then a new one is made, written, and the old deleted.
 * Resolves with whether a token that was in use has been replaced.
 */
export async function setUpTokens(
  wanted: readonly WantedToken[],
  setup: TokenSetup,
): Promise<boolean> {
  const { api, orgId, onStep } = setup;
  const all = orgId === null ? [] : await api.authorizations(orgId);
  let hasReplaced = false;
  for (const token of wanted) {
    const mine = all.filter(({ description }) => description === token.description);
    const outcome = await setUpToken(token, mine, setup);
    hasReplaced ||= outcome === 'replaced';
  }
  tellStaleTokens(wanted, all, setup);
  await tellStaleFiles(wanted, setup.files, onStep);
  return hasReplaced;
}

type Outcome = 'kept' | 'created' | 'updated' | 'replaced';

async function setUpToken(
  token: WantedToken,
  mine: readonly ApiAuthorization[],
  setup: TokenSetup,
): Promise<Outcome> {
  const { files, dryRun, onStep } = setup;
  const { description: name, file } = token;
  const tell = (outcome: Outcome, detail: Text | null): Outcome => {
    onStep({ subject: 'token', name, outcome, detail });
    return outcome;
  };
  const good = await goodOf(token, mine, setup);
  if (good !== null) {
    for (const other of mine) {
      if (other !== good.authorization && !dryRun) await setup.api.deleteAuthorization(other);
    }
    if (good.write !== null) {
      if (!dryRun) await files.write(file, good.write);
      return tell('updated', { ja: `${files.path(file)} に書く`, en: `to ${files.path(file)}` });
    }
    const isNarrowed = !dryRun && (await files.narrow(file));
    if (isNarrowed) {
      return tell('updated', {
        ja: 'ファイルの権限を直した',
        en: 'the mode of its file is mended',
      });
    }
    return tell('kept', null);
  }
  if (!dryRun) await replace(token, mine, setup);
  const detail = { ja: files.path(file), en: files.path(file) };
  return tell(mine.length === 0 ? 'created' : 'replaced', detail);
}

interface Good {
  readonly authorization: ApiAuthorization;
  /** What its file must be given; null where it has it. */
  readonly write: string | null;
}

/** The authorization that can stay, the one in the file before others; null where none can. */
async function goodOf(
  token: WantedToken,
  mine: readonly ApiAuthorization[],
  { buckets, files, readableBy }: TokenSetup,
): Promise<Good | null> {
  const wanted = permissionsOf(token, buckets);
  const fitting = mine.filter((each) => each.status === 'active' && hasExactly(each, wanted));
  const [first] = fitting;
  if (wanted === null || first === undefined) return null;
  const inFile = await files.read(token.file);
  const told = fitting.filter((each) => textOf(each) !== null);
  const same = told.find((each) => textOf(each) === inFile);
  if (same !== undefined) return { authorization: same, write: null };
  const [known] = told;
  if (known !== undefined) return { authorization: known, write: textOf(known) };
  // Nobody can tell which of several hashed ones is the file's.
  if (inFile === null || mine.length !== 1) return null;
  const readable = await readableBy(inFile);
  const isRight =
    readable !== null &&
    readable.size === token.reads.length &&
    token.reads.every((name) => readable.has(name));
  return isRight ? { authorization: first, write: null } : null;
}

async function replace(
  token: WantedToken,
  old: readonly ApiAuthorization[],
  { api, orgId, buckets, files }: TokenSetup,
): Promise<void> {
  const permissions = permissionsOf(token, buckets);
  if (orgId === null || permissions === null) return;
  const text = await api.createAuthorization(orgId, token.description, permissions);
  await files.write(token.file, text);
  for (const each of old) await api.deleteAuthorization(each);
}

/** null in a dry run where a bucket is not there yet. */
function permissionsOf(
  { reads, writes }: WantedToken,
  buckets: ReadonlyMap<string, string>,
): readonly ApiPermission[] | null {
  const permissions: ApiPermission[] = [];
  for (const [action, names] of [['read', reads] as const, ['write', writes] as const]) {
    for (const name of names) {
      const bucketId = buckets.get(name);
      if (bucketId === undefined) return null;
      permissions.push({ action, bucketId });
    }
  }
  return permissions;
}

function hasExactly(
  { permissions }: ApiAuthorization,
  wanted: readonly ApiPermission[] | null,
): boolean {
  if (wanted === null) return false;
  const have = new Set(
    permissions.map(({ action, resource }) => `${action} ${resource.type} ${resource.id}`),
  );
  return (
    have.size === wanted.length &&
    wanted.every(({ action, bucketId }) => have.has(`${action} buckets ${bucketId}`))
  );
}

/** null where the server keeps only a hash. */
function textOf({ token = '' }: ApiAuthorization): string | null {
  return token === '' || /^redacted$/i.test(token) ? null : token;
}

function tellStaleTokens(
  wanted: readonly WantedToken[],
  all: readonly ApiAuthorization[],
  { practice, onStep }: TokenSetup,
): void {
  const descriptions = new Set(wanted.map(({ description }) => description));
  for (const { description: name } of all) {
    if (!name.startsWith(sectorTokenPrefix(practice)) || descriptions.has(name)) continue;
    onStep({ subject: 'token', name, outcome: 'stale', detail: null });
  }
}

async function tellStaleFiles(
  wanted: readonly WantedToken[],
  files: TokenFiles,
  onStep: OnStep,
): Promise<void> {
  const known = new Set(wanted.map(({ file }) => file));
  const [before = '', after = ''] = sectorTokenFile('/').split('/');
  for (const name of await files.names()) {
    if (known.has(name) || !name.startsWith(before) || !name.endsWith(after)) continue;
    onStep({ subject: 'token_file', name: files.path(name), outcome: 'stale', detail: null });
  }
}
