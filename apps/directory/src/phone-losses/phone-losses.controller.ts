import { PhoneLostV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Allow, CommandOf, Commands, gatewayRole } from '@dotation/service';
import type { Command } from '@dotation/service';
import { Body, Controller, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsISO8601, IsOptional, IsUUID } from 'class-validator';

class TellLoss {
  @IsUUID() phoneId!: string;
  @IsUUID() personId!: string;
  /** From this moment on when absent. */
  @IsOptional() @IsISO8601({ strict: true }) lostSince!: string | null;
  @IsUUID() reportedBy!: string;
}

/** For the gateway, which knows the phones and tells no facts (decision 20). */
@ApiExcludeController()
@Controller('internal/phone-losses')
export class PhoneLossesController {
  constructor(private readonly commands: Commands) {}

  @Post()
  @Allow(gatewayRole)
  tell(@Body() { lostSince, ...loss }: TellLoss, @CommandOf() command: Command): Promise<{ told: true }> {
    return this.commands.run(command, async (tx) => {
      const since = lostSince ?? command.recordedAt.toISOString();
      await record(
        tx,
        PhoneLostV1,
        loss.phoneId,
        { ...loss, lostSince: since },
        { ...command, actorId: loss.reportedBy },
      );
      return { told: true };
    });
  }
}
