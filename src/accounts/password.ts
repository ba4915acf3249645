import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { InTurn } from '../core/in-turn.ts';
import { normalPassword } from './rules/password-rule.ts';

/** Cost of scrypt: 128·N·r bytes of memory, p times. */
export interface ScryptCost {
  /** N is 2 to this. */
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MB, three times (OWASP Password Storage): about a quarter of a second of one core. */
export const PASSWORD_COST: ScryptCost = { ln: 15, r: 8, p: 3 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** More than these that wait are refused: each costs time of a core that measures. */
const MOST_WAITING = 8;

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);

/** Hashes passwords one at a time. A hash is `$scrypt$ln=15,r=8,p=3$salt$hash`, base64. */
export class PasswordHasher {
  readonly #cost: ScryptCost;
  readonly #turns = new InTurn();
  #waiting = 0;
  /** Of no password. */
  #decoy: Promise<string> | null = null;

  constructor(cost: ScryptCost = PASSWORD_COST) {
    this.#cost = cost;
  }

  /** null = too many wait. */
  async hash(password: string): Promise<string | null> {
    return await this.#inTurn(() => this.#make(password));
  }

  /**
   * Whether the hash is of the password; null = too many wait. With no hash it takes as long, and is
   * not: nobody is to learn by the time which accounts there are.
   */
  async matches(password: string, hash: string | null): Promise<boolean | null> {
    return await this.#inTurn(async () => {
      // Always, so that the first one to be asked about takes as long whether there is a hash or not.
      this.#decoy ??= this.#make(randomBytes(SALT_BYTES).toString('hex'));
      const decoy = await this.#decoy;
      const parts = partsOf(hash ?? decoy);
      const found = await derived(password, parts.salt, parts);
      return timingSafeEqual(found, parts.hash) && hash !== null;
    });
  }

  async #make(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const { ln, r, p } = this.#cost;
    const hash = await derived(password, salt, this.#cost);
    return `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString('base64')}$${hash.toString('base64')}`;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.#waiting >= MOST_WAITING) return null;
    this.#waiting += 1;
    try {
      return await this.#turns.run(work);
    } finally {
      this.#waiting -= 1;
    }
  }
}

function derived(password: string, salt: Buffer, { ln, r, p }: ScryptCost): Promise<Buffer> {
  const N = 2 ** ln;
  return derive(normalPassword(password), salt, HASH_BYTES, { N, r, p, maxmem: 256 * N * r });
}

interface HashParts extends ScryptCost {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Guarantee: only {@link PasswordHasher} writes such texts. */
function partsOf(text: string): HashParts {
  const match = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(text);
  const [, ln, r, p, salt = '', hash = ''] = match ?? [];
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  return { ...cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') };
}
