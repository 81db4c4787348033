import { Body, Controller, Module, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { principalKeys } from '../../../test/support/app.ts';
import { Anyone, createService } from './index.js';

@Controller()
class OpenController {
  @Post('open')
  open(): void {}

  @Post('untyped')
  @Anyone()
  untyped(@Body() body: object): object {
    return body;
  }
}

@Module({ controllers: [OpenController] })
class OpenModule {}

it('refuses to start with a write route nobody closed or a body nobody validates', async () => {
  const start = createService(
    {
      name: 'assets',
      module: OpenModule,
      messaging: false,
      dataSource: (url) => new DataSource({ type: 'postgres', url }),
    },
    {
      PORT: '0',
      DATABASE_URL: 'postgres://127.0.0.1:9/none',
      PRINCIPAL_PUBLIC_KEY: (await principalKeys()).publicKey,
      LOG_LEVEL: 'silent',
    },
  );
  await expect(start).rejects.toThrow(/OpenController.open: say who may use it[\s\S]*OpenController.untyped: the body/);
});
