import { Chance } from '#prisma/seed/chance.ts';
import { draw, gradient, type Drawing } from '#prisma/seed/drawing.ts';

export function homeDrawings(): Record<string, Drawing> {
  return { cat: cat(), dinner: dinner(), window: window(), plant: plant(), leak: leak(), setup: pedals(), 'new-wall': climbingWall() };
}

function cat(): Drawing {
  const [width, height] = [900, 1100];
  const chance = new Chance(12);
  const pieces = Array.from({ length: 46 }, () => {
    const color = ['#7aa9b8', '#d9a25f', '#8fb27a', '#c8746b', '#e8d8a8'][chance.between(0, 4)];
    return `<rect x="${chance.between(30, 830)}" y="${chance.between(640, 1040)}" width="46" height="40" rx="11" fill="${color}" transform="rotate(${chance.between(0, 90)} 450 850)"/>`;
  });
  const body = `${gradient('wall', ['#efe3d0', '#d9c6a9'])}<rect width="${width}" height="${height}" fill="url(#wall)"/><path d="M0 620 H900 V1100 H0 Z" fill="#a87b52"/>${pieces.join('')}
    <path d="M690 930 C840 930 850 760 760 740" fill="none" stroke="#c9772c" stroke-width="56" stroke-linecap="round"/>
    <path d="M210 960 C190 640 300 520 450 520 S710 640 690 960 Z" fill="#d98a3a"/><path d="M330 960 C330 760 380 700 450 700 S570 760 570 960 Z" fill="#f3ddbf"/>
    <path d="M290 430 L300 230 L400 330 Z M610 430 L600 230 L500 330 Z" fill="#d98a3a"/><path d="M318 350 L320 278 L362 324 Z M582 350 L580 278 L538 324 Z" fill="#e9b3a0"/>
    <ellipse cx="450" cy="440" rx="178" ry="150" fill="#d98a3a"/><path d="M400 300 v56 M450 292 v64 M500 300 v56" stroke="#b0641d" stroke-width="16" stroke-linecap="round"/>
    <path d="M356 430 q32 -30 64 0 M480 430 q32 -30 64 0" fill="none" stroke="#3b2714" stroke-width="11" stroke-linecap="round"/>
    <path d="M436 480 h28 l-14 16 z" fill="#b85c5c"/><path d="M450 496 q-26 34 -50 10 M450 496 q26 34 50 10" fill="none" stroke="#3b2714" stroke-width="8" stroke-linecap="round"/>
    <path d="M300 480 h-110 M306 506 l-104 26 M600 480 h110 M594 506 l104 26" stroke="#fff6e6" stroke-width="5" stroke-linecap="round"/>
    <ellipse cx="370" cy="968" rx="70" ry="40" fill="#f3ddbf"/><ellipse cx="530" cy="968" rx="70" ry="40" fill="#f3ddbf"/>`;
  return draw({ name: 'biscuit.jpg', width, height, body });
}

function dinner(): Drawing {
  const [width, height] = [1200, 900];
  const chance = new Chance(44);
  const fold = (x: number, y: number, turn: number) =>
    `<g transform="translate(${x} ${y}) rotate(${turn})"><path d="M-120 30 C-110 -80 110 -80 120 30 Z" fill="#d7a055"/><path d="M-120 30 q15 18 30 0 t30 0 t30 0 t30 0 t30 0 t30 0 t30 0 t30 0" fill="none" stroke="#a9712f" stroke-width="9"/><path d="M-60 -20 q60 -40 110 0" fill="none" stroke="#efc583" stroke-width="10" stroke-linecap="round"/></g>`;
  const cloth = Array.from({ length: 16 }, (_, at) => `<path d="M${at * 80} 0 V900 M0 ${at * 80} H1200" stroke="#b65a4d" stroke-width="16" opacity="0.28"/>`);
  const crumbs = Array.from({ length: 30 }, () => `<circle cx="${chance.between(200, 1000)}" cy="${chance.between(150, 780)}" r="${chance.between(3, 8)}" fill="#5d8a4a"/>`);
  const body = `<rect width="${width}" height="${height}" fill="#f3e7d6"/>${cloth.join('')}<ellipse cx="600" cy="470" rx="430" ry="360" fill="#d5dadd"/><ellipse cx="600" cy="455" rx="425" ry="350" fill="#fbfbf8"/><ellipse cx="600" cy="455" rx="330" ry="268" fill="#f0f1ee"/>
    ${fold(470, 340, -18)}${fold(730, 360, 14)}${fold(430, 540, 12)}${fold(690, 590, -10)}${fold(600, 450, 4)}${crumbs.join('')}
    <circle cx="1060" cy="170" r="104" fill="#8f3d2f"/><circle cx="1060" cy="170" r="82" fill="#c7512f"/><path d="M1010 150 q50 40 100 0" stroke="#e58a5d" stroke-width="10" fill="none"/>`;
  return draw({ name: 'empanadas.jpg', width, height, body });
}

