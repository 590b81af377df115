import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { product, sourceFiles, type SourceFile } from '#tests/architecture/source-files.ts';

/** Each export of such a module can be called by anybody who can reach the server. */
const modules = sourceFiles(...product).filter(({ text }) => /^['"]use server['"]/m.test(text));

/** Exported, but not made by the action client itself: each one only calls actions that are. */
const wrappers: Record<string, string> = {
  'lib/actions/session.ts: staySignedIn': 'throws where a form would show the problem',
  'lib/actions/session.ts: endSessionHere': 'the session dialog calls it without a form',
  'lib/actions/session.ts: signOut': 'a plain form needs a function that takes its data, and a redirect afterwards',
};

const parse = ({ path, text }: SourceFile) => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);

/** Whether an expression is a chain that begins at one of the clients of lib/actions/action-client.ts and ends in `action` or `stateAction`. */
function isGuarded(expression: ts.Expression | undefined): boolean {
  if (!expression || !ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression)) return false;
  if (!['action', 'stateAction'].includes(expression.expression.name.text)) return false;
  let start: ts.Expression = expression;
  while (ts.isCallExpression(start) || ts.isPropertyAccessExpression(start)) start = start.expression;
  return ts.isIdentifier(start) && /^(public|subscriber|developer|support|signedIn)Action$/.test(start.text);
}

function exportsOf(file: SourceFile): { name: string; guarded: boolean; named: boolean }[] {
  return parse(file).statements.flatMap((statement) => {
    const exported = ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!exported || ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) return [];
    if (!ts.isVariableStatement(statement)) {
      const name = ts.isFunctionDeclaration(statement) ? (statement.name?.text ?? 'default') : statement.getText().slice(0, 40);
      return [{ name: `${file.path}: ${name}`, guarded: false, named: true }];
    }
    return statement.declarationList.declarations.map((declaration) => ({
      name: `${file.path}: ${declaration.name.getText()}`,
      guarded: isGuarded(declaration.initializer),
      named: /\.metadata\(\s*\{\s*name: /.test(declaration.initializer?.getText() ?? ''),
    }));
  });
}

describe('server actions', () => {
  test('live in lib/actions and nowhere else', () => {
    expect(modules.length).toBeGreaterThan(5);
    expect(modules.filter(({ path }) => !path.startsWith('lib/actions/')).map(({ path }) => path)).toEqual([]);
  });

  test('are not declared inside functions', () => {
    const inline = sourceFiles(...product).filter(({ text }) => /^\s+['"]use server['"]/m.test(text));
    expect(inline.map(({ path }) => path)).toEqual([]);
  });

  test('are all made by the action client, which checks session, origin and input', () => {
    const unguarded = modules.flatMap(exportsOf).filter(({ name, guarded }) => !guarded && !wrappers[name]);
    expect(unguarded.map(({ name }) => name)).toEqual([]);
  });

  test('have a name for the log', () => {
    const unnamed = modules.flatMap(exportsOf).filter(({ guarded, named }) => guarded && !named);
    expect(unnamed.map(({ name }) => name)).toEqual([]);
  });
});
