/** One of six tints, 0 to 5, the same for one address everywhere and always. */
export function avatarTint(address: string): number {
  let hash = 2_166_136_261;
  for (const unit of address) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 16_777_619);
  return (hash >>> 0) % 6;
}

/** The first letters of the first and last word; nothing for a name that starts with no letter. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter((word) => /^\p{L}/u.test(word));
  const first = words.at(0)?.match(/^\p{L}/u)?.[0] ?? '';
  const last = words.length > 1 ? (words.at(-1)?.match(/^\p{L}/u)?.[0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}
