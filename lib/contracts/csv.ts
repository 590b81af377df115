/** Cells that a spreadsheet would run as a formula; also after spaces and quotes, and in full-width forms (T18). */
const formulaStart = /^[\s"']*[=+\-@\t\r＝＋－＠]/;

/** One file: every cell quoted, formulas made text by a leading apostrophe, CRLF between rows, a byte order mark for spreadsheets. */
export function csvOf(rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null) => {
    const text = value === null ? '' : String(value);
    const safe = typeof value === 'string' && formulaStart.test(text) ? `'${text}` : text;
    return `"${safe.replaceAll('"', '""')}"`;
  };
  return `﻿${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
