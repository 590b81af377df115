export const docsNav = [
  {
    title: 'Start',
    pages: [
      { href: '/docs', label: 'Overview' },
      { href: '/docs/quick-start', label: 'Quick start' },
      { href: '/docs/oauth', label: 'Ask for permission' },
      { href: '/docs/webhooks', label: 'Webhooks' },
      { href: '/docs/simulator', label: 'Simulator' },
    ],
  },
  {
    title: 'Reference',
    pages: [
      { href: '/docs/limits', label: 'Limits' },
      { href: '/docs/errors', label: 'Errors' },
    ],
  },
] as const;

export interface ApiCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  what: string;
  scope: 'IMMN' | 'MIM';
  success: number;
}

/** The calls of the message API, in the order in which one meets them. */
export const apiCalls: readonly ApiCall[] = [
  { method: 'POST', path: '/messages', what: 'Send a message', scope: 'IMMN', success: 201 },
  { method: 'POST', path: '/messages/index', what: 'Create the index', scope: 'MIM', success: 202 },
  { method: 'GET', path: '/messages/index/info', what: 'State of the index', scope: 'MIM', success: 200 },
  { method: 'GET', path: '/messages', what: 'List messages, newest first', scope: 'MIM', success: 200 },
  { method: 'GET', path: '/messages/{messageId}', what: 'One message', scope: 'MIM', success: 200 },
  { method: 'GET', path: '/messages/{messageId}/parts/{partId}', what: 'A part of an MMS, as it is', scope: 'MIM', success: 200 },
  { method: 'GET', path: '/delta', what: 'What has changed since a state', scope: 'MIM', success: 200 },
  { method: 'PUT', path: '/messages', what: 'Mark several messages', scope: 'MIM', success: 204 },
  { method: 'PUT', path: '/messages/{messageId}', what: 'Mark one message', scope: 'MIM', success: 204 },
  { method: 'DELETE', path: '/messages?messageIds={ids}', what: 'Delete several messages', scope: 'MIM', success: 204 },
  { method: 'DELETE', path: '/messages/{messageId}', what: 'Delete one message', scope: 'MIM', success: 204 },
  { method: 'GET', path: '/notificationConnectionDetails?queues={kind}', what: 'Credentials for a queue', scope: 'MIM', success: 200 },
];

const api = 'http://localhost:3000/myMessages/v2';
const bearer = '-H "Authorization: Bearer $HANDSET_TOKEN"';

export const commands = {
  start: '$ npm start',
  token: '$ export HANDSET_TOKEN=$(npm run -s demo:token -- --client Desk --subscriber +14255550101 --scope IMMN,MIM)',
  send: `$ curl -sS \\
    ${api}/messages \\
    ${bearer} \\
    -H "Content-Type: application/json" \\
    -H "Idempotency-Key: first-visit-1" \\
    -H "Prefer: return=representation" \\
    -d '{"messageRequest": {
      "addresses": ["tel:+12065550159"],
      "text": "I am ten minutes away."
    }}'`,
  createIndex: `$ curl -sS -i -X POST ${api}/messages/index \\
    ${bearer}`,
  indexInfo: `$ curl -sS ${api}/messages/index/info \\
    ${bearer}`,
  list: `$ curl -sSG ${api}/messages \\
    ${bearer} \\
    -d limit=10 -d isIncoming=true`,
  state: `$ export STATE=$(curl -sS ${api}/messages/index/info \\
    ${bearer} \\
    | node -p 'JSON.parse(require("node:fs").readFileSync(0, "utf8")).messageIndexInfo.state')`,
  sendAgain: `$ curl -sS \\
    ${api}/messages \\
    ${bearer} \\
    -H "Content-Type: application/json" \\
    -H "Idempotency-Key: first-visit-2" \\
    -d '{"messageRequest": {
      "addresses": ["tel:+12065550159"],
      "text": "Now I am there."
    }}'`,
  delta: `$ curl -sSG ${api}/delta \\
    ${bearer} \\
    --data-urlencode "state=$STATE"`,
} as const;

export const answers = {
  send: `{
  "id": "…",
  "messageId": "…",
  "route": "SMS",
  "reasons": [],
  "segments": { "encoding": "GSM-7", "count": 1 },
  "recipients": [
    { "value": "+12065550159", "status": "queued" }
  ],
  "folded": []
}`,
  indexInfo: `{
  "messageIndexInfo": {
    "status": "INITIALIZED",
    "state": "…",
    "messageCount": 164
  }
}`,
  delta: `{
  "deltaResponse": {
    "state": "…",
    "delta": [
      {
        "type": "TEXT",
        "adds": [
          { "messageId": "…", "isFavorite": false, "isUnread": true }
        ],
        "deletes": [],
        "updates": []
      },
      { "type": "MMS", "adds": [], "deletes": [], "updates": [] }
    ]
  }
}`,
  error: `{
  "RequestError": {
    "ServiceException": {
      "MessageId": "SVC0002",
      "Text": "Invalid input value for message part %1",
      "Variables": "addresses",
      "Detail": "…",
      "Help": "http://localhost:3000/docs/errors/SVC0002"
    }
  }
}`,
} as const;

const authorize = 'http://localhost:3000/oauth/v4/authorize';
const token = 'http://localhost:3000/oauth/v4/token';
const callback = 'http://127.0.0.1:9000/callback';

