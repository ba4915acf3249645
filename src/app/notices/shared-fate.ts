import { type Config, type Member, type Target, targetsOf } from '../../core/config.ts';
import type { FactsBook } from '../../core/ports/facts-book.ts';
import { FACT_KIND_LABELS, type FactKind } from '../../core/words/fact.ts';
import type { Text } from '../../core/words/language.ts';
import type { Contact } from '../../core/words/recipient.ts';
import { registrableDomainOf } from '../../share/rules/registrable-domain.ts';

type KnownFacts = Pick<FactsBook, 'factsOf'>;

/** A site with which every contact of its member may fail. */
export interface FallingContacts {
  readonly target: string;
  /** What the contacts have in common with it, each once: `the same domain (example.jp)`. */
  readonly shared: readonly Text[];
}

/**
 * Finds members whose contacts would all fail with a site of theirs: by domain, and as far as `facts`
 * know the hosts of contacts as those of some site, by name servers and address range. A telephone
 * fails with none.
 */
export class SharedFates {
  readonly #facts: KnownFacts;
  /** Texts of the name servers of a registrable domain, of the networks of a host. */
  readonly #nameServers = new Map<string, Set<string>>();
  readonly #networks = new Map<string, Set<string>>();

  constructor(config: Config, facts: KnownFacts) {
    this.#facts = facts;
    for (const { target } of targetsOf(config)) {
      const host = hostOfSite(target);
      if (host === null) continue;
      addAll(this.#nameServers, registrableDomainOf(host), this.#textsOf(target, 'name_servers'));
      addAll(this.#networks, host, this.#textsOf(target, 'network'));
    }
  }

  /** The first such site of a member; null = there is none, or it has no contact. */
  of({ contacts, targets }: Member): FallingContacts | null {
    if (contacts.length === 0) return null;
    for (const target of targets) {
      const shared = contacts.map((contact) => this.#between(contact, target));
      if (shared.includes(null)) continue;
      const texts = new Map(shared.flatMap((text) => (text === null ? [] : [[text.en, text]])));
      return { target: target.id, shared: [...texts.values()] };
    }
    return null;
  }

  #between(contact: Contact, target: Target): Text | null {
    const [host, site] = [hostOfContact(contact), hostOfSite(target)];
    if (host === null || site === null) return null;
    const domain = registrableDomainOf(host);
    if (domain === registrableDomainOf(site)) return labelled(THE_SAME_DOMAIN, domain);
    const servers = this.#nameServers.get(domain);
    const named = this.#textsOf(target, 'name_servers').find((text) => servers?.has(text));
    if (named !== undefined) return labelled(FACT_KIND_LABELS.name_servers, named);
    // Where the mail of a domain goes has nothing to do with where its site is.
    const ranges = contact.kind === 'mail' ? undefined : this.#networks.get(host);
    const near = this.#textsOf(target, 'network').find((text) => ranges?.has(text));
    return near === undefined ? null : labelled(FACT_KIND_LABELS.network, near);
  }

  #textsOf({ id }: Target, kind: FactKind): readonly string[] {
    return this.#facts.factsOf(id).flatMap((fact) => (fact.kind === kind ? fact.text : []));
  }
}

const THE_SAME_DOMAIN: Text = { ja: '同じドメイン', en: 'the same domain' };

function labelled({ ja, en }: Text, text: string): Text {
  return { ja: `${ja} ${text}`, en: `${en} ${text}` };
}

function addAll(sets: Map<string, Set<string>>, key: string, texts: readonly string[]): void {
  const set = sets.get(key) ?? new Set();
  for (const text of texts) set.add(text);
  sets.set(key, set);
}

function hostOfSite({ url }: Target): string | null {
  return url === null ? null : new URL(url).hostname;
}

/** As the URL standard writes it; null = a telephone. */
function hostOfContact({ kind, to }: Contact): string | null {
  if (kind === 'telephone') return null;
  const url = kind === 'mail' ? `http://${to.slice(to.lastIndexOf('@') + 1)}` : to;
  return URL.canParse(url) ? new URL(url).hostname : null;
}
