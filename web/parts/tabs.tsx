import { VNode } from 'preact';

interface TabsProps<T extends string> {
  readonly label: string;
  /** Distinct among the tabs of the page; panels are `NAME-panel-TAB`. */
  readonly name: string;
  readonly tabs: readonly { readonly key: T; readonly label: string }[];
  readonly chosen: T;
  readonly onChoose: (key: T) => void;
}

/** How far an arrow goes; the ends of the list are next to each other. */
const ARROWS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** A list of tabs as WAI-ARIA has it: one of them is in the order of Tab, arrows move between them. */
export function Tabs<T extends string>({ label, name, tabs, chosen, onChoose }: TabsProps<T>): VNode {
  const press = (event: KeyboardEvent) => {
    const to = ARROWS[event.key]?.(tabs.findIndex(({ key }) => key === chosen), tabs.length);
    if (to === undefined) return;
    event.preventDefault();
    onChoose(tabs[to].key);
    document.getElementById(`${name}-tab-${tabs[to].key}`)!.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={press}>
      {tabs.map(({ key, label: text }) => (
        <button
          key={key} type="button" role="tab" id={`${name}-tab-${key}`} aria-controls={`${name}-panel-${key}`} aria-selected={key === chosen}
          tabIndex={key === chosen ? 0 : -1} onClick={() => onChoose(key)}
        >{text}</button>
      ))}
    </div>
  );
}
