// The fault table: answers by somebody else than the intermediary.
import { foreignAnswers, foreignStories } from './faults/foreign.ts';
import { playAll } from './faults/play.ts';

playAll([...foreignAnswers, ...foreignStories]);
