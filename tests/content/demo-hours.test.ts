import { describe, expect, it } from 'vitest';
import { Chance } from '#prisma/seed/chance.ts';
import { conversations } from '#prisma/seed/conversations/all.ts';
import { readScript } from '#prisma/seed/script.ts';

const zoneMs = 8 * 3_600_000;

describe('the demo world', () => {
  it('has people write when people are awake, at whatever hour it is made', () => {
    for (let hour = 0; hour < 24; hour += 1) {
      const now = new Date(Date.UTC(2026, 10, 22, hour, 40));
      const chance = new Chance(1);
      for (const message of conversations.flatMap((conversation) => readScript(conversation, now, chance))) {
        const local = new Date(message.at.getTime() - zoneMs);
        const at = local.getUTCHours() + local.getUTCMinutes() / 60;
        expect([hour, message.text, at, at >= 6.5 && at < 23.25]).toEqual([hour, message.text, at, true]);
      }
    }
  });
});
