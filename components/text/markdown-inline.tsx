import type { MarkedToken, Token } from 'marked'
import type { ReactNode } from 'react'
import { CitationMark, SandboxLink } from './annotated-inline'
import { SANDBOX } from './annotation-tokens'
import { DataUrl } from './data-url'
import { decodeEntities } from './entities'
import { safeHref } from './safe-href'

/** The inside of a paragraph. */
export function Inline({ tokens }: { tokens: readonly Token[] }) {
  return tokens.map((token, index) => <InlineElement key={index} token={token as MarkedToken} />)
}

function InlineElement({ token }: { token: MarkedToken }): ReactNode {
  switch (token.type) {
    case 'text':
      return token.tokens ? <Inline tokens={token.tokens} /> : decodeEntities(token.text)
    case 'escape':
      return token.text
    case 'strong':
      return (
        <strong className="font-bold">
          <Inline tokens={token.tokens} />
        </strong>
      )
    case 'em':
      return (
        <em>
          <Inline tokens={token.tokens} />
        </em>
      )
    case 'del':
      return (
        <del>
          <Inline tokens={token.tokens} />
        </del>
      )
    case 'codespan':
      return (
        <code dir="ltr" className="rounded-chip bg-sunken px-1 py-px font-mono text-[0.875em]">
          {token.text}
        </code>
      )
    case 'br':
      return <br />
    case 'link':
      return (
        <Anchor href={token.href} title={token.title}>
          <Inline tokens={token.tokens} />
        </Anchor>
      )
    case 'image':
      // A picture from elsewhere would tell its server that it was looked at: it is offered, not loaded.
      return <Anchor href={token.href}>{decodeEntities(token.text) || token.href}</Anchor>
    default:
      return <OwnElement token={token} />
  }
}

/** What Markdown has no word for. */
function OwnElement({ token: { type, raw } }: { token: Token }) {
  switch (type) {
    case 'data_url':
      return <DataUrl url={raw} />
    case 'citation':
      return <CitationMark mark={raw} />
    case 'sandbox_path':
      return <SandboxLink path={raw}>{raw}</SandboxLink>
    default:
      // A formula: nothing in it is markup, and it reads from left to right in every language.
      return (
        <span dir="ltr" className="whitespace-pre-wrap">
          {raw}
        </span>
      )
  }
}

interface AnchorProps {
  readonly href: string
  readonly title?: string | null | undefined
  readonly children: ReactNode
}

function Anchor({ href, title, children }: AnchorProps) {
  if (href.startsWith(SANDBOX)) return <SandboxLink path={href}>{children}</SandboxLink>
  const safe = safeHref(href)
  if (safe === undefined) return children
  return (
    <a
      href={safe}
      title={title ? `${title} · ${safe}` : safe}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="wrap-anywhere underline decoration-control underline-offset-2 hover:decoration-ink"
    >
      {children}
    </a>
  )
}
