import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { isIP } from 'node:net';
import { atLeast } from './at-least.ts';

/** How a name is answered. */
export interface DnsRule {
  /** IPv4 and IPv6 addresses; a query gets those of its type, none = an empty answer. */
  readonly addresses?: readonly string[];
  /** The n-th query of a type gets the n-th list, later ones the last; instead of `addresses`. */
  readonly changing?: readonly (readonly string[])[];
  /** After the last list of `changing` comes the first again. */
  readonly again?: boolean;
  /** An answer code instead of addresses. */
  readonly code?: 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED';
  /** Never answers. */
  readonly silent?: boolean;
  /** Time before the answer, ms; default 0. */
  readonly delayMs?: number;
  /** A CNAME that the addresses are given under. */
  readonly alias?: string;
  /** The name is the top of a zone that these serve. */
  readonly nameServers?: readonly string[];
}

export interface DnsQuestion {
  readonly name: string;
  readonly type: number;
}

export interface DnsServer {
  /** `127.0.0.1:port`, as resolvers take it. */
  readonly address: string;
  readonly port: number;
  /** Answers `name` so from now on; `*.zone` covers every name below the zone. */
  set(name: string, rule: DnsRule): void;
  /** Queries received for a name, or in all. */
  queries(name?: string): number;
  /** Every question received, in order. */
  readonly questions: readonly DnsQuestion[];
  close(): Promise<void>;
}

const CODES = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;
const TYPES = { A: 1, NS: 2, CNAME: 5, AAAA: 28 } as const;

/**
 * An authoritative DNS server over UDP on loopback. Unknown names are NXDOMAIN; answers live 0 s.
 * Source of the format: RFC 1035 §4.
 */
export async function startDnsServer(
  rules: Readonly<Record<string, DnsRule>> = {},
): Promise<DnsServer> {
  const known = new Map(Object.entries(rules));
  const questions: DnsQuestion[] = [];
  const counts = new Map<string, number>();
  const pending = new Set<() => void>();
  const socket = createSocket('udp4');

  function answer(query: Buffer, from: RemoteInfo): void {
    const question = questionOf(query);
    if (question === null) return;
    questions.push(question);
    const rule = ruleFor(known, question.name);
    const key = `${question.name}/${question.type}`;
    const nth = counts.get(key) ?? 0;
    counts.set(key, nth + 1);
    if (rule?.silent === true) return;
    const packet = replyTo(query, question, rule, nth);
    const cancel = atLeast(rule?.delayMs ?? 0, () => {
      pending.delete(cancel);
      socket.send(packet, from.port, from.address);
    });
    pending.add(cancel);
  }

  socket.on('message', answer);
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  return {
    address: `127.0.0.1:${port}`,
    port,
    questions,
    set: (name, rule) => known.set(name, rule),
    queries: (name) =>
      name === undefined
        ? questions.length
        : questions.filter((question) => question.name === name).length,
    close: async () => {
      for (const cancel of pending) cancel();
      socket.close();
      await once(socket, 'close');
    },
  };
}

function ruleFor(rules: ReadonlyMap<string, DnsRule>, name: string): DnsRule | undefined {
  const exact = rules.get(name);
  if (exact !== undefined) return exact;
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    const wild = rules.get(`*${name.slice(dot)}`);
    if (wild !== undefined) return wild;
  }
  return undefined;
}

/** The question of a query, its name in lower case; null for what is none. */
function questionOf(query: Buffer): (DnsQuestion & { readonly end: number }) | null {
  if (query.length < 17 || query.readUInt16BE(4) !== 1) return null;
  const labels: string[] = [];
  let at = 12;
  for (;;) {
    const length = query[at];
    if (length === undefined || length > 63) return null;
    at += 1;
    if (length === 0) break;
    labels.push(query.toString('latin1', at, at + length).toLowerCase());
    at += length;
  }
  if (query.length < at + 4) return null;
  return { name: labels.join('.'), type: query.readUInt16BE(at), end: at + 4 };
}

function replyTo(
  query: Buffer,
  question: DnsQuestion & { readonly end: number },
  ...[rule, nth]: [DnsRule | undefined, number]
): Buffer {
  const code = rule === undefined ? CODES.NXDOMAIN : CODES[rule.code ?? 'NOERROR'];
  const records = rule === undefined || code !== 0 ? [] : recordsFor(question.type, rule, nth);
  const header = Buffer.from(query.subarray(0, 12));
  // An authoritative answer that keeps the query's "recursion desired" and offers recursion.
  header.writeUInt16BE(0x8480 | (header.readUInt16BE(2) & 0x0100) | code, 2);
  header.writeUInt16BE(records.length, 6);
  header.writeUInt32BE(0, 8);
  return Buffer.concat([header, query.subarray(12, question.end), ...records]);
}

function recordsFor(type: number, rule: DnsRule, nth: number): readonly Buffer[] {
  if (type === TYPES.NS) {
    const owner = Buffer.from([0xc0, 12]);
    return (rule.nameServers ?? []).map((name) => record(owner, TYPES.NS, encodeName(name)));
  }
  const lists = rule.changing ?? [rule.addresses ?? []];
  const last = lists.length - 1;
  const addresses = lists[rule.again === true ? nth % lists.length : Math.min(nth, last)] ?? [];
  const family = type === TYPES.A ? 4 : type === TYPES.AAAA ? 6 : 0;
  const owner = rule.alias === undefined ? Buffer.from([0xc0, 12]) : encodeName(rule.alias);
  const records = addresses
    .filter((address) => isIP(address) === family)
    .map((address) => record(owner, type, family === 4 ? bytesOfV4(address) : bytesOfV6(address)));
  if (rule.alias === undefined) return records;
  return [record(Buffer.from([0xc0, 12]), TYPES.CNAME, owner), ...records];
}

function record(owner: Buffer, type: number, data: Buffer): Buffer {
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(type, 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([owner, fixed, data]);
}

function encodeName(name: string): Buffer {
  const labels = name.split('.').map((label) => {
    const bytes = Buffer.from(label, 'latin1');
    return Buffer.concat([Buffer.from([bytes.length]), bytes]);
  });
  return Buffer.concat([...labels, Buffer.from([0])]);
}

function bytesOfV4(address: string): Buffer {
  return Buffer.from(address.split('.').map(Number));
}

/** `::` stands for as many zero groups as are missing; a dotted tail fills two groups. */
function bytesOfV6(address: string): Buffer {
  const hex = address.replace(/\d+\.\d+\.\d+\.\d+$/, (tail) => {
    const bytes = bytesOfV4(tail);
    return `${bytes.readUInt16BE(0).toString(16)}:${bytes.readUInt16BE(2).toString(16)}`;
  });
  const [head = '', tail = ''] = hex.split('::');
  const before = head.split(':').filter((group) => group !== '');
  const after = tail.split(':').filter((group) => group !== '');
  const groups = [...before, ...Array(8 - before.length - after.length).fill('0'), ...after];
  const bytes = Buffer.alloc(16);
  for (const [index, group] of groups.entries()) {
    bytes.writeUInt16BE(Number.parseInt(group, 16), index * 2);
  }
  return bytes;
}
