/** Addresses that a developer gives for people to open: the site of an app and its privacy text. */
const longestAddress = 200;
/** RFC 3986, appendix A, without what only a path of tricks needs: no spaces, controls, backslash, quotes, and nothing of Unicode. */
const addressCharacters = /^[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]+$/;
const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const topLevel = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;
const localEndings = ['.localhost', '.local', '.internal', '.lan', '.home.arpa'];

/**
 * What is wrong with an address that strangers shall open, or null. https on its own port with a public name and no user name, in its
 * canonical spelling, so that the name that is shown beside the link is the one it leads to.
 */
export function webAddressProblem(address: string): string | null {
  if (address.length > longestAddress) return `Use at most ${longestAddress} characters.`;
  if (!addressCharacters.test(address)) return 'It holds a space or another character that an address cannot hold.';
  if (!URL.canParse(address)) return 'Write it whole, like https://desk.example.com/privacy.';
  const url = new URL(address);
  if (url.protocol !== 'https:') return 'It must begin with https://.';
  if (url.username !== '' || url.password !== '' || url.port !== '') return 'It must have no user name and no port.';
  if (!isPublicName(url.hostname)) return 'It must be on a public name, like desk.example.com.';
  if (url.href !== address && url.href !== `${address}/`) return `Write it as ${url.href}`;
  return null;
}

/** A name below a top-level domain: no number of a machine, no name of a local network. */
function isPublicName(host: string): boolean {
  const labels = host.split('.');
  return labels.length > 1 && labels.every((each) => label.test(each)) && topLevel.test(labels.at(-1) ?? '') && !localEndings.some((ending) => host.endsWith(ending));
}
