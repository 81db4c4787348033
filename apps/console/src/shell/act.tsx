import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '../api/commanding.js';
import { useWords } from '../words/words.js';
import { Refused } from './parts.js';

/** A decision: one button, and where the API wants a reason, the field for it before it is sent. */
export function Act<T = unknown>(props: {
  path: string;
  label: string;
  body?: object;
  /** What has to be written first, and under which name it is sent. */
  reason?: { name: string; label: string; send?: (text: string) => unknown };
  done?: (answer: T) => void;
  quiet?: boolean;
  small?: boolean;
}) {
  const { t } = useWords();
  const { reason, small } = props;
  const [begun, begin] = useState(false);
  const [text, setText] = useState('');
  const command = useCommand<T>(props.path, (answer) => {
    begin(false);
    setText('');
    props.done?.(answer);
  });
  const send = (): void =>
    command.mutate({ ...props.body, ...(reason && { [reason.name]: reason.send?.(text.trim()) ?? text.trim() }) });
  const size = small ? 'compact-sm' : 'sm';
  if (reason && !begun)
    return (
      <Button size={size} variant="default" onClick={() => begin(true)}>
        {props.label}
      </Button>
    );
  return (
    <Stack gap="xs" align="flex-start">
      <Group align="end" gap="xs">
        {reason && (
          <TextInput
            label={reason.label}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autoFocus
            size={small ? 'xs' : 'sm'}
          />
        )}
        <Button
          size={size}
          variant={props.quiet ? 'default' : 'filled'}
          disabled={reason !== undefined && text.trim() === ''}
          loading={command.isPending}
          onClick={send}
        >
          {props.label}
        </Button>
        {reason && (
          <Button size={size} variant="subtle" onClick={() => begin(false)}>
            {t('form.back')}
          </Button>
        )}
      </Group>
      <Refused error={command.error} />
    </Stack>
  );
}
