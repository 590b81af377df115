const channels = 'http://localhost:3000/notification/v1/channels';
const json = '-H "Content-Type: application/json"';

/** Calls of the page about webhooks. */
export const webhookCommands = {
  appToken: `$ export APP_TOKEN=$(curl -sS http://localhost:3000/oauth/v4/token \\
    -d grant_type=client_credentials -d scope=NOTIFICATIONCHANNEL \\
    -d client_id="$CLIENT_ID" -d client_secret="$CLIENT_SECRET" \\
    | node -p 'JSON.parse(require("node:fs").readFileSync(0, "utf8")).access_token')`,
  channel: `$ curl -sS ${channels} \\
    -H "Authorization: Bearer $APP_TOKEN" ${json} \\
    -d '{"channel": {"serviceName": "MIM"}}'`,
  subscribe: `$ curl -sS ${channels}/$CHANNEL_ID/subscriptions \\
    -H "Authorization: Bearer $HANDSET_TOKEN" ${json} \\
    -d '{"subscription": {"events": ["TEXT", "MMS"], "callbackData": "desk-7"}}'`,
  queue: `$ curl -sS "http://localhost:3000/myMessages/v2/notificationConnectionDetails?queues=TEXT" \\
    -H "Authorization: Bearer $HANDSET_TOKEN"`,
  stream: `$ curl -sSN -u "$USERNAME:$PASSWORD" http://localhost:3000/stomp`,
} as const;

/** A module without dependencies that checks a post; a test runs this very text. */
export const signatureCheck = `import { createHmac, timingSafeEqual } from 'node:crypto';

/** body: the bytes as they came, before any parsing. */
export function isFromHandset(headers, body, secret) {
  const id = headers['webhook-id'] ?? '';
  const at = headers['webhook-timestamp'] ?? '';
  const age = Math.abs(Date.now() / 1000 - Number(at));
  if (!(age < 300)) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const right = createHmac('sha256', key).update(\`\${id}.\${at}.\`).update(body).digest();
  return (headers['webhook-signature'] ?? '').split(' ').some((each) => {
    const [version, signature = ''] = each.split(',');
    const given = Buffer.from(signature, 'base64');
    return version === 'v1' && given.length === right.length && timingSafeEqual(given, right);
  });
}`;

export const stompFrames = `CONNECT
accept-version:1.2
host:handset
login:{username}
passcode:{password}
heart-beat:10000,10000

^@
SUBSCRIBE
id:0
destination:{queue}

^@`;
