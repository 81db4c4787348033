import { render } from 'preact';
import { App } from './app.js';
import { boot } from './boot.js';
import { keepReadyOffline } from './offline.js';
import './style.css';

const root = document.getElementById('app');
if (root) render(<App />, root);
void boot().then(keepReadyOffline);

// What was open stays open for a look aside; a phone that lay around for long asks for the code again.
let hiddenSince = 0;
const forgottenMs = 15 * 60_000;
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') hiddenSince = Date.now();
  else if (hiddenSince > 0 && Date.now() - hiddenSince > forgottenMs) location.reload();
});
