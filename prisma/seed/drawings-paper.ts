import { draw, gradient, scribble, type Drawing } from '#prisma/seed/drawing.ts';

export function paperDrawings(): Record<string, Drawing> {
  return { receipt: receipt(), whiteboard: whiteboard(), 'set-list': setList(), 'kid-drawing': kidDrawing() };
}

function receipt(): Drawing {
  const [width, height] = [760, 1080];
  const rows = Array.from({ length: 9 }, (_, at) => {
    const y = 330 + at * 54;
    return scribble({ x: 200, y, width: 150 + ((at * 53) % 90), size: 26, stroke: '#4c4a52', seed: at + 60, weight: 3 }) + scribble({ x: 480, y, width: 70, size: 24, stroke: '#4c4a52', seed: at + 90, weight: 3 });
  });
  const body = `${gradient('wood', ['#8a6647', '#6f4f36'])}<rect width="${width}" height="${height}" fill="url(#wood)"/>
    <path d="M0 180 H760 M0 430 H760 M0 700 H760 M0 930 H760" stroke="#5d412c" stroke-width="4" opacity="0.6"/>
    <g transform="rotate(-3 380 540)"><path d="M150 120 H610 V960 l-23 -16 -23 16 -23 -16 -23 16 -23 -16 -23 16 -23 -16 -23 16 -23 -16 -23 16 -23 -16 -23 16 -23 -16 -23 16 -23 -16 -23 16 -23 -16 -23 16 -23 -16 -23 16 Z" fill="#fbf9f2"/>
    <circle cx="380" cy="210" r="44" fill="none" stroke="#4c4a52" stroke-width="9"/><circle cx="380" cy="210" r="14" fill="#4c4a52"/>${rows.join('')}
    <path d="M200 838 H560" stroke="#4c4a52" stroke-width="4" stroke-dasharray="12 8"/>
    ${scribble({ x: 400, y: 896, width: 140, size: 40, stroke: '#26242b', seed: 7, weight: 6 })}</g>`;
  return draw({ name: 'receipt.jpg', width, height, body });
}

function whiteboard(): Drawing {
  const [width, height] = [1280, 860];
  const inks = ['#1d4f91', '#1d4f91', '#b3312c', '#1d4f91', '#2d7a4b', '#1d4f91', '#1d4f91'];
  const items = inks.map((stroke, at) => {
    const y = 250 + at * 76;
    const done = at < 4 ? `<path d="M152 ${y - 16} l14 16 26 -36" fill="none" stroke="#2d7a4b" stroke-width="7" stroke-linecap="round"/>` : '';
    return `<rect x="146" y="${y - 34}" width="38" height="38" rx="5" fill="none" stroke="#3c4650" stroke-width="4"/>${done}${scribble({ x: 220, y, width: 260 + ((at * 71) % 160), size: 34, stroke, seed: at + 40, weight: 5 })}`;
  });
  const body = `<rect width="${width}" height="${height}" fill="#9fb0b5"/><rect x="50" y="50" width="1180" height="760" rx="14" fill="#c9d1d4"/><rect x="76" y="76" width="1128" height="700" fill="#fbfcfc"/>
    ${scribble({ x: 146, y: 172, width: 420, size: 54, stroke: '#1d4f91', seed: 2, weight: 8 })}<path d="M146 194 H600" stroke="#b3312c" stroke-width="6"/>${items.join('')}
    <path d="M760 560 C820 440 960 440 1020 560 S1140 640 1160 560" fill="none" stroke="#1d4f91" stroke-width="6"/><path d="M800 360 l90 -90 90 90 v120 h-180 z" fill="none" stroke="#b3312c" stroke-width="7" stroke-linejoin="round"/>
    <circle cx="1100" cy="190" r="46" fill="none" stroke="#d08a1d" stroke-width="7"/><path d="M1100 116 v-20 M1100 284 v-20 M1028 190 h-20 M1192 190 h-20 M1048 138 l-14 -14 M1152 138 l14 -14" stroke="#d08a1d" stroke-width="7" stroke-linecap="round"/>
    <rect x="480" y="786" width="120" height="18" rx="8" fill="#b3312c"/><rect x="630" y="786" width="120" height="18" rx="8" fill="#1d4f91"/>`;
  return draw({ name: 'packing-list.jpg', width, height, body });
}

