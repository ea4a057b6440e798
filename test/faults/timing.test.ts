// The fault table, fifth part: when answers come, and how long a queue goes on.
import { playAll } from './table/play.ts';
import { timingRows } from './table/timing.ts';

playAll(timingRows);
