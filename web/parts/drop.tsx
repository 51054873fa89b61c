import { VNode } from 'preact';
import { useState } from 'preact/hooks';

interface DropProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly many?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** A place to drop files on, or to choose them by keyboard. */
export function Drop({ id, label, hint, many, onFiles }: DropProps): VNode {
  const [over, setOver] = useState(false);
  const drag = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(isOver);
  };
  const drop = (event: DragEvent) => {
    drag(false)(event);
    if (event.dataTransfer?.files.length) onFiles([...event.dataTransfer.files]);
  };
  const chosen = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    if (input.files?.length) onFiles([...input.files]);
    input.value = ''; // the same file once more is a change too
  };
  return (
    <div class={`drop${over ? ' over' : ''}`} onDragOver={drag(true)} onDragLeave={drag(false)} onDrop={drop}>
      <label for={id}>{label}</label>
      <input type="file" id={id} multiple={many} aria-describedby={`${id}-hint`} onChange={chosen} />
      <p class="hint" id={`${id}-hint`}>{hint}</p>
    </div>
  );
}
