import { readApplied } from '../config/applied-config.ts';
import { DEFAULTS } from '../config/defaults.ts';
import { timezoneSchema } from '../config/leaf-schemas.ts';
import { readSourceFile, valueAt } from '../config/source-file.ts';
import { AppError } from '../core/errors.ts';

const NO_COUNCIL = 'UTC';

/**
 * The council's zone, an IANA name: as the service whose store lies in `storeDir` has it, else as the
 * configuration, null = `./config`, says, whatever else is wrong in it; UTC where there is none.
 */
export async function zoneOf(storeDir: string | null, configDir: string | null): Promise<string> {
  const inForce = storeDir === null ? null : await zoneInForce(storeDir);
  if (inForce !== null) return inForce;
  const { source } = await readSourceFile(configDir ?? 'config', 'yamabiko.yaml');
  if (source === null) return NO_COUNCIL;
  const zone = valueAt(source.data, ['council', 'timezone']);
  return timezoneSchema.safeParse(zone).data ?? DEFAULTS.timezone;
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