function window(): Drawing {
  const [width, height] = [900, 1150];
  const lights = Array.from({ length: 24 }, (_, at) => `<rect x="${170 + (at % 6) * 98}" y="${420 + Math.floor(at / 6) * 120}" width="44" height="62" fill="${(at * 7) % 5 < 2 ? '#ffe2a0' : '#52648a'}"/>`);
  const body = `<rect width="${width}" height="${height}" fill="#e9dcc8"/>${gradient('sky', ['#31406b', '#8b6d92', '#e5a37e'])}<rect x="130" y="110" width="640" height="840" fill="url(#sky)"/>
    <path d="M130 520 h120 v-110 h150 v70 h130 v-140 h150 v180 h90 v430 H130 Z" fill="#3f4d70"/>${lights.join('')}
    <path d="M130 860 H770 M180 860 V700 H720 V860 M240 860 V700 M300 860 V700 M360 860 V700 M420 860 V700 M480 860 V700 M540 860 V700 M600 860 V700 M660 860 V700" stroke="#1d2233" stroke-width="12" fill="none"/>
    <path d="M110 90 H790 V970 H110 Z M450 90 V970" fill="none" stroke="#fbf7ef" stroke-width="40"/><rect x="80" y="960" width="740" height="46" rx="6" fill="#fbf7ef"/>
    <path d="M600 960 l14 -90 h76 l14 90 z" fill="#b4593f"/><path d="M652 870 q-60 -70 -20 -150 q40 60 24 150 M652 870 q60 -50 90 -30 q-20 50 -86 34" fill="#5c8a58"/>`;
  return draw({ name: 'third-floor.jpg', width, height, body });
}

function plant(): Drawing {
  const [width, height] = [860, 1100];
  const leaves = Array.from({ length: 19 }, (_, at) => {
    const turn = -86 + at * 9.6;
    const length = 330 + ((at * 61) % 120);
    return `<path d="M430 700 q${at % 2 ? 34 : -34} ${-length * 0.6} 0 ${-length} q${at % 2 ? 20 : -20} ${length * 0.5} 26 ${length} Z" fill="${at % 3 ? '#6fa863' : '#8fc07c'}" transform="rotate(${turn} 430 700)"/>`;
  });
  const body = `${gradient('wall', ['#dfe9ea', '#c3d2d3'])}<rect width="${width}" height="${height}" fill="url(#wall)"/><rect y="900" width="${width}" height="200" fill="#b98d63"/>${leaves.join('')}
    <path d="M270 680 H590 L550 960 H310 Z" fill="#c86b48"/><rect x="250" y="650" width="360" height="64" rx="10" fill="#d97c57"/>
    <path d="M560 660 q120 60 130 200" fill="none" stroke="#8fb27a" stroke-width="6"/><path d="M690 860 q-40 -30 -60 6 q40 10 60 -6 q10 -46 46 -40 q4 36 -46 40" fill="#8fc07c"/>`;
  return draw({ name: 'spider-plant.jpg', width, height, body });
}

