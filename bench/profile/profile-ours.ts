import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadSpec } from '../load/load.ts';
import { startOurs } from '../subject/ours.ts';
import type { TruthPlace } from '../truth/truth.ts';
import { type ProfileSummary, summariseProfiles } from './cpu-profile.ts';

/** One more run of our prober under V8's profiler; it is not among the figures. */
export async function profileOurs(place: TruthPlace, spec: LoadSpec): Promise<ProfileSummary> {
  const profileFolder = await mkdtemp(join(tmpdir(), 'yamabiko-profile-'));
  try {
    const ours = await startOurs(place, { profileFolder });
    await ours.run(spec);
    await ours.close();
    return await summariseProfiles(profileFolder);
  } finally {
    await rm(profileFolder, { recursive: true, force: true });
  }
}
