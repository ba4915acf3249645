import type { FileMapping, FileValue } from './edit.ts';
import type { ImportedContact } from './read-contacts.ts';
import type { RowValues } from './read-rows.ts';

/** What a row says, as the sector's file has it. */

export function nameOf(ja: string, en: string | null): FileValue {
  return en === null ? ja : { ja, en };
}

export function contactValue({ kind, to }: ImportedContact): FileMapping {
  return { kind, to };
}

/** Of its target, under the keys of the file; what the row leaves empty is not there. */
export function valuesOfTarget(values: RowValues): FileMapping {
  const { url, consent, schedule, family } = values;
  const enrolment = enrolmentOf(values);
  return {
    ...(url === null ? {} : { url }),
    ...(Object.keys(enrolment).length === 0 ? {} : { enrolment }),
    ...(consent === null ? {} : { consent }),
    ...(schedule === null ? {} : { schedule }),
    ...(family === null ? {} : { family }),
  };
}

export function enrolmentOf(values: RowValues): FileMapping {
  const { enrolled_by: by, enrolled_on: on, enrolment_reference: reference } = values;
  return {
    ...(by === null ? {} : { by }),
    ...(on === null ? {} : { on }),
    ...(reference === null ? {} : { reference }),
  };
}
