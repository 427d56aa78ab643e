import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { PlainText } from './plain-text'

const drawn = (text: string) => renderToStaticMarkup(<PlainText text={text} />)
const textOf = (html: string) => html.replaceAll('</p><p', '</p>\n<p').replaceAll(/<[^>]*>/g, '')
const withoutLineEnds = (text: string) => text.replaceAll('\n', '')
const url = `data:image/png;base64,${'iVBORw0KGgo+AAAA/SUh'.repeat(2_000)}==`

it.each([
  ['short', '    indented\n\n  مرحبا'],
  ['long', '    line of a long text\n'.repeat(2_000)],
])('shows a %s text as it was written', (_, text) => {
  expect(textOf(drawn(text)).trimEnd()).toBe(text.trimEnd())
})

it.each([url, `Look: ${url} and more`, `${'line\n'.repeat(2_000)}${url}\n${'line\n'.repeat(5_000)}`])(
  'cuts no file apart, and shortens it',
  (text) => {
    const files = [...drawn(text).matchAll(/<span role="img"[^>]*>([^<]*)<\/span>/g)].map(([, file]) => file)
    expect(files.map((file) => file === url)).toEqual([true])
    expect(withoutLineEnds(textOf(drawn(text))) === withoutLineEnds(text)).toBe(true)
  },
)
