// What a row's choice of type offers: a list is named by its items where these need no words of their own.
import { blankNode, keywordsIn, nodeOf, takesOptions, takesPreset, type NodeType, type SchemaNode } from './schema-node'
import { nodeText } from './schema-text'

/** The kinds of schema that the form offers; with brackets a list of such. */
export const nodeKinds = [
  ...(['string', 'number', 'integer', 'boolean', 'object'] as const),
  ...(['string[]', 'number[]', 'integer[]', 'boolean[]', 'object[]', 'array', 'json'] as const),
] as const
export type NodeKind = (typeof nodeKinds)[number]

/** The kind of a schema. */
export function kindOf({ type, items }: SchemaNode): NodeKind {
  if (type !== 'array' || !items || items.type === 'array' || items.type === 'json') return type
  const isPlain = items.description === '' && items.preset === '' && items.others === ''
  return isPlain ? `${items.type}[]` : 'array'
}

/** The schema as one of another kind, with all that both can say. */
export function withKind<Node extends SchemaNode>(node: Node, kind: NodeKind): Node {
  if (kind === 'json') return { ...node, ...blankNode('json'), others: nodeText(node, 0) }
  const isList = kind === 'array' || kind.endsWith('[]')
  const base = kind.replace('[]', '') as NodeType
  const known = node.type === 'json' ? { ...node, ...readAs(isList ? 'array' : base, node.others) } : node
  const inner = known.items ?? known
  if (kind === 'array') return { ...known, ...bodyOf(inner, 'array'), items: known.items ?? bareItems(inner) }
  if (!isList) return { ...known, ...bodyOf(inner, base) }
  return { ...known, ...bodyOf(inner, 'array'), items: { ...blankNode(base), ...bodyOf(inner, base) } }
}

/** What is written as JSON, under a type of our own. */
function readAs(type: NodeType, others: string): SchemaNode {
  const keywords = keywordsIn(others)
  return keywords ? nodeOf({ ...keywords, type }) : { ...blankNode(type), others }
}

const bareItems = (inner: SchemaNode): SchemaNode => ({ ...blankNode(inner.type), ...bodyOf(inner, inner.type) })

const isNumeric = (type: NodeType) => type === 'number' || type === 'integer'

/** What a type can take over of another schema's content: not its words, which stay where they are. */
function bodyOf(from: SchemaNode, type: NodeType): Omit<SchemaNode, 'description' | 'others'> {
  const isLike = from.type === type || type === 'string' || (isNumeric(from.type) && isNumeric(type))
  return {
    type,
    options: isLike && takesOptions(type) ? from.options : '',
    preset: isLike && takesPreset(type) ? from.preset : '',
    rows: type === 'object' ? (from.rows ?? []) : null,
    stray: type === 'object' ? from.stray : [],
    items: null,
  }
}
