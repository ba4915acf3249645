import { readApplied } from '../config/applied-config.ts';
import { timezoneSchema } from '../config/leaf-schemas.ts';
import { loadConfig } from '../config/load.ts';
import { AppError } from '../core/errors.ts';

const NO_COUNCIL = 'UTC';

/**
 * The council's zone, an IANA name: as the service whose store lies in `storeDir` has it, else as the
 * configuration, null = `./config`, says; UTC where neither does.
 */
export async function zoneOf(storeDir: string | null, configDir: string | null): Promise<string> {
  const inForce = storeDir === null ? null : await zoneInForce(storeDir);
  if (inForce !== null) return inForce;
  const loaded = await loadConfig(configDir ?? 'config', { withoutSectors: true });
  return loaded.ok ? loaded.config.council.timezone : NO_COUNCIL;
}

/** null where nothing was applied; a record that cannot be read tells no zone either. */
async function zoneInForce(storeDir: string): Promise<string | null> {
  try {
    const applied = await readApplied(storeDir);
    const council = applied?.parts.find(({ kind }) => kind === 'council');
    return timezoneSchema.safeParse(council?.values['council.timezone']).data ?? null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'config_invalid') return null;
    throw error;
  }
}
