import type { Envelope } from '../core/words/marked.ts';
import type { BriefSiteDto, OverviewDto } from './dto.ts';

/** Bytes of sites that were serialised before, as long as the sites themselves live. */
export type SiteBytes = WeakMap<BriefSiteDto, Buffer>;

/** The envelope as JSON; a site that is the same object as before is not serialised again. */
export function overviewJsonOf(
  { marking, asOf, data }: Envelope<OverviewDto>,
  known: SiteBytes,
): Buffer {
  const { sectors, ...head } = data;
  const parts: Uint8Array[] = [
    Buffer.from(`{"marking":${JSON.stringify(marking)},"asOf":${asOf},"data":`),
    opened(head, 'sectors'),
  ];
  for (const [index, { sites, ...sector }] of sectors.entries()) {
    if (index > 0) parts.push(COMMA);
    parts.push(opened(sector, 'sites'));
    for (const [place, site] of sites.entries()) {
      if (place > 0) parts.push(COMMA);
      parts.push(bytesOf(site, known));
    }
    parts.push(END);
  }
  parts.push(END, BRACE);
  return Buffer.concat(parts);
}

const COMMA = Buffer.from(',');
const END = Buffer.from(']}');
const BRACE = Buffer.from('}');

/** An object with at least one property, open for the items of a last one, an array. */
function opened(object: object, last: string): Buffer {
  return Buffer.from(`${JSON.stringify(object).slice(0, -1)},"${last}":[`);
}

function bytesOf(site: BriefSiteDto, known: SiteBytes): Buffer {
  const held = known.get(site);
  if (held) return held;
  const bytes = Buffer.from(JSON.stringify(site));
  known.set(site, bytes);
  return bytes;
}
