import { startService } from '@dotation/service';
import { identity } from './identity.module.js';

await startService(identity);
