import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';

const MOST_BYTES = 16 * 1024;

/** The JSON of an act, as its schema has it; null = it is no such thing, or too large. */
export async function readBody<T>(
  incoming: IncomingMessage,
  schema: z.ZodType<T>,
): Promise<T | null> {
  const text = await readText(incoming, 'application/json');
  return text === null ? null : (schema.safeParse(jsonOf(text)).data ?? null);
}

/** A body of a content type; null = it is of another, or too large. */
export async function readText(incoming: IncomingMessage, of: string): Promise<string | null> {
  const type = incoming.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== of) return null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
