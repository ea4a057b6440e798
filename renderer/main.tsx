import '@fontsource-variable/atkinson-hyperlegible-next/index.css';
import '@fontsource-variable/atkinson-hyperlegible-mono/index.css';
import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { ElsewhereScreen } from './features/frame/elsewhere-screen.tsx';
import { connect } from './till/connect.ts';
import { applyAppearance } from './ui/preferences.ts';
import { guardPresses } from './ui/press-guard.ts';

guardPresses();
applyAppearance();

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no place for the window.');
const root = createRoot(place);

let standing: 'here' | 'keyOut' | 'elsewhere' = 'here';
function stand(next: typeof standing) {
  standing = next;
  draw();
}
const client = connect({
  onKeyRefused: () => stand('keyOut'),
  onElsewhere: () => stand('elsewhere'),
});
draw();

function draw() {
  root.render(
    <StrictMode>
      {standing === 'elsewhere' ? (
        <ElsewhereScreen onUseHere={() => stand('here')} />
      ) : (
        <App client={client} isKeyOut={standing === 'keyOut'} />
      )}
    </StrictMode>,
  );
}
