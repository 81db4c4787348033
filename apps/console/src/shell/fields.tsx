import { Button, Checkbox, FileButton, Group, Paper, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { keepFile } from '../api/http.js';
import {
  AwardChoice,
  ModelChoice,
  OrganisationChoice,
  PersonChoice,
  PlaceChoice,
  UnitChoice,
} from '../choices/choices.js';
import { useCategories } from '../choices/names.js';
import { useWords } from '../words/words.js';
import { useField } from './form.js';
import { majorOf, minorOf } from './form.rules.js';
import { Refused } from './parts.js';

// The fields of a form: each knows its place in what is sent, and shows what the service said of it.

interface Named {
  name: string;
  label: string;
  required?: boolean;
  description?: string;
}

const useChosen = (name: string) => {
  const { value, set, error } = useField(name);
  return { value: (value as string | undefined) ?? null, onChange: (id: string | null) => set(id), error };
};
const useTyped = (name: string) => {
  const { value, set, error } = useField(name);
  const onChange = (event: { currentTarget: { value: string } }) => set(event.currentTarget.value);
  return { value: (value as string | undefined) ?? '', onChange, error };
};

export const TextField = ({ name, ...shown }: Named) => <TextInput {...shown} {...useTyped(name)} />;
export const LongField = ({ name, ...shown }: Named) => (
  <Textarea autosize minRows={2} {...shown} {...useTyped(name)} />
);
export const DayField = ({ name, ...shown }: Named) => <TextInput type="date" {...shown} {...useTyped(name)} />;
export const UnitField = ({ name, ...shown }: Named) => <UnitChoice {...shown} {...useChosen(name)} />;
export const ModelField = ({ name, ...shown }: Named) => <ModelChoice {...shown} {...useChosen(name)} />;
export const AwardField = ({ name, ...shown }: Named & { only?: string[] | undefined }) => (
  <AwardChoice {...shown} {...useChosen(name)} />
);
export const PlaceField = ({ name, ...shown }: Named) => <PlaceChoice {...shown} {...useChosen(name)} />;
export const OrganisationField = ({ name, ...shown }: Named & { kind: string }) => (
  <OrganisationChoice {...shown} {...useChosen(name)} />
);

/** One of some values; `number`: the API wants it as one. */
export function ChoiceField(props: Named & { data: { value: string; label: string }[]; number?: boolean }) {
  const { name, number, ...shown } = props;
  const { value, set, error } = useField(name);
  return (
    <Select
      searchable={shown.data.length > 8}
      {...shown}
      error={error}
      value={value === undefined ? null : String(value as string | number)}
      onChange={(chosen) => set(number && chosen !== null ? Number(chosen) : chosen)}
    />
  );
}

/** Of what kind of goods, in the words of the catalogue. */
export function CategoryField({ name, ...shown }: Named) {
  const { language } = useWords();
  const data = (useCategories().data?.items ?? []).map(({ code, nameFr, nameEn }) => ({
    value: code,
    label: language === 'en' ? nameEn : nameFr,
  }));
  return <ChoiceField name={name} {...shown} data={data} />;
}

export function CodeField({ name, kind, codes, ...shown }: Named & { kind: string; codes: readonly string[] }) {
  const { word } = useWords();
  return <ChoiceField name={name} {...shown} data={codes.map((value) => ({ value, label: word(kind, value) }))} />;
}

const dayOf = (iso: string): string => {
  const local = new Date(iso);
  return new Date(local.getTime() - local.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};

/** A day that the API wants as a moment: its first one here, or its last. */
export function MomentField({ name, last, ...shown }: Named & { last?: boolean }) {
  const { value, set, error } = useField(name);
  const moment = (day: string) => new Date(`${day}T${last ? '23:59:59' : '00:00:00'}`).toISOString();
  return (
    <TextInput
      type="date"
      {...shown}
      error={error}
      value={typeof value === 'string' ? dayOf(value) : ''}
      onChange={({ currentTarget }) => set(currentTarget.value && moment(currentTarget.value))}
    />
  );
}

export function CountField({ name, ...shown }: Named) {
  const { value, set, error } = useField(name);
  // What is not a number yet stays as it was typed: “33.0” may become 33.05.
  const typed = (text: string) => (text !== '' && String(Number(text)) === text ? Number(text) : text);
  return (
    <TextInput
      inputMode="numeric"
      {...shown}
      error={error}
      value={value === undefined ? '' : String(value as number)}
      onChange={({ currentTarget }) => set(typed(currentTarget.value.trim().replace(',', '.')))}
    />
  );
}

/** An amount as people write it; sent in the smallest unit of its currency. */
export function AmountField({ name, currency, ...shown }: Named & { currency: string | null }) {
  const { t, language } = useWords();
  const { value, set, error } = useField(name);
  const digits = currency ? decimalsOf(currency) : 2;
  const own = typeof value === 'number' ? majorOf(value, digits).replace('.', language === 'fr' ? ',' : '.') : '';
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = typed !== null && typed !== '' && minorOf(typed, digits) === undefined;
  return (
    <TextInput
      inputMode="decimal"
      {...shown}
      label={currency ? `${shown.label} (${currency})` : shown.label}
      error={wrong ? t('form.noAmount') : error}
      value={typed ?? own}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        set(minorOf(currentTarget.value, digits));
      }}
      onBlur={() => !wrong && setTyped(null)}
    />
  );
}

