import NextAuth from 'next-auth';
import { authOptions } from '#lib/auth/options.ts';

const handler = NextAuth(authOptions) as (request: Request, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;

export { handler as GET, handler as POST };
