import { Button, Group, Text, TextInput } from '@mantine/core';
import { useSearchParams } from 'wouter';
import { type PageOf, useList, useRead } from '../api/reading.js';
import { useNames, usePlaceName, type Unit } from '../choices/names.js';
import { Facts, Listed, Page, Section, Shown, Status, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';

interface Holding {
  lifecycle: string | null;
  condition: string | null;
  since: string;
  device: { deviceId: string; tag: string | null; serial: string | null; maker: string | null; model: string | null };
  document: { id: string; kind: string | null; number: string | null };
}

/** What a unit holds, on any day (Q22). */
export function UnitScreen({ id }: { id: string }) {
  const { language } = useWords();
  const { t } = useWords();
  const unit = useRead<Unit>(`/directory/organisation-units/${id}`);
  return (
    <Shown read={unit}>
      {(found) => (
        <Page
          title={(language === 'en' && found.nameEn) || found.nameFr}
          back={{ to: '/units', text: t('places.units') }}
        >
          <UnitFacts unit={found} />
          <Holdings unitId={id} />
        </Page>
      )}
    </Shown>
  );
}

function UnitFacts({ unit }: { unit: Unit }) {
  const { t, word } = useWords();
  const name = useNames([unit.headPersonId]);
  return (
    <Facts
      facts={[
        [t('units.code'), unit.code],
        [t('units.agency'), unit.agency],
        [t('units.specialty'), word('specialty', unit.specialty)],
        [t('units.place'), usePlaceName(unit.placeId)],
        [t('units.head'), name(unit.headPersonId)],
        [t('fields.status'), word('unit', unit.status)],
      ]}
    />
  );
}

function Holdings({ unitId }: { unitId: string }) {
  const { t, word, moment } = useWords();
  const [params, setParams] = useSearchParams();
  const day = params.get('asOf')?.slice(0, 10) ?? '';
  const asOf = day ? `${day}T23:59:59.999Z` : null;
  const total = useRead<PageOf<Holding> & { total: number | null }>(
    `/audit/organisation-units/${unitId}/holdings?limit=1${asOf ? `&asOf=${asOf}` : ''}`,
  );
  const list = useList<Holding>(`/audit/organisation-units/${unitId}/holdings`, { asOf });
  return (
    <Section title={t('units.holdings')}>
      <Group align="end">
        <TextInput
          type="date"
          label={t('device.asOf')}
          value={day}
          onChange={(event) => setParams(event.currentTarget.value ? { asOf: event.currentTarget.value } : {})}
        />
        {day !== '' && (
          <Button variant="subtle" onClick={() => setParams({})}>
            {t('device.today')}
          </Button>
        )}
        {typeof total.data?.total === 'number' && (
          <Text role="status">{t('units.total', { count: total.data.total })}</Text>
        )}
      </Group>
      <Listed
        list={list}
        label={t('units.holdings')}
        id={({ device }) => device.deviceId}
        empty={t('units.nothing')}
        columns={[
          {
            head: t('fields.tag'),
            cell: ({ device }) => (
              <To href={`/devices/${encodeURIComponent(device.tag ?? device.serial ?? device.deviceId)}`} code>
                {device.tag ?? t('devices.noTag')}
              </To>
            ),
          },
          { head: t('fields.serial'), cell: ({ device }) => <span className="code">{device.serial ?? '–'}</span> },
          { head: t('fields.model'), cell: ({ device }) => `${device.maker ?? ''} ${device.model ?? ''}` },
          {
            head: t('fields.lifecycle'),
            cell: ({ lifecycle }) => (lifecycle ? <Status kind="lifecycle" code={lifecycle} /> : '–'),
          },
          { head: t('fields.condition'), cell: ({ condition }) => word('condition', condition) },
          { head: t('device.since'), cell: ({ since }) => moment(since) },
          { head: t('device.paper'), cell: ({ document }) => <span className="code">{document.number ?? '–'}</span> },
        ]}
      />
    </Section>
  );
}
