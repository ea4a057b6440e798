import '@fontsource-variable/atkinson-hyperlegible-next/index.css';
import '@fontsource-variable/atkinson-hyperlegible-mono/index.css';
import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { connect } from './till/connect.ts';
import { applyAppearance } from './ui/preferences.ts';

applyAppearance();

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no place for the window.');
const root = createRoot(place);

let isKeyOut = false;
const client = connect(() => {
  isKeyOut = true;
  draw();
});
draw();

function draw() {
  root.render(
    <StrictMode>
      <App client={client} isKeyOut={isKeyOut} />
    </StrictMode>,
  );
}
