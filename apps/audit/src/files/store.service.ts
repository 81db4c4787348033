import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { link, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { DomainError } from '@dotation/service';
import { AuditConfig } from '../config.js';
import { auditError } from '../errors.js';
import { headBytes, isFileName, kindOf } from './file.rules.js';

export interface StoredFile {
  sha256: string;
  bytes: number;
  contentType: string;
}

const leftoverAge = 3_600_000;

/** Files in a local folder, each under its own hash. Nothing is ever changed or removed there. */
@Injectable()
export class FileStore implements OnApplicationBootstrap {
  readonly #log = new Logger(FileStore.name);

  constructor(private readonly config: AuditConfig) {}

  async onApplicationBootstrap(): Promise<void> {
    await mkdir(this.#incoming, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      this.#log.error(`FILES_DIR cannot be used: ${String(error)}`);
    });
    await this.#clearLeftovers().catch(() => undefined);
  }

  /**
   * Takes a stream to the end, checks that it is what its name says, and only then lets it appear under that name, on the
   * disk and whole. Answers whether it was new.
   */
  async put(sha256: string, content: Readable): Promise<StoredFile & { isNew: boolean }> {
    if (!isFileName(sha256)) throw auditError('file-name-invalid', 'Name it by 64 lower-case hexadecimal digits.');
    const aside = join(this.#incoming, randomUUID());
    const file = await this.#create(aside);
    try {
      const written = await write(file, content);
      if (written.bytes === 0) throw auditError('file-empty');
      if (written.sha256 !== sha256)
        throw auditError('file-hash-mismatch', `${written.bytes} bytes came with the SHA-256 ${written.sha256}.`);
      await file.sync();
      const isNew = await this.#appear(aside, sha256);
      return { sha256, bytes: written.bytes, contentType: written.contentType, isNew };
    } finally {
      await file.close();
      await rm(aside, { force: true });
    }
  }

  /** An open file that cannot be a link to somewhere else; undefined when there is none. */
  async open(sha256: string): Promise<{ file: FileHandle; bytes: number } | undefined> {
    if (!isFileName(sha256)) return undefined;
    try {
      const file = await open(this.#path(sha256), constants.O_RDONLY | constants.O_NOFOLLOW);
      return { file, bytes: (await file.stat()).size };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw unavailable(error);
    }
  }

  async #create(aside: string): Promise<FileHandle> {
    try {
      return await open(aside, 'wx', 0o600);
    } catch (error) {
      throw unavailable(error);
    }
  }

  /** A link, not a rename: a file that is there already stays the very same. */
  async #appear(aside: string, sha256: string): Promise<boolean> {
    const folder = join(this.config.filesDir, sha256.slice(0, 2));
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await link(aside, this.#path(sha256));
      const directory = await open(folder, 'r');
      await directory.sync().finally(() => directory.close());
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw unavailable(error);
    }
  }

  async #clearLeftovers(): Promise<void> {
    for (const name of await readdir(this.#incoming)) {
      const path = join(this.#incoming, name);
      const { mtimeMs } = await stat(path);
      if (Date.now() - mtimeMs > leftoverAge) await rm(path, { force: true });
    }
  }

  get #incoming(): string {
    return join(this.config.filesDir, 'incoming');
  }

  #path(sha256: string): string {
    return join(this.config.filesDir, sha256.slice(0, 2), sha256);
  }
}

async function write(file: FileHandle, content: Readable): Promise<StoredFile> {
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  let bytes = 0;
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
      if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(0, headBytes - head.length)]);
      await file.writeFile(chunk);
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined && /^(ENOSPC|EDQUOT|EIO|EROFS|EFBIG)$/.test(code)) throw unavailable(error);
    throw auditError('file-truncated', 'Send it again.');
  }
  return { sha256: hash.digest('hex'), bytes, contentType: kindOf(head).contentType };
}

function unavailable(cause: unknown): Error {
  return Object.assign(auditError('file-store-unavailable', 'Repeat the request later.'), { cause });
}
