/** The few parts of DNS messages that the practice council speaks; RFC 1035 §4. */

export const DNS_TYPES = { A: 1, NS: 2, CNAME: 5, SOA: 6, AAAA: 28 } as const;
export const DNS_CODES = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3 } as const;
export type DnsCode = keyof typeof DNS_CODES;

export interface DnsQuestion {
  /** Lower case, without the last dot. */
  readonly name: string;
  readonly type: number;
}

export type DnsRecord =
  | { readonly type: 'A' | 'AAAA'; readonly name: string; readonly address: string }
  | { readonly type: 'NS' | 'CNAME'; readonly name: string; readonly host: string }
  | { readonly type: 'SOA'; readonly name: string };

export interface DnsAnswer {
  readonly code: DnsCode;
  readonly answers: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
}

interface ReadQuery {
  readonly question: DnsQuestion;
  /** Where the question ends in the query. */
  readonly end: number;
}

const HEADER_BYTES = 12;
const MOST_LABEL_BYTES = 63;
/** Answers live for no time: a resolver asks for every probe. */
const TTL_S = 0;

/** The one question of a query; null for anything else. */
export function readQuery(bytes: Buffer): ReadQuery | null {
  if (bytes.length < HEADER_BYTES + 5 || bytes.readUInt16BE(4) !== 1) return null;
  // A response (QR) is answered by nobody, or two servers would never stop.
  if ((bytes.readUInt16BE(2) & 0x8000) !== 0) return null;
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (;;) {
    const length = bytes[at];
    if (length === undefined || length > MOST_LABEL_BYTES) return null;
    at += 1;
    if (length === 0) break;
    labels.push(bytes.toString('latin1', at, at + length).toLowerCase());
    at += length;
  }
  if (bytes.length < at + 4) return null;
  const question = { name: labels.join('.'), type: bytes.readUInt16BE(at) };
  return { question, end: at + 4 };
}

/** An authoritative reply to `query`, whose question ends at `end`. */
export function writeReply(query: Buffer, end: number, answer: DnsAnswer): Buffer {
  const header = Buffer.from(query.subarray(0, HEADER_BYTES));
  // Response, authoritative, recursion offered; "recursion desired" as it was asked.
  const flags = 0x8480 | (header.readUInt16BE(2) & 0x0100) | DNS_CODES[answer.code];
  header.writeUInt16BE(flags, 2);
  header.writeUInt16BE(answer.answers.length, 6);
  header.writeUInt16BE(answer.authority.length, 8);
  header.writeUInt16BE(0, 10);
  const records = [...answer.answers, ...answer.authority].map(writeRecord);
  return Buffer.concat([header, query.subarray(HEADER_BYTES, end), ...records]);
}

function writeRecord(record: DnsRecord): Buffer {
  const data = dataOf(record);
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(DNS_TYPES[record.type], 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt32BE(TTL_S, 4);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([writeName(record.name), fixed, data]);
}

function dataOf(record: DnsRecord): Buffer {
  if ('host' in record) return writeName(record.host);
  if (record.type === 'A') return Buffer.from(record.address.split('.').map(Number));
  if (record.type === 'AAAA') return ipv6Bytes(record.address);
  const numbers = Buffer.alloc(20);
  numbers.writeUInt32BE(1, 0);
  return Buffer.concat([
    writeName(`ns1.${record.name}`),
    writeName(`practice.${record.name}`),
    numbers,
  ]);
}

/** The 16 bytes of an IPv6 address without a dotted part; RFC 4291 §2.2. */
function ipv6Bytes(address: string): Buffer {
  const [head = '', tail = ''] = address.split('::');
  const groupsOf = (text: string) => (text === '' ? [] : text.split(':'));
  const last = groupsOf(tail);
  const bytes = Buffer.alloc(16);
  const put = (group: string, at: number) => bytes.writeUInt16BE(Number.parseInt(group, 16), at);
  groupsOf(head).forEach((group, index) => {
    put(group, 2 * index);
  });
  last.forEach((group, index) => {
    put(group, 16 - 2 * (last.length - index));
  });
  return bytes;
}

function writeName(name: string): Buffer {
  const labels = name.split('.').map((label) => {
    const bytes = Buffer.from(label, 'latin1');
    return Buffer.concat([Buffer.from([bytes.length]), bytes]);
  });
  return Buffer.concat([...labels, Buffer.from([0])]);
}
