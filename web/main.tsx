import { render } from 'preact';
import { Page } from './page';
import { serveJobs } from './worker';

// one script: the page runs it, and so do its worker threads
if (typeof document === 'undefined') serveJobs();
else render(<Page />, document.getElementById('page')!);
