// The fault table: answers by somebody else than the intermediary.
import { foreignAnswers, foreignStories } from './table/foreign.ts';
import { playAll } from './table/play.ts';

playAll([...foreignAnswers, ...foreignStories]);
