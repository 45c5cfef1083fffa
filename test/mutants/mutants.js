import ts from 'typescript'

const { SyntaxKind: kind } = ts
const swaps = new Map([
  [kind.EqualsEqualsEqualsToken, ['!==']],
  [kind.ExclamationEqualsEqualsToken, ['===']],
  [kind.LessThanToken, ['<=', '>=']],
  [kind.LessThanEqualsToken, ['<', '>']],
  [kind.GreaterThanToken, ['>=', '<=']],
  [kind.GreaterThanEqualsToken, ['>', '<']],
  [kind.AmpersandAmpersandToken, ['||']],
  [kind.BarBarToken, ['&&']],
  [kind.PlusToken, ['-']],
  [kind.MinusToken, ['+']],
])

/** Small changes of a source file that its tests should notice, each as a stretch of the text and what stands there instead. */
export function mutantsOf(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true)
  const found = []
  const add = (node, instead) => {
    const start = node.getStart(source)
    const line = source.getLineAndCharacterOfPosition(start).line + 1
    found.push({ path, line, start, end: node.getEnd(), was: text.slice(start, node.getEnd()), instead })
  }
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return
    for (const instead of mutationsOf(node, source)) add(instead.node ?? node, instead.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function mutationsOf(node, source) {
  if (ts.isBinaryExpression(node)) {
    const operator = node.operatorToken
    return (swaps.get(operator.kind) ?? []).map((text) => ({ node: operator, text }))
  }
  if (ts.isIfStatement(node)) return negated(node.expression, source)
  if (ts.isConditionalExpression(node)) return negated(node.condition, source)
  if (ts.isExpressionStatement(node)) return [{ text: ';' }]
  if (ts.isNumericLiteral(node)) return [{ text: `(${node.text} + 1)` }]
  if (node.kind === kind.TrueKeyword) return [{ text: 'false' }]
  if (node.kind === kind.FalseKeyword) return [{ text: 'true' }]
  // Sentences are for people; short words decide.
  if (ts.isStringLiteral(node) && /^[\w-]+$/.test(node.text) && !ts.isPropertyAssignment(node.parent)) {
    return [{ text: `'${node.text}x'` }]
  }
  return []
}

function negated(condition, source) {
  return [{ node: condition, text: `!(${condition.getText(source)})` }]
}
