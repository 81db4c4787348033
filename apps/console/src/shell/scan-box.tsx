import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';

/** Somebody writes or chooses in a field; a button, a box to tick or a switch takes no text. */
const isWriting = (): boolean =>
  document.activeElement?.matches('input:not([type=radio], [type=checkbox], [type=file]), textarea, select') ?? false;

/**
 * Where codes arrive, from a USB scanner or from fingers: it has the focus whenever no other field has. Each code is handed on
 * at once; what it means lives in one place, so that a scanner's speed loses none.
 */
export function ScanBox(props: {
  label: string;
  description?: string;
  onCode: (code: string) => void;
  feedback?: string;
  bad?: boolean;
  /** It stands in a form: Enter takes the code, and sends nothing. */
  inForm?: boolean;
}) {
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  useEffect(() => {
    const focus = () => {
      const active = document.activeElement;
      if (!active || active === document.body) box.current?.focus();
    };
    if (!isWriting()) box.current?.focus();
    const back = () => setTimeout(focus);
    // The first key of a scan arrives here before the focus does: it is typed where the focus is by then.
    const typed = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      const writes = key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;
      if (writes && !isWriting()) box.current?.focus();
    };
    document.addEventListener('focusout', back);
    document.addEventListener('keydown', typed, { capture: true });
    return () => {
      document.removeEventListener('focusout', back);
      document.removeEventListener('keydown', typed, { capture: true });
    };
  }, []);
  const taken = (event: { preventDefault: () => void }): void => {
    event.preventDefault();
    const code = box.current?.value.trim() ?? '';
    setText('');
    if (code !== '') props.onCode(code);
  };
  const content = (
    <>
      <TextInput
        ref={box}
        size="md"
        label={props.label}
        description={props.description}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        data-scan
        onKeyDown={(event) => props.inForm && event.key === 'Enter' && taken(event)}
        classNames={{ input: 'code' }}
      />
      <output
        aria-live="assertive"
        style={{
          minHeight: '1.6em',
          display: 'block',
          marginTop: 4,
          fontWeight: 600,
          color: props.bad ? 'var(--mantine-color-error)' : 'var(--said-well)',
        }}
      >
        {props.feedback ?? ''}
      </output>
    </>
  );
  return props.inForm ? content : <form onSubmit={taken}>{content}</form>;
}
