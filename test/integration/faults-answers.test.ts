// The fault table, first part: what the intermediary, or somebody in its place, may answer.
import { answerStories } from './faults/answer-stories.ts';
import { bodyRows } from './faults/bodies.ts';
import { framingRows } from './faults/framing.ts';
import { keptConnectionRows } from './faults/kept-connections.ts';
import { playAll } from './faults/play.ts';
import { statusRows } from './faults/statuses.ts';
import { wellSaidRows } from './faults/well-said.ts';

playAll([
  ...statusRows,
  ...bodyRows,
  ...framingRows,
  ...wellSaidRows,
  ...answerStories,
  ...keptConnectionRows,
]);
