/** Whatever JSON can hold. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * Keys that the Foundation SDK 0.0.21 writes and Grafana 13 does not know, or that would say what we do
 * not mean (`placement` hides links and annotations in a menu), by the place that holds them.
 */
const UNKNOWN: Readonly<Record<string, readonly string[]>> = {
  'templating.list': ['auto', 'auto_min', 'auto_count'],
  'annotations.list': ['placement', 'builtIn'],
  links: ['placement'],
  'panels.options': ['footer'],
  'panels.fieldConfig.defaults.links': [
    ...['placement', 'icon', 'tooltip', 'tags', 'type'],
    ...['asDropdown', 'includeVars', 'keepTime'],
  ],
};

/** What the SDK built, as plain JSON without the keys that Grafana does not know. */
export function withoutUnknown(built: object): Readonly<Record<string, Json>> {
  const plain: unknown = JSON.parse(JSON.stringify(built));
  const stripped = strip(plain, '');
  if (!isRecord(stripped)) throw new TypeError('a dashboard is an object');
  return stripped;
}

function strip(value: unknown, place: string): Json {
  if (Array.isArray(value)) return value.map((each) => strip(each, place));
  if (isObject(value)) {
    const unknown = UNKNOWN[place] ?? [];
    const kept = Object.entries(value).filter(([key]) => !unknown.includes(key));
    return Object.fromEntries(
      kept.map(([key, each]) => [key, strip(each, place === '' ? key : `${place}.${key}`)]),
    );
  }
  return asScalar(value);
}

/** Guarantee of the cast: the type of the value was looked at. */
function asScalar(value: unknown): Json {
  if (value === null || ['boolean', 'number', 'string'].includes(typeof value)) {
    return value as null | boolean | number | string;
  }
  throw new TypeError(`not JSON: ${typeof value}`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isRecord(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
