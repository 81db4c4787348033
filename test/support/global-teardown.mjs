import { endRun } from './servers.ts';

export default endRun;
