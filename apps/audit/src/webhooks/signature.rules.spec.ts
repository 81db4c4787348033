import { secretOf, secretText, signedHeaders, webhookKeyOf } from './signature.rules.js';

const key = webhookKeyOf(Buffer.alloc(32, 1));
const name = { webhookId: '019b76da-a800-7000-8000-000000000001', generation: 1, keyId: key.id };

it('signs as the example of the Standard Webhooks specification', () => {
  // Test vector of the reference libraries: msg_p5jXN8AQM9LWM0D4loKWxJek, 1614265330.
  const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
  const sentAt = new Date(1_614_265_330_000);
  expect(signedHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', sentAt, '{"test": 2432232314}', [secret])).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

it('signs with both secrets while one takes over from the other', () => {
  const [one, two] = [Buffer.alloc(32, 2), Buffer.alloc(32, 3)];
  const at = new Date(1_800_000_000_000);
  const signatures = signedHeaders('id', at, '{}', [one, two])['webhook-signature'].split(' ');
  expect(signatures).toEqual([
    signedHeaders('id', at, '{}', [one])['webhook-signature'],
    signedHeaders('id', at, '{}', [two])['webhook-signature'],
  ]);
});

it('gives every subscription, and every rotation of it, a secret of its own, and the same one each time', () => {
  const secrets = [
    secretOf([key], name),
    secretOf([key], { ...name, generation: 2 }),
    secretOf([key], { ...name, webhookId: '019b76da-a800-7000-8000-000000000002' }),
  ].map(secretText);
  expect(new Set(secrets).size).toBe(3);
  expect(secretText(secretOf([webhookKeyOf(Buffer.alloc(32, 9)), key], name))).toBe(secrets[0]);
  expect(secrets[0]).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
});

it('says which key is missing', () => {
  expect(() => secretOf([], name)).toThrow(key.id);
});
