import type { ReactNode } from 'react';

export type CodeLanguage = 'shell' | 'json' | 'http' | 'typescript' | 'text';

/**
 * What *Copy* takes from a shell listing: the lines after a prompt and their continuations, without the prompt and without
 * what the command printed. A listing with no prompt is taken whole.
 */
export function commandsOf(code: string): string {
  const lines = code.split('\n');
  if (!lines.some((line) => line.startsWith('$ '))) return code;
  const taken: string[] = [];
  let open = false;
  let quoted = false;
  for (const line of lines) {
    const starts = line.startsWith('$ ');
    if (!starts && !open && !quoted) continue;
    taken.push(starts ? line.slice(2) : line);
    if (((line.match(/'/gu) ?? []).length % 2 === 1)) quoted = !quoted;
    open = line.endsWith('\\');
  }
  return taken.join('\n');
}

const string = /"(?:[^"\\]|\\.)*"/gu;
const singleQuoted = /'(?:[^'\\]|\\.)*'/gu;

function coloured(line: string, key: number, language: CodeLanguage): ReactNode {
  const json = language === 'json';
  const pieces: ReactNode[] = [];
  let from = 0;
  for (const match of line.matchAll(language === 'typescript' ? singleQuoted : string)) {
    const end = match.index + match[0].length;
    const isKey = json && /^\s*:/u.test(line.slice(end));
    pieces.push(line.slice(from, match.index));
    pieces.push(
      <span key={match.index} className={isKey ? 'text-accent-text' : 'text-ok'}>
        {match[0]}
      </span>,
    );
    from = end;
  }
  pieces.push(line.slice(from));
  return <span key={key}>{pieces}</span>;
}

/** Prompts and printed lines muted, strings and keys tinted: just enough to find one's way. */
export function CodeText({ code, language }: { code: string; language: CodeLanguage }) {
  const lines = code.split('\n');
  const hasPrompt = language === 'shell' && lines.some((line) => line.startsWith('$ '));
  const commands = hasPrompt ? new Set(commandsOf(code).split('\n')) : null;
  return lines.map((line, place) => {
    const end = place < lines.length - 1 ? '\n' : '';
    if (language === 'text' || language === 'http') return line + end;
    if (commands && line.startsWith('$ ')) {
      return (
        <span key={place}>
          <span className="text-muted select-none">$ </span>
          {coloured(line.slice(2) + end, place, language)}
        </span>
      );
    }
    if ((commands && !commands.has(line)) || line.startsWith('#')) {
      return (
        <span key={place} className="text-muted">
          {line + end}
        </span>
      );
    }
    return coloured(line + end, place, language);
  });
}