const decimalsOf = (currency: string): number => {
  try {
    const format = new Intl.NumberFormat('fr', { style: 'currency', currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
};

export function TickField({ name, label, description }: Named) {
  const { value, set, error } = useField(name);
  return (
    <Checkbox
      label={label}
      description={description}
      error={error}
      checked={value === true}
      onChange={({ currentTarget }) => set(currentTarget.checked)}
    />
  );
}

/** Somebody of a unit; which unit is asked first where it is not known. */
export function PersonField({ name, label, required, unitId, ...shown }: Named & { unitId?: string | null }) {
  const { t } = useWords();
  const [unit, setUnit] = useState<string | null>(null);
  const chosen = useChosen(name);
  const person = (of: string | null) => (
    <PersonChoice {...shown} {...chosen} label={label} unitId={of} {...(required && { required })} />
  );
  if (unitId !== undefined) return person(unitId);
  return (
    <Group grow align="start" preventGrowOverflow={false}>
      <UnitChoice label={t('form.unitOf', { who: label })} value={unit} onChange={setUnit} />
      {person(unit)}
    </Group>
  );
}

/** A paper or a photo, kept by its hash before it is named. */
export function FileField({ name, label, required }: Named) {
  const { t } = useWords();
  const { value, set, error } = useField(name);
  const keeping = useMutation({ mutationFn: keepFile, onSuccess: set });
  return (
    <Stack gap={4}>
      <Text size="sm" fw={700}>
        {label}
        {required ? ' *' : ''}
      </Text>
      <Group>
        <FileButton onChange={(file) => file && keeping.mutate(file)} inputProps={{ 'aria-label': label }}>
          {(props) => (
            <Button {...props} variant="default" loading={keeping.isPending}>
              {t('form.file')}
            </Button>
          )}
        </FileButton>
        {typeof value === 'string' && <Text size="sm">{t('form.fileKept')}</Text>}
      </Group>
      <Problem error={error} />
      <Refused error={keeping.error} />
    </Stack>
  );
}

function Problem({ error }: { error: string | undefined }) {
  if (error === undefined) return null;
  return (
    <Text size="sm" c="var(--mantine-color-error)" role="alert">
      {error}
    </Text>
  );
}

/** Several of the same: each with its own fields, one more, one less. */
export function ListField(props: {
  name: string;
  title: string;
  add: string;
  /** So many stay. */
  least?: number;
  blank?: (index: number) => unknown;
  children: (path: string, index: number) => ReactNode;
}) {
  const { t } = useWords();
  const { value, set, error } = useField(props.name);
  const rows = (value as unknown[] | undefined) ?? [];
  return (
    <Stack gap="xs">
      <Text fw={600}>{props.title}</Text>
      <Problem error={error} />
      {rows.map((_, index) => (
        <Paper key={index} withBorder p="sm" component="fieldset" m={0}>
          <Text component="legend" size="sm" c="dimmed" px={4}>
            {t('form.nth', { what: props.title, count: index + 1 })}
          </Text>
          <Stack gap="xs">
            {props.children(`${props.name}[${index}]`, index)}
            {rows.length > (props.least ?? 0) && (
              <Group>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="red"
                  aria-label={t('form.removeNth', { what: props.title, count: index + 1 })}
                  onClick={() => set(rows.filter((__, other) => other !== index))}
                >
                  {t('form.remove')}
                </Button>
              </Group>
            )}
          </Stack>
        </Paper>
      ))}
      <Group>
        <Button variant="default" onClick={() => set([...rows, props.blank ? props.blank(rows.length) : {}])}>
          {props.add}
        </Button>
      </Group>
    </Stack>
  );
}
