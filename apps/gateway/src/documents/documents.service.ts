import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { exampleKey } from '@dotation/service';
import { GatewayConfig } from '../config.js';
import { mergeOpenApi, withIds, withKeys } from './openapi.rules.js';
import type { OpenApi } from './openapi.rules.js';
import { ServiceDocuments } from './service-documents.service.js';

/** The one OpenAPI page of the whole product. */
@Injectable()
export class Documents {
  #own: (() => OpenApi) | undefined;
  #merged: { from: unknown[]; text: string } | undefined;

  constructor(
    private readonly config: GatewayConfig,
    private readonly services: ServiceDocuments,
  ) {}

  /** The gateway's own document is known once all its routes are mounted. */
  describeOwn(own: () => OpenApi): void {
    this.#own = own;
  }

  async openApi(): Promise<string> {
    const names = Object.keys(this.config.serviceUrls);
    const documents = await Promise.all(names.map((name) => this.services.of(name)));
    const ids = await this.#idsOfExamples();
    const from = [...documents, ids];
    if (!this.#merged || from.some((part, i) => part !== this.#merged?.from[i])) {
      const own = this.#own?.() ?? { openapi: '3.1.0', info: { title: 'gateway', version: '0' }, paths: {} };
      const merged = mergeOpenApi(
        own,
        names.map((name, i) => ({ name, document: documents[i] })),
      );
      const text = withIds(JSON.stringify(merged), JSON.parse(ids) as Record<string, string>);
      this.#merged = { from, text: JSON.stringify(withKeys(JSON.parse(text) as OpenApi, exampleKey)) };
    }
    return this.#merged.text;
  }

  /** The demo's seed writes them once it is through; until then, and without a demo, examples keep their stand-ins. */
  async #idsOfExamples(): Promise<string> {
    const { examplesFile } = this.config;
    return examplesFile === '' ? '{}' : readFile(examplesFile, 'utf8').catch(() => '{}');
  }
}
