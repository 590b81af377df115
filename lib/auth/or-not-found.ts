import { notFound } from 'next/navigation';
import { isAppError } from '#lib/errors.ts';

/** An unknown app and somebody else's show the same page: none. */
export async function orNotFound<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (isAppError(error) && error.code === 'not-found') notFound();
    throw error;
  }
}
