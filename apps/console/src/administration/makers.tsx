import { SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { everyItem } from '../api/reading.js';
import { useHasRole } from '../api/session.js';
import { Act } from '../shell/act.js';
import { DocumentList } from '../shell/document-list.js';
import { ChoiceField, CodeField, DayField, LongField, TextField } from '../shell/fields.js';
import { Form } from '../shell/form.js';
import type { Body } from '../shell/form.rules.js';
import { Status } from '../shell/parts.js';
import { Written } from '../shell/written.js';
import { useWords } from '../words/words.js';

interface Maker {
  id: string;
  name: string;
  aliases: string[];
}

const listed = (text: unknown): string[] =>
  String(text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);

export function MakersScreen() {
  const { t } = useWords();
  const keeps = useHasRole('DATA_STEWARD', 'PROCUREMENT', 'SYS_ADMIN');
  return (
    <DocumentList<Maker>
      title={t('administration.makers')}
      back={{ to: '/administration', text: t('places.administration') }}
      path="/procurement/makers"
      filters={[{ name: 'name', label: t('makers.search'), by: 'text' }]}
      empty={t('choices.none')}
      columns={[
        { head: t('makers.name'), cell: (row) => row.name },
        { head: t('makers.aliases'), cell: (row) => row.aliases.join(', ') || '–' },
        {
          head: t('fields.doing'),
          cell: (row) =>
            keeps ? (
              <Act
                path={`/procurement/makers/${row.id}/aliases`}
                label={t('makers.addAlias')}
                reason={{ name: 'aliases', label: t('makers.alias'), send: (text) => [text] }}
                small
              />
            ) : (
              '–'
            ),
        },
      ]}
    >
      {keeps && (
        <Written label={t('makers.new')}>
          {(close) => (
            <Form
              path="/procurement/makers"
              send={({ aliases, ...body }) => ({ ...body, aliases: listed(aliases) })}
              submit={t('makers.save')}
              done={close}
            >
              <TextField name="name" label={t('makers.name')} required />
              <TextField name="aliases" label={t('makers.aliases')} description={t('makers.aliasesText')} />
            </Form>
          )}
        </Written>
      )}
    </DocumentList>
  );
}

/** A maker of the catalogue. */
export function MakerField(props: { name: string; label: string; required?: boolean }) {
  const makers = useQuery({
    queryKey: ['every', '/procurement/makers'],
    queryFn: () => everyItem<Maker>('/procurement/makers'),
    staleTime: 60_000,
  });
  const data = (makers.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return <ChoiceField {...props} data={data} />;
}

interface Prohibited {
  id: string;
  name: string;
  aliases: string[];
  relation: string;
  macPrefixes: string[];
  effectiveFrom: string;
  effectiveTo: string | null;
  reason: string;
  source: string;
  reviewedOn: string | null;
  needsReview: boolean;
}

const relations = ['LISTED', 'SUBSIDIARY', 'AFFILIATE', 'OEM_BRAND'];
const written = ({ aliases, macPrefixes, ...body }: Body): Body => ({
  ...body,
  aliases: listed(aliases),
  macPrefixes: listed(macPrefixes).map((prefix) => prefix.toUpperCase()),
});

/** Of whom nothing may be bought (2 CFR 200.216), since when and where that is written. */
export function ProhibitedScreen() {
  const { t, word, day } = useWords();
  const keeps = useHasRole('DATA_STEWARD');
  return (
    <DocumentList<Prohibited>
      title={t('administration.prohibited')}
      back={{ to: '/administration', text: t('places.administration') }}
      path="/procurement/prohibited-entities"
      whole
      filters={[{ name: 'on', label: t('prohibited.on'), by: 'day' }]}
      empty={t('prohibited.none')}
      columns={[
        { head: t('makers.name'), cell: (row) => [row.name, ...row.aliases].join(', ') },
        { head: t('prohibited.relation'), cell: (row) => word('relation', row.relation) },
        { head: t('prohibited.mac'), cell: (row) => <span>{row.macPrefixes.join(' ') || '–'}</span> },
        {
          head: t('prohibited.since'),
          cell: (row) => [day(row.effectiveFrom), ...(row.effectiveTo ? [day(row.effectiveTo)] : [])].join(' – '),
        },
        { head: t('fields.reason'), cell: (row) => `${row.reason} (${row.source})` },
        {
          head: t('prohibited.review'),
          cell: (row) => <Status kind="review" code={row.needsReview ? 'DUE' : 'DONE'} />,
        },
        {
          head: t('fields.doing'),
          cell: (row) =>
            keeps ? (
              <Act
                path={`/procurement/prohibited-entities/${row.id}/reviews`}
                label={t('prohibited.doReview')}
                reason={{ name: 'note', label: t('prohibited.note') }}
                small
              />
            ) : (
              '–'
            ),
        },
      ]}
    >
      {keeps && (
        <Written label={t('prohibited.new')}>
          {(close) => (
            <Form
              path="/procurement/prohibited-entities"
              initial={{ relation: 'LISTED' }}
              send={written}
              submit={t('prohibited.add')}
              done={close}
            >
              <SimpleGrid cols={{ base: 1, sm: 2 }}>
                <TextField name="name" label={t('makers.name')} required />
                <TextField name="aliases" label={t('makers.aliases')} description={t('makers.aliasesText')} />
                <CodeField
                  name="relation"
                  label={t('prohibited.relation')}
                  kind="relation"
                  codes={relations}
                  required
                />
                <TextField name="macPrefixes" label={t('prohibited.mac')} description="44:19:B6, 48:EA:63" />
                <DayField name="effectiveFrom" label={t('prohibited.since')} required />
                <TextField name="source" label={t('prohibited.source')} required />
              </SimpleGrid>
              <LongField name="reason" label={t('fields.reason')} required />
            </Form>
          )}
        </Written>
      )}
    </DocumentList>
  );
}
