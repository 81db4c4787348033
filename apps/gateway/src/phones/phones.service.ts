import { Injectable } from '@nestjs/common';
import { Commands, decodeCursor, pageOf, Queries, RunTimeDatabase } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { gatewayError } from '../errors.js';
import { Directory } from '../principals/directory.service.js';
import { Sessions } from '../sessions/sessions.service.js';
import { isSignedBy, lostSinceOf, readBatch, readPublicKey, saysMore, signedText, stateOf } from './phone.rules.js';
import type { Phone, PhoneWord } from './phone.rules.js';
import type {
  BindSession,
  ContactPhone,
  KeptBatch,
  PhoneDto,
  PhoneOrders,
  PhonesQuery,
  QuarantineBatch,
  RegisterPhone,
  ReportLoss,
  WipedPhone,
} from './phones.dto.js';
import { bindSession, insertPhone, losePhone, noteContact, noteWiped, phoneById, phonesOf } from './phones.queries.js';
import { countUnsent, insertUnsent } from './quarantine.queries.js';

/** All that a phone may leave behind; one that says more is no phone of ours. */
const mostUnsent = 2_000;

/**
 * Phones that work offline, each with a key of its own (CR-63, decision 20). One that is reported lost loses its sessions, hands
 * over what it had not sent, into quarantine, and erases itself; its key is good for nothing else any more.
 */
