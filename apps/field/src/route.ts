import { useEffect, useState } from 'preact/hooks';

// Addresses after the `#`: one page, kept by the worker, serves them all.
const here = (): string => location.hash.replace(/^#/, '') || '/';

export function useRoute(): string[] {
  const [path, moved] = useState(here());
  useEffect(() => {
    const listen = (): void => moved(here());
    addEventListener('hashchange', listen);
    return () => removeEventListener('hashchange', listen);
  }, []);
  return path.split('/').filter(Boolean);
}

export function go(path: string): void {
  location.hash = path;
}
