/** Whether the database refused a row because its like exists: Prisma says P2002, PostgreSQL 23505, with or without a wrapper. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, meta, cause } = error as Error & { code?: string; meta?: { code?: string; driverAdapterError?: { cause?: { kind?: string } } }; cause?: unknown };
  if (code === 'P2002' || code === '23505' || meta?.code === '23505') return true;
  if (meta?.driverAdapterError?.cause?.kind === 'UniqueConstraintViolation') return true;
  return isUniqueViolation(cause);
}
