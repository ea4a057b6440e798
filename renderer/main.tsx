import '@fontsource-variable/atkinson-hyperlegible-next/index.css';
import '@fontsource-variable/atkinson-hyperlegible-mono/index.css';
import './styles/tokens.css';
import './styles/base.css';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { ElsewhereScreen } from './features/frame/elsewhere-screen.tsx';
import { texts } from './texts/texts.ts';
import { connect } from './till/connect.ts';
import { Catcher } from './ui/catcher.tsx';
import { watchMoving } from './ui/moving.ts';
import { watchForOtherHands } from './ui/other-hands.ts';
import { applyAppearance } from './ui/preferences.ts';
import { guardPresses } from './ui/press-guard.ts';

guardPresses();
watchMoving();
applyAppearance();

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no place for the window.');
const root = createRoot(place);

let standing: 'here' | 'keyOut' | 'elsewhere' = 'here';
let drawing = 0;
function stand(next: typeof standing) {
  standing = next;
  draw();
}
const client = connect({
  onKeyRefused: () => stand('keyOut'),
  onElsewhere: () => stand('elsewhere'),
});
draw();

watchForOtherHands(place, () => {
  drawing += 1;
  draw();
});

function draw() {
  root.render(
    <StrictMode>
      <Catcher since={drawing} instead={broken}>
        {standing === 'elsewhere' ? (
          <ElsewhereScreen onUseHere={() => stand('here')} />
        ) : (
          <App key={drawing} client={client} isKeyOut={standing === 'keyOut'} />
        )}
      </Catcher>
    </StrictMode>,
  );
}

// Nothing of the window stands any more. Loading it again loses nothing: the till keeps what happens.
function broken(): ReactNode {
  return (
    <main role="alert">
      <p>{texts.frame.brokenAll}</p>
      <button type="button" onClick={() => window.location.reload()}>
        {texts.frame.loadAgain}
      </button>
    </main>
  );
}
