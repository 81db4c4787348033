import { startService } from '@dotation/service';
import { gateway } from './gateway.module.js';

await startService(gateway);
