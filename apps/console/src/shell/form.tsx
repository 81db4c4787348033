import { Button, Group, Paper, Stack } from '@mantine/core';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { useCommand } from '../api/commanding.js';
import { type FieldProblem, Refusal } from '../api/http.js';
import { useWords } from '../words/words.js';
import { Refused } from './parts.js';
import { at, type Body, changed, said } from './form.rules.js';

/** What is being written, and what the service said of each of its fields. */
interface Writing {
  body: Body;
  set: (path: string, value: unknown) => void;
  problem: (path: string) => string | undefined;
}
/** What the form stands in: opened again for what waited for a second factor. */
export const OpenedContext = createContext<string | null>(null);
const WritingContext = createContext<Writing | null>(null);

/** One field of the form around it: `path` is as the API names it, `lines[0].quantity`. */
export function useField(path: string): { value: unknown; set: (value: unknown) => void; error: string | undefined } {
  const { body, set, problem } = useContext(WritingContext)!;
  return { value: at(body, path), set: (value) => set(path, value), error: problem(path) };
}

interface FormProps {
  /** The command's address; it may name what is chosen in the form. */
  path: string | ((body: Body) => string);
  submit: string;
  initial?: Body;
  /** What is sent for what was written; by default all that is not blank. */
  send?: (body: Body) => Body;
  done?: (answer: { id: string } & Body) => void;
  children: ReactNode;
  bare?: boolean;
  /** Something is to be settled before it can be sent; what, the fields say. */
  held?: boolean | ((body: Body) => boolean);
}

/**
 * Sends what its fields say as one command. What is refused is said at its field, and what belongs to none below; what waited for
 * a second factor is there again when the page comes back from it.
 */
export function Form({ path, submit, initial = {}, send, done, children, bare, held = false }: FormProps) {
  const { language } = useWords();
  const kept = `form ${window.location.pathname} ${submit}`;
  const opened = useContext(OpenedContext);
  const [body, setBody] = useState<Body>(() => restored(kept) ?? initial);
  useEffect(() => sessionStorage.removeItem(kept), [kept]);
  const command = useCommand<{ id: string } & Body>(typeof path === 'string' ? path : path(body), (answer) => {
    setBody(initial);
    done?.(answer);
  });
  const shown = useRef(new Set<FieldProblem>());
  shown.current.clear();
  const refusal = command.error instanceof Refusal ? command.error : null;
  const problem = (field: string): string | undefined => {
    const found = (refusal?.rows ?? []).find((row) => said(row, field));
    if (found) shown.current.add(found);
    return found && (found.text?.[language] ?? found.detail);
  };
  const submitted = (): void =>
    command.mutate((send ?? ((all) => all))(body), {
      onError: (error) => {
        if (!(error instanceof Refusal && error.code === 'step-up-required')) return;
        sessionStorage.setItem(kept, JSON.stringify(body));
        if (opened !== null) sessionStorage.setItem(opened, 'open');
      },
    });
  const set = (field: string, value: unknown): void => setBody((before) => changed(before, field, value));
  const content = (
    <Stack>
      {children}
      <Others error={command.error} shown={shown.current} />
      <Group>
        <Button type="submit" loading={command.isPending} disabled={typeof held === 'boolean' ? held : held(body)}>
          {submit}
        </Button>
      </Group>
    </Stack>
  );
  return (
    <WritingContext value={{ body, set, problem }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submitted();
        }}
      >
        {bare ? (
          content
        ) : (
          <Paper withBorder p="md" maw={760}>
            {content}
          </Paper>
        )}
      </form>
    </WritingContext>
  );
}

const restored = (key: string): Body | null => JSON.parse(sessionStorage.getItem(key) ?? 'null') as Body | null;

/** Drawn after the fields, which have said by then what is theirs. */
function Others({ error, shown }: { error: unknown; shown: Set<FieldProblem> }) {
  if (!(error instanceof Refusal) || shown.size === 0) return <Refused error={error} />;
  const rows = error.rows.filter((row) => !shown.has(row));
  return <Refused error={new Refusal(error.status, { code: error.code, detail: error.message, rows })} />;
}
