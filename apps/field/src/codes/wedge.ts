import { WedgeReader } from './wedge.rules.js';

/**
 * Listens to the whole document, so that a scan counts wherever the focus is. What the scanner typed into a field is taken out
 * of it again, and the field keeps the text it had.
 */
export function listenForScans(onScan: (code: string) => void): () => void {
  const reader = new WedgeReader();
  const before = new WeakMap<HTMLInputElement | HTMLTextAreaElement, string>();
  const listen = (event: KeyboardEvent): void => {
    const field =
      event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement ? event.target : null;
    const command = event.ctrlKey || event.altKey || event.metaKey;
    const code = reader.read({ key: event.key, at: event.timeStamp, command, outside: field === null });
    if (code !== null) {
      event.preventDefault();
      event.stopPropagation();
      const kept = field && before.get(field);
      if (field && kept !== undefined && field.value === kept + code) setValue(field, kept ?? '');
      else if (field && field.value.endsWith(code)) setValue(field, field.value.slice(0, -code.length));
      onScan(code);
    } else if (field && reader.length === 1) before.set(field, field.value);
  };
  document.addEventListener('keydown', listen, true);
  return () => document.removeEventListener('keydown', listen, true);
}

function setValue(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
