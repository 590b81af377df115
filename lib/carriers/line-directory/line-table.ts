import { lineFactsSchema } from '#lib/carriers/line-directory/line-facts-schema.ts';
import type { LineFacts } from '#lib/domain/eligibility.ts';

const columns = Object.keys(lineFactsSchema.shape) as (keyof LineFacts)[];
const flags: ReadonlySet<string> = new Set(['smsEnabled', 'messagesApp', 'roaming', 'roamingPlan']);

/**
 * The lines of a CSV text (RFC 4180) whose first row names the columns, in any order. Throws an error that names the line and the column, never a
 * value.
 */
export function readLineTable(text: string): Map<string, LineFacts> {
  const rows = rowsOf(text.replace(/^\ufeff/, ''));
  const header = rows.shift()?.cells.map((cell) => cell.trim()) ?? [];
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) throw new Error(`line 1: the columns ${missing.join(', ')} are missing.`);
  const lines = new Map<string, LineFacts>();
  for (const { cells, line } of rows) {
    if (cells.length === 1 && cells[0]?.trim() === '') continue;
    if (cells.length !== header.length) throw new Error(`line ${line}: ${cells.length} columns where the first line has ${header.length}.`);
    const parsed = lineFactsSchema.safeParse(Object.fromEntries(header.map((column, at) => [column, valueOf(column, cells[at]?.trim() ?? '')])));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new Error(`line ${line}: ${String(issue?.path[0])} ${issue?.message}.`);
    }
    if (lines.has(parsed.data.msisdn)) throw new Error(`line ${line}: this number stands in the file twice.`);
    lines.set(parsed.data.msisdn, parsed.data);
  }
  return lines;
}

const valueOf = (column: string, cell: string): unknown => (flags.has(column) && (cell === 'true' || cell === 'false') ? cell === 'true' : cell);

interface Row {
  cells: string[];
  /** Where it begins, from 1. */
  line: number;
}

function rowsOf(text: string): Row[] {
  const rows: Row[] = [];
  let line = 1;
  let row: Row = { cells: [], line };
  const cell = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
  for (let at = 0; at <= text.length; ) {
    cell.lastIndex = at;
    const [whole = '', quoted, bare = ''] = cell.exec(text) ?? [];
    row.cells.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    line += whole.split('\n').length - 1;
    at += whole.length;
    const end = /\r?\n|,|$/y;
    end.lastIndex = at;
    const divider = end.exec(text)?.[0];
    if (divider === undefined) throw new Error(`line ${line}: a quotation mark stands where none belongs.`);
    at += divider.length;
    if (divider === ',') continue;
    rows.push(row);
    if (divider === '') break;
    line += 1;
    row = { cells: [], line };
  }
  return rows;
}
