import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { OpenedContext } from './form.js';

/** A form that is opened when it is needed. */
export function Written(props: { label: string; children: (close: () => void) => ReactNode; small?: boolean }) {
  const { label, children, small } = props;
  const key = `open ${window.location.pathname} ${label}`;
  const [open, setOpen] = useState(() => sessionStorage.getItem(key) !== null);
  useEffect(() => sessionStorage.removeItem(key), [key]);
  if (open) return <OpenedContext value={key}>{children(() => setOpen(false))}</OpenedContext>;
  return (
    <div>
      <Button variant="default" size={small ? 'compact-sm' : 'sm'} onClick={() => setOpen(true)}>
        {label}
      </Button>
    </div>
  );
}