function leak(): Drawing {
  const [width, height] = [1100, 820];
  const drops = [0, 1, 2, 3].map((at) => `<path d="M${520 + at * 8} ${470 + at * 62} q-22 36 0 48 q22 -12 0 -48" fill="#9fd0e6"/>`);
  const body = `${gradient('dark', ['#3c342f', '#57493f'])}<rect width="${width}" height="${height}" fill="url(#dark)"/><ellipse cx="540" cy="760" rx="420" ry="64" fill="#7fb0c6" opacity="0.75"/>
    <path d="M300 0 V250 C300 400 540 300 540 440 M540 440 H900 V0" fill="none" stroke="#b9bfc2" stroke-width="74" stroke-linejoin="round"/><path d="M286 0 V250 C286 380 520 300 526 420" fill="none" stroke="#e3e7e8" stroke-width="14"/>
    <rect x="470" y="396" width="140" height="74" rx="14" fill="#8d9396"/><circle cx="820" cy="440" r="58" fill="#c94f3d"/><path d="M776 440 h88 M820 396 v88" stroke="#7d2c20" stroke-width="18" stroke-linecap="round"/>${drops.join('')}
    <path d="M330 640 h360 l-40 150 h-280 z" fill="#d8a23c"/><ellipse cx="510" cy="640" rx="180" ry="32" fill="#6fa2b8"/>`;
  return draw({ name: 'under-the-sink.jpg', width, height, body });
}

function pedals(): Drawing {
  const [width, height] = [1100, 760];
  const box = (x: number, color: string, knobs: number) =>
    `<rect x="${x}" y="190" width="230" height="390" rx="22" fill="${color}"/>` +
    Array.from({ length: knobs }, (_, at) => `<circle cx="${x + 62 + at * 106}" cy="270" r="36" fill="#f1ede4"/><path d="M${x + 62 + at * 106} 270 v-30" stroke="#333" stroke-width="7"/>`).join('') +
    `<circle cx="${x + 115}" cy="480" r="44" fill="#d5d9db"/><circle cx="${x + 115}" cy="480" r="28" fill="#aeb4b7"/><circle cx="${x + 115}" cy="356" r="11" fill="#ff5c4d"/>`;
  const body = `<rect width="${width}" height="${height}" fill="#4e5a52"/><path d="M0 120 H1100 M0 360 H1100 M0 620 H1100" stroke="#435048" stroke-width="40" opacity="0.5"/>
    <path d="M-20 400 C120 330 150 420 200 390 M430 390 H470 M700 390 H740 M970 390 C1040 390 1040 560 1120 540" fill="none" stroke="#17181a" stroke-width="22"/>${box(200, '#2f6f8f', 2)}${box(470, '#c9962f', 2)}${box(740, '#9b3f5b', 1)}`;
  return draw({ name: 'new-pedal.jpg', width, height, body });
}

function climbingWall(): Drawing {
  const [width, height] = [900, 1200];
  const chance = new Chance(77);
  const colors = ['#e4572e', '#f3a712', '#2e86ab', '#6a994e', '#bc4b9b', '#f4f1de'];
  const holds = Array.from({ length: 64 }, () => {
    const [x, y, size] = [chance.between(60, 840), chance.between(50, 1050), chance.between(12, 32)];
    return `<ellipse cx="${x}" cy="${y}" rx="${size}" ry="${Math.round(size * 0.7)}" fill="${colors[chance.between(0, 5)]}" transform="rotate(${chance.between(0, 90)} ${x} ${y})"/><circle cx="${x}" cy="${y}" r="4" fill="#2b2b2b"/>`;
  });
  const body = `<rect width="${width}" height="${height}" fill="#8e9aa3"/><path d="M0 0 L520 0 L380 1080 L0 1080 Z" fill="#a9b4bb"/><path d="M520 0 L900 0 L900 1080 L640 1080 Z" fill="#76838c"/><path d="M520 0 L640 1080 L380 1080 Z" fill="#98a4ac"/>${holds.join('')}
    <path d="M470 0 C480 380 430 620 450 860" fill="none" stroke="#f2e8c9" stroke-width="7"/><rect y="1080" width="${width}" height="120" fill="#35507a"/>
    <g fill="none" stroke="#22262b" stroke-width="26" stroke-linecap="round"><path d="M450 860 l-8 -110 M442 750 l60 -70 M442 750 l-70 -44 M450 860 l56 86 -10 70 M450 860 l-64 60 -20 74"/></g><circle cx="440" cy="700" r="34" fill="#c98d63"/><path d="M408 690 a34 34 0 0 1 66 -6 z" fill="#4a2f21"/>`;
  return draw({ name: 'new-wall.jpg', width, height, body });
}
