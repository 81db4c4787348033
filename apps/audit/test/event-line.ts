// A reader of an event stream, as an integration would write one.
import type { EventDto } from '../src/events/events.dto.js';

export interface EventLine {
  events: EventDto[];
  lastEventId: string | undefined;
  comments: number;
  /** Resolves when the server ends it, or when it breaks. */
  ended: Promise<void>;
  close(): void;
}

export async function openLine(url: string, headers: Record<string, string>): Promise<EventLine> {
  const closing = new AbortController();
  const answer = await fetch(url, { headers: { ...headers, accept: 'text/event-stream' }, signal: closing.signal });
  if (answer.status !== 200 || !answer.body) throw new Error(`${answer.status} ${await answer.text()}`);
  const line: EventLine = {
    events: [],
    lastEventId: undefined,
    comments: 0,
    ended: Promise.resolve(),
    close: () => closing.abort(),
  };
  line.ended = read(answer.body, line).catch(() => undefined);
  return line;
}

async function read(body: ReadableStream<Uint8Array>, line: EventLine): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const messages = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = messages.pop() ?? '';
    for (const message of messages) take(message, line);
  }
}

function take(message: string, line: EventLine): void {
  for (const text of message.split('\n')) {
    if (text.startsWith(':')) line.comments += 1;
    if (text.startsWith('id: ')) line.lastEventId = text.slice(4);
    if (text.startsWith('data: ')) line.events.push(JSON.parse(text.slice(6)) as EventDto);
  }
}