@Injectable()
export class Phones {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly database: RunTimeDatabase,
    private readonly directory: Directory,
    private readonly sessions: Sessions,
  ) {}

  /** The session it is registered in is the phone's. */
  async register(command: Command, { label, publicKey }: RegisterPhone): Promise<PhoneDto> {
    const { key: id, actorId: personId, recordedAt: registeredAt, principal } = command;
    const key = readPublicKey(publicKey);
    const view = await this.commands.run(command, async (tx) => {
      await insertPhone(tx, { id, personId, label, publicKey: key, registeredAt });
      if (principal.session) await bind(tx, principal.session.id, id);
      return viewOf((await phoneById(tx, id)) as Phone);
    });
    this.#remember(principal);
    return view;
  }

  /** After signing in again on the same phone: the new session ends with it too. */
  async bind(command: Command, id: string, { signature }: BindSession): Promise<PhoneDto> {
    const { session } = command.principal;
    if (!session) throw gatewayError('session-needed', 'A token is on no phone.');
    const view = await this.commands.run(command, async (tx) => {
      // Held until the end: a loss reported meanwhile finds the session on it and ends it, or is found here.
      const phone = await this.#own(tx, id, command.actorId, true);
      requireSignature(phone, 'session', session.id, signature);
      if (stateOf(phone) !== 'KNOWN') throw gatewayError('phone-lost', 'Ask /contacts what is left to do.');
      await bind(tx, session.id, id);
      return viewOf(phone);
    });
    this.#remember(command.principal);
    return view;
  }

  list(reader: Principal, { limit = 50, after, personId }: PhonesQuery): Promise<Page<PhoneDto>> {
    const [beforeId] = (decodeCursor(after, ['uuid']) ?? []) as string[];
    return this.queries.run(reader, async (tx) =>
      pageOf(await phonesOf(tx, { personId, beforeId, limit }), limit, ({ id }) => [id], viewOf),
    );
  }

  /**
   * Acts within five seconds. Directory tells it first, under the key of this command: dies it in between, the repeat that the
   * caller owes finds it told and does the rest.
   */
  async reportLoss(command: Command, id: string, input: ReportLoss, whose: 'any' | 'own'): Promise<PhoneDto> {
    const { actorId, recordedAt } = command;
    const find = (tx: EntityManager): Promise<Phone> => (whose === 'own' ? this.#own(tx, id, actorId) : known(tx, id));
    const phone = await this.queries.run(command.principal, find);
    const lostSince = lostSinceOf(phone, input.lostSince, recordedAt);
    if (saysMore(phone, lostSince)) {
      const told = { phoneId: id, personId: phone.personId, lostSince, reportedBy: actorId };
      const { status, body } = await this.directory.post('/internal/phone-losses', told, command.key);
      if (status !== 201) throw new Error(`directory answered ${status} to a lost phone: ${JSON.stringify(body)}`);
    }
    const view = await this.commands.run(command, async (tx) => {
      await phoneById(tx, id, true);
      await losePhone(tx, id, { lostSince: lostSince ?? recordedAt, reportedBy: actorId }, recordedAt);
      return viewOf((await phoneById(tx, id)) as Phone);
    });
    this.sessions.forget((session) => session.phoneId === id);
    return view;
  }

  /** The phone itself, with no session any more: what is it to do? */
  contact(id: string, { sentAt, signature }: ContactPhone, now: Date): Promise<PhoneOrders> {
    return this.#heard(id, ['contact', sentAt, signature], now, async (_tx, phone) => {
      const state = stateOf(phone);
      return { state, wipe: state === 'LOST' };
    });
  }

  /** What a lost phone had not sent is kept apart; nothing of it takes effect by itself. */
  quarantine(id: string, { batch, signature }: QuarantineBatch, now: Date): Promise<KeptBatch> {
    return this.#heard(id, ['quarantine', batch, signature], now, async (tx, phone) => {
      if (stateOf(phone) === 'KNOWN') throw gatewayError('phone-not-lost', 'Send what it has as usual.');
      const commands = readBatch(batch);
      if ((await countUnsent(tx, id)) + commands.length > mostUnsent)
        throw gatewayError('batch-not-valid', `At most ${mostUnsent} commands of one phone.`);
      return { kept: await insertUnsent(tx, id, commands, now) };
    });
  }

  wiped(id: string, { wipedAt, signature }: WipedPhone, now: Date): Promise<PhoneOrders> {
    return this.#heard(id, ['wiping', wipedAt, signature], now, async (tx, phone) => {
      if (stateOf(phone) === 'KNOWN') throw gatewayError('phone-not-lost', 'Nobody asked it to erase anything.');
      await noteWiped(tx, id, now);
      return { state: 'WIPED', wipe: false };
    });
  }

  /** One transaction about a phone that has proved itself by its key. Who has not learns not even that there is one. */
  async #heard<T>(
    id: string,
    [word, payload, signature]: [PhoneWord, string, string],
    now: Date,
    work: (tx: EntityManager, phone: Phone) => Promise<T>,
  ): Promise<T> {
    const source = await this.database.ready();
    return source.transaction(async (tx) => {
      const phone = await phoneById(tx, id, true);
      if (!phone) throw gatewayError('phone-not-found');
      requireSignature(phone, word, payload, signature);
      await noteContact(tx, id, now);
      return work(tx, phone);
    });
  }

  /** A session that was looked up before does not know its phone yet. */
  #remember({ session }: Principal): void {
    if (session) this.sessions.forget(({ id }) => id === session.id);
  }

  async #own(tx: EntityManager, id: string, personId: string, lock = false): Promise<Phone> {
    const phone = await known(tx, id, lock);
    if (phone.personId !== personId) throw gatewayError('phone-not-found');
    return phone;
  }
}

async function known(tx: EntityManager, id: string, lock = false): Promise<Phone> {
  const phone = await phoneById(tx, id, lock);
  if (!phone) throw gatewayError('phone-not-found');
  return phone;
}

async function bind(tx: EntityManager, sessionId: string, phoneId: string): Promise<void> {
  if (await bindSession(tx, sessionId, phoneId)) return;
  throw gatewayError('session-on-phone', 'Sign in again on this one.');
}

function requireSignature(phone: Phone, word: PhoneWord, payload: string, signature: string): void {
  if (isSignedBy(phone.publicKey, signedText(phone.id, word, payload), signature)) return;
  throw gatewayError('phone-not-found');
}

function viewOf(phone: Phone): PhoneDto {
  const text = (at: Date | null): string | null => at?.toISOString() ?? null;
  const { id, personId, label, reportedBy } = phone;
  return {
    ...{ id, personId, label, reportedBy },
    state: stateOf(phone),
    registeredAt: phone.registeredAt.toISOString(),
    lastContactAt: text(phone.lastContactAt),
    lostSince: text(phone.lostSince),
    reportedAt: text(phone.reportedAt),
    wipedAt: text(phone.wipedAt),
  };
}
