/** A failure that the person at the keyboard can act on: its message is shown alone, without a stack. */
export class Problem extends Error {
  expected = true;
}

export function say(text) {
  process.stdout.write(`  ${text}\n`);
}

let underWay = null;

/** The title of the step that runs at this moment; null between steps. */
export const stepUnderWay = () => underWay;

/**
 * Runs one step and keeps the person informed: what is being done, every two seconds for how long and how far, and how long it took.
 * `work` gets a function that sets the progress shown.
 */
export async function step(title, work) {
  const started = Date.now();
  underWay = title;
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  let progress = '';
  let lastTold = '';
  const tell = (text) => {
    if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K  ${text}`);
    else if (text !== lastTold) say(text);
    lastTold = text;
  };
  if (process.stdout.isTTY) tell(`${title} …`);
  let ticks = 0;
  // In a file or a pipe the title stands once, and the lines under it are short.
  const heading = () => (process.stdout.isTTY || ticks++ === 0 ? `${title} …` : '  …');
  const ticking = setInterval(() => tell(`${heading()} ${progress ? `${progress}, ` : ''}${Math.round((Date.now() - started) / 1000)} s`), 2000);
  try {
    const result = await work((text) => (progress = text));
    clearInterval(ticking);
    const note = typeof result === 'string' && result ? `${result}, ` : '';
    if (process.stdout.isTTY) process.stdout.write('\r\u001b[K');
    say(`${title}: ${note}${seconds()}`);
    underWay = null;
    return result;
  } catch (error) {
    clearInterval(ticking);
    if (process.stdout.isTTY) process.stdout.write('\r\u001b[K');
    say(`${title}: failed after ${seconds()}`);
    underWay = null;
    throw error;
  }
}
