import { useEffect, useRef } from 'preact/hooks';
import { t } from '../words/reader.js';

/** A place to sign with a finger. White in the dark too: it is a sheet of paper, and is kept as one. */
export function Pad({
  onDrawn,
  canvas,
}: {
  onDrawn(drawn: boolean): void;
  canvas: { current: HTMLCanvasElement | null };
}) {
  const last = useRef<{ x: number; y: number } | null>(null);
  const clear = (): void => {
    const pen = canvas.current?.getContext('2d');
    if (!pen || !canvas.current) return;
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.current.width, canvas.current.height);
    onDrawn(false);
  };
  useEffect(clear, []);
  const at = (event: PointerEvent): { x: number; y: number } => {
    const { left, top, width, height } = (event.currentTarget as HTMLCanvasElement).getBoundingClientRect();
    return { x: ((event.clientX - left) * 640) / width, y: ((event.clientY - top) * 240) / height };
  };
  const draw = (event: PointerEvent): void => {
    const pen = canvas.current?.getContext('2d');
    if (!last.current || !pen) return;
    const to = at(event);
    pen.strokeStyle = '#10233f';
    pen.lineWidth = 4;
    pen.lineCap = 'round';
    pen.beginPath();
    pen.moveTo(last.current.x, last.current.y);
    pen.lineTo(to.x, to.y);
    pen.stroke();
    last.current = to;
    onDrawn(true);
  };
  return (
    <div class="pad">
      <canvas
        ref={canvas}
        width={640}
        height={240}
        role="img"
        aria-label={t('sign.pad')}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          last.current = at(event);
        }}
        onPointerMove={draw}
        onPointerUp={() => (last.current = null)}
      />
      <span class="row">
        <span>{t('sign.pad')}</span>
        <button type="button" class="small" onClick={clear}>
          {t('sign.clear')}
        </button>
      </span>
    </div>
  );
}
