// Picks the catalogue for this window's language; English where there is none.
import { catalogue as en, type Texts } from './en/en.ts';

const found = import.meta.glob<{ catalogue: Texts }>('./[a-z][a-z]/[a-z][a-z].ts', { eager: true });

/** Every word the window shows, in its language. */
export const texts: Texts = pick(navigator.languages);

function pick(languages: readonly string[]): Texts {
  for (const language of languages) {
    const name = language.slice(0, 2).toLowerCase();
    const file = found[`./${name}/${name}.ts`];
    if (file) return file.catalogue;
  }
  return en;
}
