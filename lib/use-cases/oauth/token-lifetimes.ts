const daySeconds = 86_400;

export interface TokenLifetimes {
  accessSeconds: number;
  refreshSeconds: number;
  /** From the first token of a family: no refresh reaches beyond it (RFC 9700, 4.14). */
  absoluteSeconds: number;
}

/** Lifetimes a profile (wire-v2 part 0.1). Classic's are the ones the original API told its clients. */
export const tokenLifetimes: Record<'modern' | 'classic', TokenLifetimes> = {
  modern: { accessSeconds: 3600, refreshSeconds: 90 * daySeconds, absoluteSeconds: 90 * daySeconds },
  classic: { accessSeconds: 172_800, refreshSeconds: 7_776_000, absoluteSeconds: 365 * daySeconds },
};

export const authorizationCodeSeconds = 60;

/** How long a device's codes live, and how often it may ask at first (RFC 8628, 3.2). */
export const deviceAuthorizationSeconds = 600;
export const devicePollSeconds = 5;
