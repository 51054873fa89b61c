import { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { PageState, VIEWS, View, hashOf, stateOf } from './model/page-state';
import { Values } from './model/size-fields';
import { copy } from './parts/code';
import { ProblemList } from './parts/problems';
import { SAID_ID } from './parts/say';
import { Tabs } from './parts/tabs';
import { CheckView } from './views/check';
import { ExplainView } from './views/explain';
import { LogView } from './views/log';
import { SizeView } from './views/size';

const LABELS: Readonly<Record<View, string>> = { size: 'Size a workload', explain: 'Explain a configuration', log: 'Read an event log', check: 'Check a template' };
/** Browsers allow only so many changes of the address in a while. */
const SETTLED_MS = 250;

/** The whole page. */
export function Page(): VNode {
  const [{ state, problems }, setReading] = useState(() => stateOf(location.hash));
  const change = (part: Partial<PageState>) => setReading(reading => ({ state: { ...reading.state, ...part }, problems: [] }));
  useEffect(() => {
    const follow = () => setReading(reading => hashOf(reading.state) === location.hash ? reading : stateOf(location.hash, reading.state));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  useEffect(() => {
    if (problems.length) return undefined; // so that the link can be read and mended
    const timer = setTimeout(() => history.replaceState(null, '', hashOf(state)), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [state, problems]);
  return (
    <>
      <Header view={state.view} onChoose={view => change({ view })} onShare={() => share(state)} />
      <main>
        {problems.length > 0 && <ProblemList title="The link says what this page does not know" problems={problems} />}
        <Panels state={state} change={change} />
      </main>
      <footer><p>Everything is worked out on this page: it asks no server, and sends nothing. Prices and rules carry their dates in the plan.</p></footer>
      <p id={SAID_ID} class="said" role="status" />
    </>
  );
}

function share(state: PageState): void {
  history.replaceState(null, '', hashOf(state));
  void copy(location.href, 'Link');
}

interface HeaderProps {
  readonly view: View;
  readonly onChoose: (view: View) => void;
  readonly onShare: () => void;
}

function Header({ view, onChoose, onShare }: HeaderProps): VNode {
  return (
    <header>
      <h1>Amazon EMR, sized from what a Spark job must do</h1>
      <div class="bar">
        <Tabs label="Views" name="view" tabs={VIEWS.map(key => ({ key, label: LABELS[key] }))} chosen={view} onChoose={onChoose} />
        <div class="actions"><button type="button" onClick={onShare}>Copy link</button> <button type="button" onClick={() => print()}>Print</button></div>
      </div>
    </header>
  );
}

function Panels({ state, change }: { readonly state: PageState; readonly change: (part: Partial<PageState>) => void }): VNode {
  const { view, size, explain } = state;
  const toSize = (values: Values) => change({ view: 'size', size: values });
  const panels: Readonly<Record<View, VNode>> = {
    size: <SizeView values={size} onChange={values => change({ size: values })} />,
    explain: <ExplainView values={explain} workload={size} isShown={view === 'explain'} onChange={values => change({ explain: values })} onSize={() => change({ view: 'size' })} />,
    log: <LogView onSize={toSize} />,
    check: <CheckView />,
  };
  return <>{VIEWS.map(key => <div key={key} role="tabpanel" id={`view-panel-${key}`} aria-labelledby={`view-tab-${key}`} hidden={key !== view}>{panels[key]}</div>)}</>;
}
