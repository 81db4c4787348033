import { Controller } from '@nestjs/common';
import { IsInt, IsString } from 'class-validator';
import { startNats } from '../../../test/support/servers.ts';
import type { TestNats } from '../../../test/support/servers.ts';
import type { TestService } from '../test/test-service.ts';
import { aService, quick, recordThing, ThingsHandler, until } from '../test/test-service.ts';
import { Calls, OnCall, Positions } from './index.js';
import type { CallType } from './index.js';
import { v7 as uuidv7 } from 'uuid';

class Question {
  @IsInt() n!: number;
}
class Answer {
  @IsString() said!: string;
}
const twice: CallType<Question, Answer> = { subject: 'call.directory.twice', request: Question, reply: Answer };
const slow = { ...twice, subject: 'call.directory.slow' };
const wrong = { ...twice, subject: 'call.directory.wrong' };
const unserved = { ...twice, subject: 'call.directory.unserved' };

let finish: () => void = () => undefined;
let taken = 0;

@Controller()
class TwiceCall {
  @OnCall(twice)
  async twice(question: Question): Promise<Answer> {
    if (question.n === 0) throw new Error('a bug');
    return { said: `${question.n * 2}`, more: Object.keys(question).join() } as Answer;
  }

  @OnCall(slow)
  async slow({ n }: Question): Promise<Answer> {
    taken += 1;
    await new Promise<void>((resolve) => (finish = resolve));
    return { said: `slowly ${n}` };
  }

  @OnCall(wrong)
  async wrong(): Promise<object> {
    return { said: 5 };
  }
}

let nats: TestNats;
let asking: TestService;
let answering: TestService;
let calls: Calls;

beforeEach(async () => {
  nats = await startNats();
  answering = await aService('directory', nats, { controllers: [TwiceCall] });
  asking = await aService('handover', nats);
  calls = asking.app.get(Calls);
  taken = 0;
  await until(() => calls.ask(twice, { n: 1 }).then(() => true));
});
afterEach(async () => {
  finish();
  await asking.close();
  await answering.close();
  await nats.stop();
});

it('asks and answers, ignoring fields the other side does not know', async () => {
  const answer = await calls.ask(twice, { n: 21, other: 'x' } as Question);
  expect(answer).toEqual({ said: '42' });
  expect(answer).toBeInstanceOf(Answer);
});

it('is unavailable at once when nobody serves the call', async () => {
  const began = Date.now();
  await expect(calls.ask(unserved, { n: 1 })).rejects.toMatchObject({ kind: 'unavailable' });
  expect(Date.now() - began).toBeLessThan(1_000);
});

it('is late when the answer does not come in time', async () => {
  await expect(calls.ask(slow, { n: 1 }, 200)).rejects.toMatchObject({ name: 'CallFailed', kind: 'late' });
});

it.each([
  ['the other side fails', twice, { n: 0 }],
  ['the question does not fit', twice, { n: 'one' } as unknown as Question],
  ['the answer does not fit', wrong, { n: 1 }],
])('is unavailable when %s', async (_, call, question) => {
  await expect(calls.ask(call, question)).rejects.toMatchObject({ kind: 'unavailable' });
});

it('is unavailable while the broker is away, and answers again when it is back', async () => {
  await nats.stop();
  await until(() =>
    calls.ask(twice, { n: 1 }, 300).then(
      () => false,
      (error: { kind: string }) => error.kind === 'unavailable',
    ),
  );
  await nats.restart();
  await until(() => calls.ask(twice, { n: 1 }).then(({ said }) => said === '2'));
});

it('drains on close: takes no new question, answers those it has', async () => {
  const asked = calls.ask(slow, { n: 7 }, 8_000);
  await until(async () => taken === 1);
  const closed = answering.app.close();
  await until(() =>
    calls.ask(twice, { n: 1 }, 1_000).then(
      () => false,
      (error: { kind: string }) => error.kind === 'unavailable',
    ),
  );
  finish();
  expect(await asked).toEqual({ said: 'slowly 7' });
  await closed;
});

describe('reading your own writes', () => {
  it('waits until the reader has reached the fact', async () => {
    const producer = await aService('procurement', nats);
    const reader = await aService('assets', nats, { handlers: [ThingsHandler] });
    const positions = reader.app.get(Positions);
    await until(() =>
      reader.app
        .get(Calls)
        .ask(factNumber, { factId: uuidv7() })
        .then(() => true),
    );
    for (let n = 1; n <= 20; n += 1) {
      const { factId } = await producer.source.transaction((tx) => recordThing(tx, n));
      expect(await positions.reached('procurement', factId)).toBe(true);
      expect(await reader.things()).toContain(n);
    }
    reader.app.get(ThingsHandler).failAt = 21;
    const { factId } = await producer.source.transaction((tx) => recordThing(tx, 21));
    expect(await positions.reached('procurement', factId, quick.retryStopped)).toBe(false);
    expect(await positions.reached('procurement', uuidv7(), 300)).toBe(false);
    expect(await positions.reached('assets', uuidv7())).toBe(true);
    expect(await positions.reached('handover', uuidv7())).toBe(true);
    await producer.close();
    await reader.close();
  });
});

class FactIdQuestion {
  factId!: string;
}
class AnyAnswer {}
const factNumber = { subject: 'call.procurement.fact-number', request: FactIdQuestion, reply: AnyAnswer };
