import { LINE, MARGIN, Picture, WIDTHS, box, lines, svgDocument, text, wrapped } from './picture';
import { coordinate, element } from './xml';
import { formatSize } from '../../core/workload/quantities';
import { Observation, StageMemory } from '../../eventlog/observation';
import { counted, grouped } from '../text-style';

const TITLE = 'Memory of a task, stage by stage';
const BAR_HEIGHT = 18;

/** A run as one SVG file. */
export function observationSvg(observation: Observation, width: number = WIDTHS.wide): string {
  const { name, id } = observation.application;
  return svgDocument(`${TITLE}: ${name ?? id ?? 'a run'}`, [stagesPicture(observation, width)]);
}

/** What the fullest task of each stage held and spilled, to scale, beside the share of the pool that it is sure of. */
export function stagesPicture({ memory: { stages, taskShareBytes } }: Pick<Observation, 'memory'>, width: number): Picture {
  const words = wrapped(says(stages, taskShareBytes), width - 2 * MARGIN);
  const most = Math.max(1, taskShareBytes ?? 0, ...stages.map(takenBytes));
  const scale = (width - 2 * MARGIN) / most;
  const top = 54 + words.length * LINE;
  const rows = stageRows(stages, top, scale, width);
  const legend = legendBody(stages, stages.length ? taskShareBytes : null, rows.bottom + 20);
  return {
    key: 'stages',
    title: TITLE,
    description: `${TITLE}. ${[says(stages, taskShareBytes), ...stages.map(stageWords)].join(' ')}`,
    width,
    height: rows.bottom + (stages.length ? 34 : 0),
    body: text(MARGIN, 25, TITLE, { class: 'sz-title' }) + lines(MARGIN, 46, words) + rows.body + shareLine(taskShareBytes, stages, { top, bottom: rows.bottom, scale }) + legend,
  };
}

function takenBytes({ taskHeldBytes, taskSpilledBytes }: StageMemory): number {
  return (taskHeldBytes ?? 0) + taskSpilledBytes;
}

function says(stages: readonly StageMemory[], share: number | null): string {
  if (!stages.length) return 'The log names no execution memory of any task.';
  const spilled = stages.filter(({ memoryBytesSpilled }) => memoryBytesSpilled > 0).length;
  const sure = share === null ? 'What a task is sure of is not in the log.' : `Where all slots are taken, a task is sure of ${formatSize(share)}.`;
  return `${sure} ${spilled ? `${counted(spilled, 'stage')} spilled.` : 'Nothing spilled.'}`;
}

function stageWords({ stageId, tasks, taskHeldBytes, tasksThatSpilled, memoryBytesSpilled, diskBytesSpilled }: StageMemory): string {
  const held = taskHeldBytes === null ? 'what they held is not in the log' : `the fullest held ${formatSize(taskHeldBytes)}`;
  const spilled = tasksThatSpilled ? `; ${grouped(tasksThatSpilled)} spilled ${formatSize(memoryBytesSpilled)}, ${formatSize(diskBytesSpilled)} on disk` : '';
  return `Stage ${stageId}, ${counted(tasks, 'task')}: ${held}${spilled}.`;
}

function stageRows(stages: readonly StageMemory[], top: number, scale: number, width: number): { readonly body: string; readonly bottom: number } {
  let bottom = top;
  const body = stages.map(stage => {
    const words = wrapped(stageWords(stage).replace(/\.$/, ''), width - 2 * MARGIN);
    const y = bottom + words.length * LINE - 8;
    const drawn = lines(MARGIN, bottom + 2, words) + bars(stage, y, scale);
    bottom = y + BAR_HEIGHT + 20;
    return drawn;
  }).join('');
  return { body, bottom };
}

/** What it held, and behind it what it had to write out. */
function bars({ taskHeldBytes, taskSpilledBytes }: StageMemory, y: number, scale: number): string {
  const held = (taskHeldBytes ?? 0) * scale;
  const bar = (ink: string, x: number, size: number) => size > 0 ? box(ink, { x, y, width: size, height: BAR_HEIGHT }) : '';
  return bar('task', MARGIN, held) + bar('spill', MARGIN + held, taskSpilledBytes * scale);
}

interface Place {
  readonly top: number;
  readonly bottom: number;
  readonly scale: number;
}

/** Through all stages: what lies to the right of it found no room. */
function shareLine(share: number | null, stages: readonly StageMemory[], { bottom, top, scale }: Place): string {
  if (share === null || !stages.length) return '';
  return element('path', { class: 'sz-line sz-dashed', d: `M${coordinate(MARGIN + share * scale)} ${top + 10}V${bottom - 14}` });
}

/** Of what is drawn. */
function legendBody(stages: readonly StageMemory[], share: number | null, y: number): string {
  const swatch = (ink: string) => (x: number) => box(ink, { x, y: y - 11, width: 12, height: 12 });
  const entries = [
    { words: 'held', sign: swatch('task'), isDrawn: stages.some(({ taskHeldBytes }) => taskHeldBytes !== null) },
    { words: 'spilled', sign: swatch('spill'), isDrawn: stages.some(({ taskSpilledBytes }) => taskSpilledBytes > 0) },
    { words: 'what a task is sure of', sign: (x: number) => element('path', { class: 'sz-line sz-dashed', d: `M${x + 6} ${y - 12}v14` }), isDrawn: share !== null },
  ].filter(({ isDrawn }) => isDrawn);
  return entries.map(({ words, sign }, index) => sign(MARGIN + 80 * index) + text(MARGIN + 80 * index + 18, y, words)).join('');
}
