import { Chance } from '#prisma/seed/chance.ts';

export interface Drawing {
  /** The file name a phone would give it. */
  name: string;
  width: number;
  height: number;
  format: 'jpeg' | 'png';
  svg: string;
}

/** A drawing in code. No words are drawn: a machine without fonts makes the same picture. */
export function draw(options: { name: string; width: number; height: number; format?: 'jpeg' | 'png'; body: string }): Drawing {
  const { name, width, height, format = 'jpeg', body } = options;
  return { name, width, height, format, svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>` };
}

/** A gradient from top to bottom, to be filled with `url(#id)`. */
export function gradient(id: string, colors: readonly string[]): string {
  const stops = colors.map((color, at) => `<stop offset="${at / (colors.length - 1)}" stop-color="${color}"/>`);
  return `<defs><linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${stops.join('')}</linearGradient></defs>`;
}

/** A ridge from the left edge to the right, closed at the bottom. */
export function ridge(options: { width: number; height: number; at: number; swing: number; fill: string; seed: number }): string {
  const { width, height, at, swing, fill, seed } = options;
  const chance = new Chance(seed);
  const step = width / 6;
  let path = `M0 ${at}`;
  for (let x = 0; x < width; x += step) {
    const y = at + (chance.next() - 0.5) * 2 * swing;
    path += ` S${(x + step * 0.5).toFixed(0)} ${(y - swing * 0.4).toFixed(0)} ${(x + step).toFixed(0)} ${y.toFixed(0)}`;
  }
  return `<path d="${path} V${height} H0 Z" fill="${fill}"/>`;
}

/** A line as a hand draws it: what handwriting looks like from a distance. */
export function scribble(options: { x: number; y: number; width: number; size: number; stroke: string; seed: number; weight?: number }): string {
  const { x, y, width, size, stroke, seed, weight = 4 } = options;
  const chance = new Chance(seed);
  let path = `M${x} ${y}`;
  let left = x;
  while (left < x + width) {
    // A gap every few strokes makes words of it.
    const gap = chance.next() < 0.16;
    const next = left + size * (gap ? 0.9 : 0.35 + chance.next() * 0.3);
    const level = y - (gap ? 0 : chance.next() * size * (chance.next() < 0.2 ? 1.2 : 0.6));
    path += gap ? ` M${next.toFixed(0)} ${y}` : ` Q${((left + next) / 2).toFixed(0)} ${(level - size * 0.2).toFixed(0)} ${next.toFixed(0)} ${(y - chance.next() * 4).toFixed(0)}`;
    left = next;
  }
  return `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="${weight}" stroke-linecap="round" stroke-linejoin="round"/>`;
}
