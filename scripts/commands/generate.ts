import { resolve } from 'node:path';
import { generatePrismaClient } from '#scripts/build/prisma-client.ts';

const made = await generatePrismaClient(resolve(import.meta.dirname, '../..'));
console.log(made ? 'Prisma client generated' : 'Prisma client is up to date');
