import { Accumulables } from './accumulables';
import { JsonLine } from './json-line';
import { Lent, LineTemplate } from './line-template';

/** Lines of so many forms are told apart: of each event the few that the metrics of its stages make. */
const MOST_TEMPLATES = 12;
/** So many are learned at once, and then one for every so many lines that fit: where hardly a line is like another, learning is no gain. */
const LEARNED_AT_ONCE = 64;
const FITS_PER_TEMPLATE = 4;

interface Known {
  readonly name: string;
  readonly template: LineTemplate;
}

/** The forms of the last lines, the most used first. */
export class Templates {
  private readonly known: Known[] = [];
  private learned = 0;
  private fits = 0;

  /** Reads a line that is like one before; answers its event, or nothing where it is like none. */
  public like(lent: Lent, from: number, json: JsonLine, accumulables: Accumulables): string | undefined {
    for (let k = 0; k < this.known.length; k++) {
      accumulables.clear();
      const { template, name } = this.known[k];
      if (!json.readLike(template, lent, from, accumulables.read)) continue;
      this.fits++;
      this.moveUp(k);
      return name;
    }
    return undefined;
  }

  /** Learns the form of the line that has just been read. Its event has to be the same in others. */
  public learn(name: string, json: JsonLine, slots: number, eventSlot: number): void {
    if (this.learned > LEARNED_AT_ONCE + this.fits / FITS_PER_TEMPLATE) return;
    this.learned++;
    if (this.known.length === MOST_TEMPLATES) this.known.pop();
    this.known.unshift({ name, template: json.template(slots, eventSlot) });
  }

  private moveUp(k: number): void {
    if (k === 0) return;
    [this.known[k - 1], this.known[k]] = [this.known[k], this.known[k - 1]];
  }
}
