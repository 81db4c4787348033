import type { Accounts } from './accounts.ts';
import { exampleId } from './examples.ts';

// The head of the demo's unit has two phones, and has lost one of them (CR-63). Their key was made once and thrown away: what
// the examples of the API page show is all that it ever signed.

const publicKey = {
  ...{ kty: 'EC', crv: 'P-256', x: 'Xy-LCTaV1lOfNs1EMquPglsH5Oim3yj5x8nuHUGQgng' },
  y: 'sb67RNNNRCA9bxQT_28G_g26C45WbWiX3HUebNzxXX4',
};
const batch =
  '[{"id":"019b8d47-0340-7240-a37c-80c721e32e11","method":"POST","path":"/api/handover/handovers","body":{"kind":"FIRST"},"madeAt":"2026-01-05T08:30:00.000Z"}]';
const signature = '-iMNLo0eMt4D-Dn1c4ZdDYodmnw8P5QxjEy3pnnd-or4xWIir8tb5YIWEFIMqFK4DmHly7rz7KLrCm5e8RB6IQ';

export async function seedPhones(accounts: Accounts): Promise<void> {
  const head = accounts.writer('unitHead');
  await head.record('example phone', '/gateway/own-phones', { label: 'Tecno, téléphone du commandant', publicKey });
  await head.record('example phone lost', '/gateway/own-phones', { label: 'Itel, perdu au marché', publicKey });
  const lost = exampleId('phone lost');
  await head.record('example phone loss', `/gateway/own-phones/${lost}/loss`, {});
  await head.client.post(`/gateway/phones/${lost}/quarantine`, { batch, signature });
}
