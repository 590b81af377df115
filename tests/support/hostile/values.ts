/** What no person types and every server gets. */
const mark = '<svg/onload=alert(zq9x7)>';

export const hostileTexts: readonly string[] = [
  '', ' ', '\u0000', 'a\u0000b', '\ud800', '\udfff\ud800', '\u202eabc', '\ufeff', '\u200b'.repeat(50), `e${'\u0301'.repeat(5000)}`, '👩‍👩‍👧‍👦'.repeat(100), 'A'.repeat(70_000),
  "' OR 1=1 --", "'; SELECT pg_sleep(5) --", '{"$gt":""}', '../../../../etc/passwd', '..\\..\\x', '%00', '%s%n%x', '${7*7}', '{{7*7}}', mark, 'javascript:alert(1)',
  '\r\nX-Injected: 1', 'a\nb', "=cmd|'/c calc'!A1", 'file:///etc/passwd', 'http://127.0.0.1:1/', '2021-02-30T25:61:61Z', '0000-01-01', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999999999Z',
  '-000001-01-01T00:00:00Z', '9'.repeat(400), '-0', '1e400', 'NaN', 'null', 'undefined', 'true', '[object Object]', '__proto__', 'constructor', '+1', '+0000000000000', 'tel:+14255550100',
  'tel:+12065550159', '١٢٣٤٥٦٧٨٩٠', 'ß', 'İ', 'ﷺ'.repeat(200), 'x'.repeat(200), ','.repeat(3000), 'AaIFX5OCehWtJ5eT6Vq-uA', `${'A'.repeat(21)}A`, `${'_'.repeat(21)}w`,
];

/** JSON as it is written: numbers no double holds among them. */
export const hostileJson: readonly string[] = [
  'null', 'true', 'false', '0', '-0', '-1', '1.5', '1e21', '1e400', '-1e400', '9'.repeat(400), '9007199254740993', '2147483648', '[]', '{}', '[[]]', '[null]', '[{}]', '{"a":1}', '{"length":-1}',
  '{"toString":1}', '{"__proto__":{"x":1}}', `[${Array(2000).fill('"x"').join(',')}]`, `[${Array(11).fill('"tel:+14255550100"').join(',')}]`, '"\\u0000"', '"\\ud800"', '"\\udfff\\ud800"', '["\\u0000"]', '["a\\ud800"]',
];

export const hostileSegments: readonly string[] = [
  '..%2f..%2f..%2fetc%2fpasswd', '..%5c..%5c', '%2e%2e', '%00', 'a%00b', '%ff%fe', '%c0%ae%c0%ae', '%zz', '.', '..', '-1', '0', '1e99', '99999999999999999999999', '__proto__', 'constructor', 'null',
  '%F0%9F%98%80', 'x'.repeat(7000), "1'--", '1%20OR%201=1', '*', '%2a', ';jsessionid=1', '%0d%0aX-Injected:%201', encodeURIComponent(mark), '%25%32%65', '%E2%80%AE', '00000000-0000-0000-0000-000000000000',
  'a1,a2', 'a1%2Ca2', 'AaIFX5OCehWtJ5eT6Vq-uA', `${'_'.repeat(21)}w`, '%EF%BB%BF', '//', 'index', 'info',
];

export const hostileHeaders: readonly (readonly [string, string])[] = [
  ['X-Middleware-Subrequest', 'middleware:middleware:middleware'], ['X-Forwarded-Host', 'evil.invalid'], ['X-Forwarded-For', `127.0.0.1, ${'9'.repeat(300)}`], ['X-HTTP-Method-Override', 'DELETE'],
  ['X-Original-URL', '/admin'], ['Authorization', 'Bearer'], ['Authorization', 'Bearer null'], ['Authorization', `Bearer ${'A'.repeat(9000)}`], ['Authorization', 'Basic !!!!'], ['Authorization', `Basic ${Buffer.from(':'.repeat(50)).toString('base64')}`],
  ['Authorization', `Basic ${Buffer.from('a\u0000b:c\u0000d').toString('base64')}`], ['Cookie', '=;=;;; ='], ['Cookie', 'a=%zz; b="'], ['Cookie', `handset.session=${'x'.repeat(3500)}`], ['Range', 'bytes=0-18446744073709551615'], ['Range', `bytes=${'0-,'.repeat(900)}`],
  ['Range', 'bytes=-1'], ['If-Range', '"x'], ['If-None-Match', `"${'x'.repeat(2000)}`], ['If-None-Match', '*'], ['Accept', 'a'.repeat(4000)], ['Accept', 'application/xml'], ['Accept-Encoding', 'gzip;q=-1'], ['Content-Type', ''], ['Content-Type', 'application/json; charset=utf-7'],
  ['Content-Type', 'multipart/form-data'], ['Content-Type', `multipart/form-data; boundary=${'b'.repeat(300)}`], ['Content-Type', 'application/x-www-form-urlencoded'], ['Content-Type', 'text/xml'], ['Content-Type', '\u00ff'], ['Content-Type', `application/json;${' '.repeat(5000)}=`],
  ['Content-Encoding', 'gzip'], ['Content-Encoding', 'br, gzip, gzip'], ['Expect', '100-continue'], ['Expect', 'more'], ['Idempotency-Key', 'k'.repeat(5000)], ['Idempotency-Key', "'; --"], ['Idempotency-Key', '""'], ['Prefer', 'return=representation'], ['Prefer', ','.repeat(3000)],
  ['Origin', 'null'], ['Last-Event-ID', '9'.repeat(500)], ['X-Request-Id', '\u00e9\u00ff'], ['X-Request-Id', 'a'.repeat(64)], ['X-Big', 'h'.repeat(20_000)], ['Host', 'evil.invalid'], ['Content-Length', '0'], ['Transfer-Encoding', 'chunked'], ['Transfer-Encoding', 'gzip, chunked'], ['Upgrade', 'h2c'],
  ['TE', 'trailers'], ['Trailer', 'Authorization'], ['Access-Control-Request-Method', 'POST'],
];

export const hostileMethods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'FOO', 'get', 'QUERY', 'CONNECT'];
