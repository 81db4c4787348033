import { applyDecorators, Injectable, UsePipes } from '@nestjs/common';
import type { PipeTransform } from '@nestjs/common';
import { ClientNats, MessagePattern, RpcException } from '@nestjs/microservices';
import { firstValueFrom, timeout, TimeoutError } from 'rxjs';
import { connectionOptions } from './broker.js';
import { fit } from './contract.rules.js';
import type { NatsOptions } from './options.js';

/** A question one service asks another, e.g. `call.directory.gate`: it only reads, or reserves idempotently. */
export interface CallType<Q extends object, A extends object> {
  subject: string;
  request: new () => Q;
  reply: new () => A;
}

/** Nobody answered (503), or not in time (504). With `late` the effect may have happened: repeat, calls are idempotent. */
export class CallFailed extends Error {
  constructor(
    readonly kind: 'unavailable' | 'late',
    readonly subject: string,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(`${subject}: ${detail}`, options);
    this.name = CallFailed.name;
  }
}

@Injectable()
export class Calls {
  private readonly client: ClientNats;

  constructor(service: string, nats: NatsOptions) {
    this.client = new ClientNats(connectionOptions(service, 'calls', nats));
  }

  /** Throws CallFailed. Made before the transaction opens: no network inside it. */
  async ask<Q extends object, A extends object>(call: CallType<Q, A>, request: Q, timeoutMs = 3_000): Promise<A> {
    const answer = await this.send(call.subject, request, timeoutMs);
    const reply = fit(call.reply, answer);
    if (typeof reply === 'string')
      throw new CallFailed('unavailable', call.subject, `the answer does not fit: ${reply}`);
    return reply;
  }

  close(): Promise<void> {
    return this.client.close();
  }

  private async send(subject: string, request: object, timeoutMs: number): Promise<unknown> {
    try {
      return await firstValueFrom(this.client.send<unknown, object>(subject, request).pipe(timeout(timeoutMs)));
    } catch (error) {
      if (error instanceof TimeoutError) throw new CallFailed('late', subject, `no answer in ${timeoutMs} ms`);
      // No subscribers, no broker, or the other side threw: in each case the question stays unanswered.
      const detail = error instanceof Error ? error.message : JSON.stringify(error);
      throw new CallFailed('unavailable', subject, detail, { cause: error });
    }
  }
}

/** Serves a call in a `*.call.ts` controller: @MessagePattern with the request read tolerantly into its class. */
export function OnCall<Q extends object, A extends object>(call: CallType<Q, A>): MethodDecorator {
  const pipe: PipeTransform<unknown, Q> = {
    transform(value) {
      const request = fit(call.request, value);
      if (typeof request === 'string') throw new RpcException(`the question does not fit: ${request}`);
      return request;
    },
  };
  return applyDecorators(MessagePattern(call.subject), UsePipes(pipe));
}
