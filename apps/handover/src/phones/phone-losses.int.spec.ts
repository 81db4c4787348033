import { PhoneLostV1 } from '@dotation/contracts';
import { uuidv7 } from '@dotation/service';
import { accepted, aUnit, exceptionCodes, onceArrived, sheet, signed } from '../../test/steps.ts';
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

async function signedOn(installationId: string | null, at: Date, sessionOn?: string): Promise<string> {
  const unit = aUnit();
  const { devices } = await onceArrived(world, 1, unit);
  const { head } = world.people;
  const signature = { ...signed(head.id, 'HEAD'), signedAt: at.toISOString() };
  const session = { id: uuidv7(), authenticatedAt: ago(90), ...(sessionOn !== undefined && { phoneId: sessionOn }) };
  const by = await world.app.as({ ...head.principal, session });
  const body = sheet(world, unit, devices.map(accepted), { installationId, signature });
  return ((await by.post('/handovers', body).expect(201)).body as { id: string }).id;
}

async function lost(phoneId: string, since: Date): Promise<void> {
  const loss = { phoneId, personId: world.people.head.id, reportedBy: uuidv7() };
  await world.learn([PhoneLostV1, { ...loss, lostSince: since.toISOString() }]);
}

const findings = (id: string): Promise<string[]> => exceptionCodes(world, `documentId=${id}&code=PHONE_LOST&open=true`);

describe('CR-63: what was signed on a phone since it was lost counts, and a person looks at it', () => {
  it('what came before the report, once', async () => {
    const phone = uuidv7();
    const before = await signedOn(phone, ago(60));
    const since = new Date();
    const [after, other] = [await signedOn(phone, ago(-1)), await signedOn(uuidv7(), ago(20))];
    await lost(phone, since);
    await lost(phone, new Date());
    expect(await findings(before)).toEqual([]);
    expect(await findings(after)).toEqual(['PHONE_LOST']);
    expect(await findings(other)).toEqual([]);
  });

  it('what the phone dated back, or did not say to be its own: its session says so', async () => {
    const phone = uuidv7();
    const since = ago(40);
    const dated = await signedOn(phone, ago(60));
    const silent = await signedOn(null, ago(60), phone);
    const posed = await signedOn(uuidv7(), ago(60), phone);
    await lost(phone, since);
    for (const id of [dated, silent, posed]) expect(await findings(id)).toEqual(['PHONE_LOST']);
    // Known by the time it is signed, also from a session that the gateway has not ended yet.
    expect(await findings(await signedOn(null, ago(60), phone))).toEqual(['PHONE_LOST']);
  });

  it('what was signed before the first report said, once somebody says that it was lost earlier', async () => {
    const phone = uuidv7();
    const [first, second] = [await signedOn(phone, ago(60)), await signedOn(phone, ago(50))];
    await lost(phone, new Date());
    expect(await findings(second)).toEqual([]);
    for (const since of [ago(55), ago(55), ago(65)]) await lost(phone, since);
    for (const id of [first, second]) expect(await findings(id)).toEqual(['PHONE_LOST']);
  });

  it('and what comes after it', async () => {
    const phone = uuidv7();
    await lost(phone, ago(40));
    expect(await findings(await signedOn(phone, ago(60)))).toEqual(['PHONE_LOST']);
    expect(await findings(await signedOn(phone.toUpperCase(), ago(5)))).toEqual(['PHONE_LOST']);
  });
});
