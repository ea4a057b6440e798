// The fault table, first part: what the intermediary, or somebody in its place, may answer.
import { answerStories } from './table/answer-stories.ts';
import { bodyRows } from './table/bodies.ts';
import { framingRows } from './table/framing.ts';
import { keptConnectionRows } from './table/kept-connections.ts';
import { playAll } from './table/play.ts';
import { statusRows } from './table/statuses.ts';
import { wellSaidRows } from './table/well-said.ts';

playAll([
  ...statusRows,
  ...bodyRows,
  ...framingRows,
  ...wellSaidRows,
  ...answerStories,
  ...keptConnectionRows,
]);
