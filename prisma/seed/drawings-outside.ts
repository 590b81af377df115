import { Chance } from '#prisma/seed/chance.ts';
import { draw, gradient, ridge, type Drawing } from '#prisma/seed/drawing.ts';

export function outsideDrawings(): Record<string, Drawing> {
  return { ridge: ridgeAtDusk(), sunset: dock(), lake: lakeHouse(), 'trail-map': trailMap(), 'parking-map': parkingMap() };
}

function ridgeAtDusk(): Drawing {
  const [width, height] = [1200, 640];
  const layers = [
    { at: 330, swing: 60, fill: '#9d8296', seed: 3 },
    { at: 400, swing: 50, fill: '#73708c', seed: 9 },
    { at: 470, swing: 46, fill: '#48637a', seed: 14 },
    { at: 550, swing: 34, fill: '#2a4652', seed: 22 },
  ].map((layer) => ridge({ width, height, ...layer }));
  const body = `${gradient('sky', ['#6f8798', '#c79a86', '#efb183', '#f6cf9b'])}<rect width="${width}" height="${height}" fill="url(#sky)"/>
    <circle cx="830" cy="262" r="52" fill="#fdf1cf"/>${layers.join('')}`;
  return draw({ name: 'IMG_2207.jpg', width, height, body });
}

function dock(): Drawing {
  const [width, height] = [900, 1200];
  const chance = new Chance(31);
  const ripples = Array.from({ length: 70 }, () => {
    const y = 640 + chance.next() * 540;
    const x = 450 + (chance.next() - 0.5) * (120 + (y - 640) * 1.1);
    return `<rect x="${x.toFixed(0)}" y="${y.toFixed(0)}" width="${(30 + chance.next() * 110).toFixed(0)}" height="${(3 + (y - 640) / 130).toFixed(0)}" rx="3" fill="#ffd9a0" opacity="${(0.25 + chance.next() * 0.45).toFixed(2)}"/>`;
  });
  const planks = Array.from({ length: 11 }, (_, at) => `<path d="M${330 - at * 14} ${820 + at * 36} H${570 + at * 14}" stroke="#2c2630" stroke-width="${3 + at * 0.5}"/>`);
  const body = `${gradient('sky', ['#3b4a74', '#a3647c', '#ee8b60', '#fbc46f'])}${gradient('water', ['#c9785f', '#5c5675', '#27324d'])}
    <rect width="${width}" height="640" fill="url(#sky)"/><circle cx="450" cy="596" r="74" fill="#fff0c0"/>
    ${ridge({ width, height: 640, at: 606, swing: 26, fill: '#3a3550', seed: 5 })}
    <rect y="640" width="${width}" height="560" fill="url(#water)"/>${ripples.join('')}
    <path d="M340 800 H560 L740 1200 H160 Z" fill="#4b3d3f"/>${planks.join('')}
    <path d="M352 800 V700 M548 800 V700" stroke="#241f2a" stroke-width="16" stroke-linecap="round"/>`;
  return draw({ name: 'IMG_2461.jpg', width, height, body });
}

function pine(x: number, y: number, size: number, fill: string): string {
  return [0, 1, 2].map((tier) => `<path d="M${x} ${y - size * (1 - tier * 0.22)} L${x - size * (0.18 + tier * 0.1)} ${y - size * (0.5 - tier * 0.25)} H${x + size * (0.18 + tier * 0.1)} Z" fill="${fill}"/>`).join('');
}