export const oauthCommands = {
  app: `$ export CLIENT_ID=your-client-id
$ export CLIENT_SECRET=your-secret`,
  pkce: `$ export VERIFIER=$(node -p 'require("node:crypto").randomBytes(32).toString("base64url")')
$ export CHALLENGE=$(node -p 'require("node:crypto").createHash("sha256").update(process.argv[1]).digest("base64url")' "$VERIFIER")`,
  ask: `$ echo "${authorize}?response_type=code&client_id=$CLIENT_ID&redirect_uri=${encodeURIComponent(callback)}&scope=IMMN&state=a1b2c3&code_challenge=$CHALLENGE&code_challenge_method=S256"`,
  exchange: `$ export CODE=the-code-from-the-address
$ curl -sS ${token} \\
    -d grant_type=authorization_code \\
    -d client_id="$CLIENT_ID" -d client_secret="$CLIENT_SECRET" \\
    -d code="$CODE" -d code_verifier="$VERIFIER" \\
    --data-urlencode "redirect_uri=${callback}"`,
  refresh: `$ export REFRESH_TOKEN=the-refresh-token-of-the-answer
$ curl -sS ${token} \\
    -d grant_type=refresh_token \\
    -d client_id="$CLIENT_ID" -d client_secret="$CLIENT_SECRET" \\
    -d refresh_token="$REFRESH_TOKEN"`,
  revoke: `$ export REFRESH_TOKEN=the-refresh-token-of-the-newest-answer
$ curl -sS -i http://localhost:3000/oauth/v4/revoke \\
    -d client_id="$CLIENT_ID" -d client_secret="$CLIENT_SECRET" \\
    -d token="$REFRESH_TOKEN" -d token_type_hint=refresh_token`,
  push: `$ curl -sS http://localhost:3000/oauth/v4/par \\
    -d client_id="$CLIENT_ID" -d client_secret="$CLIENT_SECRET" \\
    -d response_type=code -d scope=IMMN -d state=a1b2c3 \\
    -d code_challenge="$CHALLENGE" -d code_challenge_method=S256 \\
    --data-urlencode "redirect_uri=${callback}"`,
  pushAnswer: `{
  "request_uri": "urn:ietf:params:oauth:request_uri:…",
  "expires_in": 60
}`,
  pushedAsk: `$ export REQUEST_URI=the-request-uri-of-the-answer
$ echo "${authorize}?client_id=$CLIENT_ID&request_uri=$REQUEST_URI"`,
  proofKey: `$ node -e 'console.log(require("node:crypto").generateKeyPairSync("ec", { namedCurve: "P-256" })
  .privateKey.export({ type: "pkcs8", format: "pem" }))' > proof-key.pem`,
  proof: `$ echo 'import { createHash, createPrivateKey, createPublicKey, randomUUID, sign } from "node:crypto";
import { readFileSync } from "node:fs";
const [method, address, token] = process.argv.slice(2);
const key = createPrivateKey(readFileSync("proof-key.pem"));
const json = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const ath = token && createHash("sha256").update(token).digest("base64url");
const header = { typ: "dpop+jwt", alg: "ES256", jwk: createPublicKey(key).export({ format: "jwk" }) };
const claims = { jti: randomUUID(), htm: method, htu: address, iat: Math.floor(Date.now() / 1000), ath };
const text = json(header) + "." + json(claims);
console.log(text + "." + sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }).toString("base64url"));' > proof.mjs`,
  boundExchange: `$ curl -sS ${token} \\
    -H "DPoP: $(node proof.mjs POST ${token})" \\
    -d grant_type=authorization_code \\
    -d client_id="$CLIENT_ID" -d client_secret="$CLIENT_SECRET" \\
    -d code="$CODE" -d code_verifier="$VERIFIER" \\
    --data-urlencode "redirect_uri=${callback}"`,
  boundCall: `$ export ACCESS_TOKEN=the-token-of-the-answer
$ curl -sS ${api}/messages/index/info \\
    -H "Authorization: DPoP $ACCESS_TOKEN" \\
    -H "DPoP: $(node proof.mjs GET ${api}/messages/index/info "$ACCESS_TOKEN")"`,
  device: `$ curl -sS http://localhost:3000/oauth/v4/device_authorization \\
    -d client_id="$CLIENT_ID" -d client_secret="$CLIENT_SECRET" \\
    -d scope=IMMN --data-urlencode "device_name=Living room television"`,
  deviceAnswer: `{
  "device_code": "…",
  "user_code": "WDJB-MJHT",
  "verification_uri": "http://localhost:3000/device",
  "verification_uri_complete": "http://localhost:3000/device?code=WDJB-MJHT",
  "expires_in": 600,
  "interval": 5
}`,
  devicePoll: `$ export DEVICE_CODE=the-device-code-of-the-answer
$ curl -sS ${token} \\
    -d grant_type=urn:ietf:params:oauth:grant-type:device_code \\
    -d client_id="$CLIENT_ID" -d client_secret="$CLIENT_SECRET" \\
    -d device_code="$DEVICE_CODE"`,
  deviceDrawing: `$ curl -sS "http://localhost:3000/oauth/v4/device/qr.svg?user_code=WDJB-MJHT" -o code.svg`,
  classicAsk: `$ echo "${authorize}?client_id=$CLIENT_ID&scope=IMMN"`,
  classicExchange: `$ curl -sS ${token} \\
    -d grant_type=authorization_code \\
    -d client_id="$CLIENT_ID" -d client_secret="$CLIENT_SECRET" \\
    -d code="$CODE"`,
  tokenAnswer: `{
  "access_token": "…",
  "token_type": "Bearer",
  "expires_in": 3600,
  "refresh_token": "…",
  "scope": "IMMN"
}`,
  classicTokenAnswer: `{
  "access_token": "…",
  "token_type": "Bearer",
  "expires_in": 172800,
  "refresh_token": "…",
  "scope": "IMMN"
}`,
} as const;
