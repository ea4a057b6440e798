// Three short tones, made on the spot. A window that may not sound yet, or cannot, stays silent.
import { readSoundsOn } from '../../ui/preferences.ts';
import { quietly } from '../../ui/quietly.ts';

type Tone = {
  readonly hertz: number;
  readonly atS: number;
  readonly lengthS: number;
  readonly loudness: number;
};

const melodies = {
  /** Rising: the money is there. */
  approved: [
    { hertz: 659, atS: 0, lengthS: 0.13, loudness: 0.22 },
    { hertz: 988, atS: 0.12, lengthS: 0.26, loudness: 0.22 },
  ],
  /** Low and double: something needs a look. */
  notPaid: [
    { hertz: 208, atS: 0, lengthS: 0.16, loudness: 0.3 },
    { hertz: 208, atS: 0.24, lengthS: 0.22, loudness: 0.3 },
  ],
  /** Ten seconds left. */
  tick: [{ hertz: 880, atS: 0, lengthS: 0.05, loudness: 0.08 }],
} satisfies Record<string, readonly Tone[]>;

let context: AudioContext | null = null;

export function play(melody: keyof typeof melodies): void {
  if (readSoundsOn()) quietly(() => sound(melody), undefined);
}

function sound(melody: keyof typeof melodies): void {
  context ??= new AudioContext();
  const { currentTime, destination } = context;
  if (context.state === 'suspended') context.resume().catch(() => {});
  for (const { hertz, atS, lengthS, loudness } of melodies[melody]) {
    const start = currentTime + 0.02 + atS;
    const tone = new OscillatorNode(context, { type: 'triangle', frequency: hertz });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(loudness, start + 0.012);
    volume.gain.exponentialRampToValueAtTime(0.0008, start + lengthS);
    tone.connect(volume).connect(destination);
    tone.start(start);
    tone.stop(start + lengthS);
  }
}
