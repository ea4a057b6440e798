import { QRCodeSVG } from 'qrcode.react';
import { useLayoutEffect, useRef } from 'react';
import { texts } from '../../texts/texts.ts';
import type { Room } from '../../ui/use-room.ts';
import styles from './qr-code.module.css';
import { qrPlacing } from './qr-size.ts';

type Props = {
  /** Drawn unchanged. */
  readonly text: string;
  readonly isDim: boolean;
  /** What the code may fill. */
  readonly room: Room;
};

/** The code as large as its place allows: black on white in every scheme, with its quiet zone. */
export function QrCode({ text, isDim, room }: Props) {
  const code = useRef<SVGSVGElement>(null);
  useLayoutEffect(() => {
    const drawn = code.current;
    if (!drawn) return;
    const modules = drawn.viewBox.baseVal.width;
    const { side, inset } = qrPlacing(
      Math.min(room.width, room.height),
      modules,
      window.devicePixelRatio,
    );
    drawn.style.width = `${side}px`;
    drawn.style.height = `${side}px`;
    drawn.style.margin = `${inset}px`;
  });
  return (
    <QRCodeSVG
      ref={code}
      className={isDim ? `${styles.code} ${styles.dim}` : styles.code}
      aria-label={texts.payment.codeName}
      value={text}
      level="M"
      marginSize={4}
      bgColor="#ffffff"
      fgColor="#000000"
    />
  );
}
