import { extractText, getDocumentProxy } from 'unpdf';
import type { Play } from './play.ts';

/** The words of a printed PV, as its reader gets it over HTTP. */
export async function printed(play: Play, id: string, token: string): Promise<{ bytes: Buffer; text: string }> {
  const answer = await fetch(new URL(`/api/handover/handovers/${id}/paper`, play.stack.baseUrl), {
    headers: { authorization: `Bearer ${token}` },
  });
  if (answer.headers.get('content-type') !== 'application/pdf') throw new Error(await answer.text());
  const bytes = Buffer.from(await answer.arrayBuffer());
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return { bytes, text };
}

/** What a stranger is told at an address, without a token. */
export async function check(play: Play, path: string): Promise<{ status: number; policy: string; page: string }> {
  const answer = await fetch(new URL(path, play.stack.baseUrl));
  return {
    status: answer.status,
    policy: answer.headers.get('content-security-policy') ?? '',
    page: await answer.text(),
  };
}
