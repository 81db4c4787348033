import { PhoneLostV1 } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import { accepted, acknowledge, aUnit, exceptionCodes, onceArrived, signed } from '../../test/steps.ts';
import { reset, startWorld, type World } from '../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => world.close());
beforeEach(async () => {
  reset(world);
  await world.told();
});

const ago = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

async function signedOn(installationId: string, at: Date): Promise<string> {
  const unit = aUnit();
  const { devices } = await onceArrived(world, 1, unit);
  const signature = { ...signed(world.people.head.id, 'HEAD'), signedAt: at.toISOString() };
  return (await acknowledge(world, unit, devices.map(accepted), { installationId, signature })).id;
}

async function lost(phoneId: string, since: Date): Promise<void> {
  const loss = { phoneId, personId: world.people.head.id, reportedBy: uuidv7() };
  await world.learn([PhoneLostV1, { ...loss, lostSince: since.toISOString() }]);
}

const findings = (id: string): Promise<string[]> => exceptionCodes(world, `documentId=${id}&code=PHONE_LOST&open=true`);

describe('CR-63: what was signed on a phone since it was lost counts, and a person looks at it', () => {
  it('what came before the report, once', async () => {
    const phone = uuidv7();
    const [before, after] = [await signedOn(phone, ago(60)), await signedOn(phone, ago(20))];
    const other = await signedOn(uuidv7(), ago(20));
    await lost(phone, ago(40));
    await lost(phone, ago(50));
    expect(await findings(before)).toEqual([]);
    expect(await findings(after)).toEqual(['PHONE_LOST']);
    expect(await findings(other)).toEqual([]);
  });

  it('and what comes after it', async () => {
    const phone = uuidv7();
    await lost(phone, ago(40));
    expect(await findings(await signedOn(phone, ago(60)))).toEqual([]);
    expect(await findings(await signedOn(phone.toUpperCase(), ago(5)))).toEqual(['PHONE_LOST']);
  });
});
