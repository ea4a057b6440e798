// The fault table, fifth part: when answers come, and how long a queue goes on.
import { playAll } from './faults/play.ts';
import { timingRows } from './faults/timing.ts';

playAll(timingRows);
