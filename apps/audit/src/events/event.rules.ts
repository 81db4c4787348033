/** What a stream or a webhook tells of one fact: ids only, and of its devices those the reader may know of. */
export interface FactEvent {
  type: string;
  timestamp: string;
  data: {
    factId: string;
    /** In the log: what goes back as `after`. */
    position: number;
    producer: string;
    subject: string;
    documentId: string | null;
    deviceIds: string[];
  };
}

export interface EventRow {
  position: number;
  factId: string;
  type: string;
  producer: string;
  subject: string;
  recordedAt: Date;
  documentId: string | null;
  deviceIds: string[];
}

export function eventOf({ type, recordedAt, ...row }: EventRow): FactEvent {
  const { factId, position, producer, subject, documentId, deviceIds } = row;
  return {
    type,
    timestamp: recordedAt.toISOString(),
    data: { factId, position, producer, subject, documentId, deviceIds },
  };
}

/** One message of text/event-stream. JSON has no line end in it, so `data` is one line. */
export function eventText(event: FactEvent): string {
  return `id: ${event.data.position}\nevent: fact\ndata: ${JSON.stringify(event)}\n\n`;
}

/** Keeps the line open, and moves the reader's Last-Event-ID past facts that were not for him. */
export function heartbeatText(position: number): string {
  return `: still here\nid: ${position}\n\n`;
}
