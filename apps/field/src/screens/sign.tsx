import { useRef, useState } from 'preact/hooks';
import { totalsOf, type Capacity } from '../deliveries/command.rules.js';
import { sign } from '../deliveries/deliveries.js';
import { unmarked, type Draft } from '../deliveries/draft.rules.js';
import { keepFile, keepPhoto } from '../deliveries/photo.js';
import { capacityOf, channelsFor, mandatesFor, needsOf, type Form } from '../deliveries/signing.rules.js';
import { go } from '../route.js';
import { flush } from '../sending/outbox.js';
import type { Held } from '../store/snapshot.js';
import { draftOf, useStore } from '../store/state.js';
import { isPin } from '../store/vault.js';
import { inFrench, isDraft, t } from '../words/reader.js';
import { Pad } from './pad.js';
import { Choice, PhotoButton, Title } from './parts.js';

export function SignScreen({ id }: { id: string }) {
  const { held } = useStore();
  const draft = draftOf(id);
  if (!draft || !held || unmarked(draft).length > 0) return <Title>{t('sign.title')}</Title>;
  return <SignForm draft={draft} held={held} />;
}

function SignForm({ draft, held }: { draft: Draft; held: Held }) {
  const { personId, installationId } = useStore();
  const me = personId ?? '';
  const { consignment } = draft;
  const { snapshot, names, ranks } = held;
  const unit = snapshot.units.find((one) => one.id === consignment.orgUnitId);
  const channels = channelsFor(snapshot.roles);
  const signerFor = (channel: Form['channel']): string => (channel === 'OWN_PHONE' ? me : (unit?.headPersonId ?? ''));
  const first = channels[0] ?? 'PAPER_TRANSCRIBED';
  const [form, setForm] = useState<Form>({
    ...{ channel: first, signerId: signerFor(first), capacity: capacityOf(signerFor(first), unit), mandateId: '' },
    ...{
      giverId: consignment.officerPersonId,
      witness: '',
      sheet: null,
      when: '',
      how: 'DRAW',
      drawn: false,
      name: '',
      pin: '',
    },
  });
  const [needs, setNeeds] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  const say = (said: Partial<Form>): void => setForm((before) => ({ ...before, ...said }));
  const borrowed = form.channel !== 'OWN_PHONE';
  const paper = form.channel === 'PAPER_TRANSCRIBED';
  const mandates = mandatesFor(held, consignment.orgUnitId, consignment.waybillId, new Date());
  const capacities: Capacity[] = ['HEAD', 'ACTING_HEAD', 'DELEGATE'];

  const confirm = async (event: Event): Promise<void> => {
    event.preventDefault();
    const missing: string[] = needsOf(form, new Date());
    if (missing.length === 0 && form.how === 'TYPE' && !paper) {
      const said = await isPin(form.pin);
      if (said !== true) missing.push(said > 0 ? 'pinWait' : 'pin');
    }
    setNeeds(missing);
    if (missing.length > 0 || busy) return;
    setBusy(true);
    const drawn = form.how === 'DRAW' && !paper ? await pictureOf(canvas.current) : null;
    const item = await sign(
      draft,
      {
        ...{
          personId: form.signerId,
          capacity: form.capacity,
          rank: ranks[form.signerId] ?? null,
          channel: form.channel,
        },
        ...{
          mandateId: form.capacity === 'DELEGATE' && form.mandateId ? form.mandateId : null,
          giverId: form.giverId || null,
        },
        ...{ witnessId: null, signatureSha256: drawn, sheetSha256: borrowed ? form.sheet : null, installationId },
        signedAt: (paper ? new Date(form.when) : new Date()).toISOString(),
      },
      borrowed ? form.witness.trim() : null,
    );
    go(`/done/${item.id}`);
    void flush();
  };

  return (
    <form onSubmit={(event) => void confirm(event)}>
      <Title>{t('sign.title')}</Title>
      <Summary draft={draft} unit={unit?.name ?? ''} />
      <Choice
        name="channel"
        legend={t('sign.channel')}
        value={form.channel}
        options={channels.map((value) => ({ value, label: t(`sign.${value}`) }))}
        onChange={(channel) => {
          const signerId = signerFor(channel);
          say({ channel, signerId, capacity: capacityOf(signerId, unit) });
        }}
      />
      <p>
        {t('sign.signer')} : <strong>{names[form.signerId] ?? (form.signerId ? form.signerId : '—')}</strong>{' '}
        {ranks[form.signerId]}
      </p>
      <p class="field">
        <label for="capacity">{t('sign.capacity')}</label>
        <select
          id="capacity"
          value={form.capacity}
          onChange={(event) => say({ capacity: event.currentTarget.value as Capacity })}
        >
          {capacities.map((value) => (
            <option key={value} value={value}>
              {t(`sign.${value}`)}
            </option>
          ))}
        </select>
      </p>
      {form.capacity === 'DELEGATE' && (
        <p class="field">
          <label for="mandate">{t('sign.mandate')}</label>
          <select
            id="mandate"
            value={form.mandateId}
            onChange={(event) => say({ mandateId: event.currentTarget.value })}
          >
            <option value="">{t('sign.noMandate')}</option>
            {mandates.map(({ id, fromPersonId }) => (
              <option key={id} value={id}>
                {names[fromPersonId] ?? id}
              </option>
            ))}
          </select>
        </p>
      )}
      <p class="field">
        <label for="giver">{t('sign.giver')}</label>
        <select id="giver" value={form.giverId} onChange={(event) => say({ giverId: event.currentTarget.value })}>
          <option value={consignment.officerPersonId}>{names[consignment.officerPersonId] ?? t('sign.officer')}</option>
          <option value="">{t('sign.nobody')}</option>
        </select>
      </p>
      {borrowed && (
        <>
          <p class="field">
            <label for="witness">{t('sign.witness')}</label>
            <input
              id="witness"
              value={form.witness}
              autocomplete="off"
              aria-describedby="witness-hint"
              onInput={(event) => say({ witness: event.currentTarget.value })}
            />
            <small id="witness-hint">{t('sign.witnessHint')}</small>
          </p>
          <PhotoButton
            label={form.sheet ? t('mark.photoKept') : t('sign.sheet')}
            onPhoto={(file) => void keepPhoto(file).then((kept) => 'hash' in kept && say({ sheet: kept.hash }))}
          />
        </>
      )}
      {paper ? (
        <p class="field">
          <label for="when">{t('sign.when')}</label>
          <input
            id="when"
            type="datetime-local"
            value={form.when}
            onInput={(event) => say({ when: event.currentTarget.value })}
          />
        </p>
      ) : (
        <>
          <Choice
            name="how"
            legend={t('sign.how')}
            value={form.how}
            options={[
              { value: 'DRAW', label: t('sign.draw') },
              // Who signs on another's phone has no code there.
              ...(borrowed ? [] : [{ value: 'TYPE' as const, label: t('sign.type') }]),
            ]}
            onChange={(how) => say({ how })}
          />
          {form.how === 'DRAW' || borrowed ? (
            <Pad canvas={canvas} onDrawn={(drawn) => say({ drawn })} />
          ) : (
            <>
              <p class="field">
                <label for="name">{t('sign.name')}</label>
                <input
                  id="name"
                  autocomplete="name"
                  value={form.name}
                  onInput={(event) => say({ name: event.currentTarget.value })}
                />
              </p>
              <p class="field">
                <label for="sign-pin">{t('sign.pin')}</label>
                <input
                  id="sign-pin"
                  class="pin"
                  type="password"
                  inputMode="numeric"
                  autocomplete="current-password"
                  value={form.pin}
                  onInput={(event) => say({ pin: event.currentTarget.value })}
                />
              </p>
            </>
          )}
        </>
      )}
      <p>{t('sign.provisional', { days: snapshot.rules.countersignDays })}</p>
      <div role="alert">
        {needs.map((need) => (
          <p key={need} class="problem">
            {t(`sign.need.${need}`)}
          </p>
        ))}
      </div>
      <button class="primary big" disabled={busy}>
        {t('sign.confirm')}
      </button>
    </form>
  );
}

function Summary({ draft, unit }: { draft: Draft; unit: string }) {
  const totals = Object.entries(totalsOf(draft)).filter(([, count]) => count > 0);
  const statement = (say: typeof inFrench) => (
    <>
      <p>{say('sign.statement', { unit })}</p>
      <ul>
        {totals.map(([what, count]) => (
          <li key={what}>{say(`sign.${what}`, { count })}</li>
        ))}
      </ul>
    </>
  );
  return (
    <div class="paper">
      {statement(t)}
      {isDraft() && <div lang="fr">{statement(inFrench)}</div>}
      <p>{t('delivery.title', { number: draft.consignment.number })}</p>
    </div>
  );
}

async function pictureOf(canvas: HTMLCanvasElement | null): Promise<string | null> {
  const blob = await new Promise<Blob | null>((resolve) =>
    canvas ? canvas.toBlob(resolve, 'image/png') : resolve(null),
  );
  return blob && keepFile(blob);
}
