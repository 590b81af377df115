import { z } from 'zod';

export const reviewDeadInput = z.strictObject({ outboxId: z.int().positive() });
