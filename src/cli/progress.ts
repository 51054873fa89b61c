import { Io, LogFiles } from './io';
import { formatDuration, formatSize } from '../core/workload/quantities';

const EVERY_MS = 250;
const CLEAR_LINE = '\r\u001b[K';

/** How far a log has been read, on a terminal: rate and time left, on one line that goes away. */
export class Progress {
  private total = 0;
  private read = 0;
  private readonly begun: number;
  private shown = 0;

  public constructor(private readonly log: string, private readonly io: Io, quiet: boolean) {
    this.begun = io.now();
    this.shown = quiet || !io.isErrorTTY ? Infinity : this.begun;
  }

  /** Files whose bytes are counted as they are read. */
  public watched(files: LogFiles): LogFiles {
    return {
      ...files,
      stat: file => {
        const found = files.stat(file);
        if (found.kind === 'file') this.total += found.bytes;
        return found;
      },
      pieces: file => this.counted(files.pieces(file)),
    };
  }

  /** Takes the line away. */
  public end(): void {
    if (this.shown !== Infinity && this.shown > this.begun) this.io.stderr(CLEAR_LINE);
  }

  private async *counted(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      this.read += piece.length;
      this.show();
      yield piece;
    }
  }

  private show(): void {
    const now = this.io.now();
    if (now < this.shown + EVERY_MS) return;
    this.shown = now;
    this.io.stderr(`${CLEAR_LINE}${this.log}: ${this.state((now - this.begun) / 1000)}`);
  }

  private state(seconds: number): string {
    const rate = `${formatSize(this.read / seconds)}/s`;
    if (this.read > this.total) return `${formatSize(this.read)}, ${rate}`; // stdin
    const left = (this.total - this.read) / this.read * seconds;
    return `${Math.floor(100 * this.read / this.total)} %, ${rate}, ${formatDuration(left)} left`;
  }
}
