import { readApplied } from '../../config/applied-config.ts';
import type { PartValue } from '../../config/plan/council-parts.ts';
import type { Config } from '../../core/config.ts';
import { storesIn } from '../store-directory.ts';

/**
 * The configuration with what a running service was started with and keeps until its next start, where
 * the files say something else by now. Rejects as {@link storesIn} and {@link readApplied} do.
 */
export async function withSettingsInForce(config: Config, dataDir: string): Promise<Config> {
  const values = await settingsInForce(config, dataDir);
  if (values === null) return config;
  const number = (name: string, otherwise: number) => {
    const value = values[name];
    return typeof value === 'number' ? value : otherwise;
  };
  const { operator, probing, store } = config;
  const contactUrl = values['operator.contactUrl'];
  const { retention } = store;
  return {
    ...config,
    operator: operator && {
      ...operator,
      contactUrl: typeof contactUrl === 'string' ? contactUrl : operator.contactUrl,
    },
    probing: {
      ...probing,
      perAddressConcurrency: number('probing.perAddressConcurrency', probing.perAddressConcurrency),
      perAddressStartsPerSecond: number(
        'probing.perAddressStartsPerSecond',
        probing.perAddressStartsPerSecond,
      ),
    },
    store: {
      ...store,
      retention: {
        rawDays: number('store.retention.rawDays', retention.rawDays),
        fiveMinuteMonths: number('store.retention.fiveMinuteMonths', retention.fiveMinuteMonths),
        hourFiscalYears: number('store.retention.hourFiscalYears', retention.hourFiscalYears),
      },
    },
  };
}

/** null where no service runs. */
async function settingsInForce(
  { practice }: Config,
  dataDir: string,
): Promise<Readonly<Record<string, PartValue>> | null> {
  const store = storesIn(dataDir).find((each) => each.running && each.practice === practice);
  const applied = store === undefined ? null : await readApplied(store.dir);
  return applied?.parts.find(({ kind }) => kind === 'council')?.values ?? null;
}
