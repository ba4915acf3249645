/** A DNS query's question, as far as the truth server needs it. */
export interface Question {
  readonly name: string;
  readonly type: number;
  /** Offset just behind the question section. */
  readonly end: number;
}

export const TYPE_A = 1;
const HEADER_BYTES = 12;
const ANSWER_TTL_SECONDS = 60;

/** The first question; null where the message is none. */
export function questionOf(message: Buffer): Question | null {
  if (message.length < HEADER_BYTES + 5 || message.readUInt16BE(4) < 1) return null;
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (;;) {
    const length = message[at];
    if (length === undefined || length > 63) return null;
    at += 1;
    if (length === 0) break;
    labels.push(message.toString('latin1', at, at + length));
    at += length;
  }
  if (at + 4 > message.length) return null;
  return { name: labels.join('.'), type: message.readUInt16BE(at), end: at + 4 };
}

/** The answer: 127.0.0.1 to a question for A, no records to any other type. */
export function answerTo(message: Buffer, question: Question): Buffer {
  const answers = question.type === TYPE_A ? 1 : 0;
  const answer = Buffer.alloc(question.end + answers * 16);
  message.copy(answer, 0, 0, question.end);
  answer.writeUInt16BE(0x8180, 2);
  answer.writeUInt16BE(1, 4);
  answer.writeUInt16BE(answers, 6);
  answer.writeUInt32BE(0, 8);
  if (answers === 0) return answer;
  let at = answer.writeUInt16BE(0xc00c, question.end);
  at = answer.writeUInt16BE(TYPE_A, at);
  at = answer.writeUInt16BE(1, at);
  at = answer.writeUInt32BE(ANSWER_TTL_SECONDS, at);
  at = answer.writeUInt16BE(4, at);
  answer.set([127, 0, 0, 1], at);
  return answer;
}
