// The fault table, first part: what the intermediary, or somebody in its place, may answer.
import { answerStories } from './faults/answer-stories.ts';
import { bodyRows } from './faults/bodies.ts';
import { framingRows } from './faults/framing.ts';
import { playAll } from './faults/play.ts';
import { statusRows } from './faults/statuses.ts';

playAll([...statusRows, ...bodyRows, ...framingRows, ...answerStories]);
