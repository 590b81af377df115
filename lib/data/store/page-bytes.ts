/** A page of messages ends with the message that brings its texts to so many bytes: 500 of a megabyte each are no answer. */
export const mostPageBytes = 1_048_576;

/**
 * Tells of each row of `source` how many bytes of text stand before it (`bytesBefore`). `source` is an ordered and limited statement whose
 * columns include `messageId`, `text` and `subject`. The lengths stand in the rows: no long text is read for it.
 */
export function weighed(source: string, moreColumns = ''): string {
  return `SELECT s.*${moreColumns}, coalesce(sum(coalesce(octet_length(s."text"), 0) + coalesce(octet_length(s."subject"), 0)) OVER w, 0) AS "bytesBefore"
      FROM (${source}) s
      WINDOW w AS (ORDER BY s."messageId" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
}

/**
 * Ends a page of message rows early when their texts are long; one row there always is. `source` is as for `weighed`; `hasNext` tells of each
 * row whether another one follows it in `source`. Nothing behind the page's end is read.
 */
export function withinBytes(source: string): string {
  return `SELECT * FROM (${weighed(source, ', coalesce(lead(true) OVER w, false) AS "hasNext"')}) weighed WHERE "bytesBefore" < ${mostPageBytes}`;
}
