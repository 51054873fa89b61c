import { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { Tabs } from './tabs';
import { say } from './say';

/** One text to copy. */
export interface CodeText {
  readonly key: string;
  readonly label: string;
  readonly text: string;
}

/** Texts to copy, one of them shown. */
export function CodeTabs({ name, texts }: { readonly name: string; readonly texts: readonly CodeText[] }): VNode {
  const [chosen, choose] = useState(texts[0].key);
  const shown = texts.find(({ key }) => key === chosen) ?? texts[0];
  return (
    <div class="code">
      <Tabs label="In the form of" name={name} tabs={texts} chosen={shown.key} onChoose={choose} />
      {texts.map(({ key, label, text }) => (
        <div key={key} role="tabpanel" id={`${name}-panel-${key}`} aria-labelledby={`${name}-tab-${key}`} hidden={key !== shown.key}>
          <button type="button" class="copy" onClick={() => void copy(text, label)}>Copy</button>
          <pre tabIndex={0} aria-label={label}>{text}</pre>
        </div>
      ))}
    </div>
  );
}

/** Copies, and says so. */
export async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(`${what} copied`);
  } catch {
    say(`${what} could not be copied: the browser does not allow it here; select the text instead`);
  }
}