function lakeHouse(): Drawing {
  const [width, height] = [1200, 800];
  const chance = new Chance(8);
  const forest = Array.from({ length: 34 }, (_, at) => pine(at * 37 + chance.between(-12, 12), 470 + chance.between(-8, 20), chance.between(120, 230), at % 3 ? '#2f5b4c' : '#3d6d58'));
  const body = `${gradient('sky', ['#8fc1dd', '#d8ecf3'])}${gradient('water', ['#7fb2c4', '#3f7389'])}
    <rect width="${width}" height="480" fill="url(#sky)"/>${ridge({ width, height: 480, at: 300, swing: 70, fill: '#9db9bd', seed: 17 })}${forest.join('')}
    <rect y="480" width="${width}" height="320" fill="url(#water)"/>
    <path d="M640 470 V330 L760 240 L880 330 V470 Z" fill="#b4593f"/><path d="M618 340 L760 228 L902 340" fill="none" stroke="#5f3326" stroke-width="20" stroke-linejoin="round"/>
    <rect x="736" y="380" width="50" height="90" fill="#f2d9a8"/><rect x="668" y="360" width="44" height="44" fill="#f7e6b7"/><rect x="808" y="360" width="44" height="44" fill="#f7e6b7"/>
    <rect x="560" y="466" width="360" height="18" fill="#6b4a3a"/><path d="M700 484 L640 700 H700 L740 484 Z" fill="#7d5a45"/>
    <g opacity="0.25" transform="translate(0 960) scale(1 -1)"><path d="M640 470 V330 L760 240 L880 330 V470 Z" fill="#b4593f"/></g>`;
  return draw({ name: 'lake-house.jpg', width, height, body });
}

/** On purpose large: the map that Ben's carrier did not take. */
function trailMap(): Drawing {
  const [width, height] = [1200, 740];
  const contours = Array.from({ length: 9 }, (_, at) => `<ellipse cx="${330 - at * 6}" cy="${320 + at * 5}" rx="${40 + at * 42}" ry="${26 + at * 36}" fill="none" stroke="#b79f6e" stroke-width="2.5" transform="rotate(${-18 + at} 320 330)"/>`);
  const body = `<svg width="${width}" height="${height}" viewBox="0 40 620 382"><rect width="620" height="760" fill="#e6ecd6"/><path d="M0 520 C160 470 210 640 360 600 S560 660 620 610 V760 H0 Z" fill="#b9d7d9"/>
    ${contours.join('')}<path d="M60 700 C120 560 90 480 200 430 S300 330 330 300 440 180 560 70" fill="none" stroke="#c4472f" stroke-width="7" stroke-dasharray="20 13" stroke-linecap="round"/>
    <path d="M20 160 C160 190 240 120 380 170 S560 230 620 200" fill="none" stroke="#4a7c63" stroke-width="9"/>
    <circle cx="300" cy="332" r="14" fill="#1f3d46"/><path d="M560 36 L586 84 H534 Z" fill="#1f3d46"/>
    <path d="M0 380 H620 M310 0 V760" stroke="#c9cdb8" stroke-width="6" opacity="0.7"/></svg>`;
  return draw({ name: 'trail-map.png', width, height, format: 'png', body });
}

function parkingMap(): Drawing {
  const [width, height] = [1000, 760];
  const bays = Array.from({ length: 12 }, (_, at) => `<rect x="${176 + at * 38}" y="150" width="30" height="58" rx="4" fill="${at % 5 === 2 ? '#dfe4e6' : ['#6a8aa0', '#a06a6a', '#7c9a78'][at % 3]}"/>`);
  const body = `<rect width="${width}" height="${height}" fill="#dfe8d3"/><path d="M0 620 C260 560 420 690 1000 560 V680 C520 760 260 660 0 720 Z" fill="#a8cfdb"/>
    <path d="M-20 420 H1020 M700 -20 V430" stroke="#ffffff" stroke-width="58"/><path d="M-20 420 H1020 M700 -20 V430" stroke="#d8c58c" stroke-width="4" stroke-dasharray="26 20"/>
    <rect x="150" y="130" width="500" height="190" rx="12" fill="#c3c8c9"/>${bays.join('')}
    <rect x="770" y="180" width="150" height="120" fill="#9a5b45"/><path d="M760 184 L845 110 L930 184 Z" fill="#6d3c2e"/>
    <rect x="770" y="470" width="190" height="90" rx="10" fill="#cbbfa6"/>
    <path d="M560 470 C560 400 480 380 430 330" fill="none" stroke="#c4472f" stroke-width="12" stroke-linecap="round"/><path d="M404 344 L414 296 L458 318 Z" fill="#c4472f"/>
    <circle cx="400" cy="240" r="26" fill="#0f766e"/><circle cx="400" cy="240" r="10" fill="#ffffff"/>`;
  return draw({ name: 'north-lot.jpg', width, height, body });
}
