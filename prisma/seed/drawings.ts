import type { Drawing } from '#prisma/seed/drawing.ts';
import { homeDrawings } from '#prisma/seed/drawings-home.ts';
import { outsideDrawings } from '#prisma/seed/drawings-outside.ts';
import { paperDrawings } from '#prisma/seed/drawings-paper.ts';

/** Every picture of the demo world under the name that scripts call it by. */
export const drawings: Readonly<Record<string, Drawing>> = { ...outsideDrawings(), ...paperDrawings(), ...homeDrawings() };