function setList(): Drawing {
  const [width, height] = [900, 1200];
  const songs = Array.from({ length: 8 }, (_, at) => scribble({ x: 240, y: 330 + at * 92, width: 230 + ((at * 67) % 170), size: 48, stroke: '#1b1b1f', seed: at + 120, weight: 9 }));
  const body = `${gradient('floor', ['#3b2f2b', '#5a4539'])}<rect width="${width}" height="${height}" fill="url(#floor)"/>
    <path d="M0 260 H900 M0 560 H900 M0 860 H900 M0 1130 H900" stroke="#2a211e" stroke-width="6"/>
    <path d="M-20 1010 C180 880 260 1160 460 1090 S800 1180 930 1050" fill="none" stroke="#17130f" stroke-width="24"/>
    <g transform="rotate(4 450 620)"><rect x="180" y="180" width="540" height="920" fill="#f4efe2"/>${scribble({ x: 240, y: 250, width: 260, size: 40, stroke: '#b3312c', seed: 11, weight: 7 })}${songs.join('')}
    <path d="M196 700 c60 -40 120 30 180 -10" fill="none" stroke="#8a8172" stroke-width="20" opacity="0.5"/><path d="M600 420 c60 60 60 120 0 190" fill="none" stroke="#b3312c" stroke-width="8"/></g>
    <rect x="150" y="160" width="120" height="44" fill="#d8d2bd" opacity="0.85" transform="rotate(-30 210 182)"/>`;
  return draw({ name: 'set-list.jpg', width, height, body });
}

function figure(x: number, y: number, size: number, color: string): string {
  return (
    `<g fill="none" stroke="${color}" stroke-width="9" stroke-linecap="round"><circle cx="${x}" cy="${y}" r="${size}" fill="#ffe6c9"/>` +
    `<path d="M${x} ${y + size} V${y + size * 3.4} M${x - size * 1.3} ${y + size * 2} L${x} ${y + size * 1.6} L${x + size * 1.3} ${y + size * 2} M${x} ${y + size * 3.4} L${x - size} ${y + size * 5} M${x} ${y + size * 3.4} L${x + size} ${y + size * 5}"/>` +
    `<path d="M${x - size * 0.45} ${y + size * 0.3} q${size * 0.45} ${size * 0.5} ${size * 0.9} 0"/></g>` +
    `<circle cx="${x - size * 0.35}" cy="${y - size * 0.2}" r="5" fill="#333"/><circle cx="${x + size * 0.35}" cy="${y - size * 0.2}" r="5" fill="#333"/>`
  );
}

/** Six people and a ladder, as a child of seven sees them. */
function kidDrawing(): Drawing {
  const [width, height] = [1200, 860];
  const body = `<rect width="${width}" height="${height}" fill="#fdfbf4"/><path d="M0 740 C200 700 420 770 640 730 S1000 760 1200 720 V860 H0 Z" fill="#9ccb7c"/>
    <circle cx="130" cy="120" r="76" fill="#ffd23f"/><path d="M130 10 v-30 M250 120 h50 M215 205 l36 36 M45 205 l-36 36 M215 35 l36 -36" stroke="#ffb703" stroke-width="12" stroke-linecap="round"/>
    ${figure(230, 430, 48, '#7b2cbf')}${figure(400, 450, 44, '#d62828')}${figure(560, 520, 32, '#f77f00')}${figure(720, 440, 46, '#0077b6')}
    <path d="M930 760 L990 250 M1070 760 L1080 250 M940 660 H1072 M950 560 H1074 M962 460 H1076 M974 360 H1078" stroke="#8d5524" stroke-width="12" stroke-linecap="round"/>${figure(1032, 150, 42, '#2a9d8f')}
    <path d="M620 730 q40 -90 100 -40 q50 -20 60 40 z" fill="#f4a261"/><path d="M636 676 l6 -34 22 22 M690 664 l16 -32 14 30" fill="#f4a261"/><path d="M780 722 q50 0 46 -54" fill="none" stroke="#f4a261" stroke-width="14" stroke-linecap="round"/>
    <path d="M880 190 q30 -50 70 -10 q60 -20 50 40" fill="none" stroke="#90c2e7" stroke-width="9"/>`;
  return draw({ name: 'nuestra-familia.jpg', width, height, body });
}
