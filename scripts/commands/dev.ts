import { serve } from '#scripts/start/serving.ts';

await serve('development');
