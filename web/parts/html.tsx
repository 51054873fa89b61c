import { VNode } from 'preact';
import { htmlTable } from '../../src/report/html/page';
import { Picture, WIDTHS, inlineSvg } from '../../src/report/svg/picture';

/** Pictures and tables are written by the reports, which escape what they are given. */
function html(text: string, look?: string): VNode {
  return <div class={look} dangerouslySetInnerHTML={{ __html: text }} />;
}

/** A picture in both widths, of which the page shows the one that fits. `name` keeps the ids of views apart. */
export function Drawing({ draw, name }: { readonly draw: (width: number) => Picture; readonly name: string }): VNode {
  return (
    <div class="drawing">
      {html(inlineSvg(draw(WIDTHS.wide), `-${name}-wide`), 'wide')}
      {html(inlineSvg(draw(WIDTHS.narrow), `-${name}-narrow`), 'narrow')}
    </div>
  );
}

interface TableProps {
  readonly head?: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly stacked?: boolean;
}

/** A table; the first cell of a row is its heading. */
export function Table({ head = [], rows, stacked }: TableProps): VNode | null {
  return rows.length ? html(htmlTable(head, rows, stacked ? 'stacked' : undefined), 'table') : null;
}
