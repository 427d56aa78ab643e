import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { loadMessages } from '@/lib/i18n/messages'
import { Annotations, type Annotations as AnnotationsOf } from './annotations'
import { decodeEntities } from './entities'
import { FilesHere, type FilesHere as FilesOf } from './files-here'
import { Markdown } from './markdown'
import { safeHref } from './safe-href'

const messages = await loadMessages('en')
const drawn = (text: string) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <Markdown text={text} isWriting={false} />
    </NextIntlClientProvider>,
  )
const html = (text: string) => drawn(text).replaceAll(/ (class|title|dir)="[^"]*"/g, '')

const annotations: AnnotationsOf = {
  citationOf: (text) => (text === '【0:1†hand_book_v2.md】' ? { text, fileId: 'file-a', number: 1 } : undefined),
  fileIdOf: (path) => (path === 'sandbox:/mnt/data/a_b.csv' ? 'file-x' : undefined),
  onOpen: () => undefined,
}
const files: FilesOf = {
  addressOf: (id) => `/files/${id}`,
  read: () => Promise.reject(new Error('Not read here.')),
  readSteps: () => Promise.reject(new Error('Not read here.')),
}
const annotated = (text: string) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <FilesHere value={files}>
        <Annotations value={annotations}>
          <Markdown text={text} isWriting={false} />
        </Annotations>
      </FilesHere>
    </NextIntlClientProvider>,
  ).replaceAll(/ class="[^"]*"/g, '')

describe('Markdown', () => {
  it.each([
    ['**a** _b_ ~~c~~ `d`', '<p><strong>a</strong> <em>b</em> <del>c</del> <code>d</code></p>'],
    ['a\nb', '<p>a<br/>b</p>'],
    ['3. x\n4. y', '<ol start="3"><li>x</li><li>y</li></ol>'],
    ['- [x] done', '<ul><li>☑ done</li></ul>'],
    ['> q', '<blockquote><p>q</p></blockquote>'],
    ['a &amp; &copy; &bogus; &#65; &#x4e2d;', '<p>a &amp; © &amp;bogus; A 中</p>'],
    ['\\*not em\\*', '<p>*not em*</p>'],
    ['3~5天，100~200元 ~~删~~', '<p>3~5天，100~200元 <del>删</del></p>'],
    ['这是**“重点”**内容', '<p>这是<strong>“重点”</strong>内容</p>'],
    ['**注意：**请看，再**看**', '<p><strong>注意：</strong>请看，再<strong>看</strong></p>'],
    ['これは**「重要」**です', '<p>これは<strong>「重要」</strong>です</p>'],
    ['**a *b* c** and 2 * 3 * 4', '<p><strong>a <em>b</em> c</strong> and 2 * 3 * 4</p>'],
    ['https://a.b/c，详见下文', '>https://a.b/c</a>，详见下文</p>'],
  ])('%s', (text, expected) => {
    expect(html(text)).toContain(expected)
  })

  it.each([String.raw`\(a_1 + *b*\)`, String.raw`\[1 & 2 \\ 3 & 4\]`, '$$a *b* c$$', '$x_1 *y* z$'])(
    'leaves the formula %s as it was written',
    (formula) => {
      expect(html(`See ${formula}.`)).toContain(`See <span>${formula.replaceAll('&', '&amp;')}</span>.`)
    },
  )

  it('lets every paragraph find its own direction, and reads code and formulas from left to right', () => {
    const got = drawn(
      '# كود\n\nمرحبا `f()`\n\n| ا | ب |\n|-|-|\n| ١ | ٢ |\n\n```js\nconst a = 1\n```\n\n$x_1$\n\n\\[x\\]',
    )
    for (const tag of ['h3', 'p', 'th', 'td']) {
      expect(got).toMatch(new RegExp(`<${tag}[^>]* class="[^"]*\\[unicode-bidi:plaintext\\]`))
    }
    for (const tag of ['code', 'pre', 'span', 'p']) expect(got).toMatch(new RegExp(`<${tag} dir="ltr"`))
  })

  it('gives what holds paragraphs a direction, and its paragraphs none that would hide them from it', () => {
    const got = drawn('- بند\n\n  فقرة\n\n> اقتباس\n\n| ا |\n|-|\n| ١ |').replaceAll(/ class="[^"]*"/g, '')
    expect(got).toContain('<li dir="auto"><p>بند</p><p>فقرة</p></li>')
    expect(got).toContain('<blockquote dir="auto"><p>اقتباس</p></blockquote>')
    expect(got).toContain('<table dir="auto"><thead><tr><th scope="col">ا</th>')
  })

  it('shows a file that stands in a text as an address by its beginning, and holds all of it', () => {
    const url = `data:image/png;base64,${'iVBORw0KGgo+AAAA/SUh'.repeat(2_000)}==`
    for (const text of [`See ${url} **b**`, `![chart](${url}) **b**`]) {
      expect(html(text)).toMatch(/<span role="img" aria-label="data:image\/png;base64,…">data:image[^<]*==<\/span>/)
      expect(html(text)).toContain('<strong>b</strong>')
      expect(html(text).replaceAll(/<[^>]*>/g, '')).toContain(url)
    }
  })

  it.each(['\\[\na\n+ b \\\\\n\n- c\n\\]', '$$\n# x\n$$'])('leaves its lines as they are: %j', (formula) => {
    for (const text of [`Before\n${formula}\nafter`, `- item\n\n${formula}\n`]) {
      expect(html(text)).toContain(`<p>${formula}</p>`)
    }
  })

  it.each([
    ['$5 **or** $6', '$5 <strong>or</strong> $6'],
    ['\\(a **b**', '(a <strong>b</strong>'],
    [`$$ **b** ${'x'.repeat(1_000)} $$`, '<strong>b</strong>'],
    ['\\[a\\](**b**)', '[a](<strong>b</strong>)'],
    ['$\\a **b**\n$', '<strong>b</strong>'],
  ])('takes %j for no formula', (text, expected) => {
    expect(html(text)).toContain(expected)
  })

  it('makes buttons of the marks of sources and downloads of files that code wrote, and nothing of others', () => {
    const got = annotated(
      '**Two weeks**【0:1†hand_book_v2.md】, see [the table](sandbox:/mnt/data/a_b.csv) or sandbox:/mnt/data/a_b.csv.',
    )
    expect(got).toContain('<strong>Two weeks</strong><button type="button" aria-label="Source 1: hand_book_v2.md"')
    expect(got).toMatch(
      /see <a href="\/files\/file-x" download="a_b.csv"[^>]*>the table<\/a> or <a [^>]*>sandbox:\/mnt\/data\/a_b.csv<\/a>\./,
    )
    for (const text of ['A【9:9†hand_book_v2.md】 b', 'A【见下文】 b', 'sandbox:/mnt/data/other_file.csv']) {
      expect(annotated(text)).toContain(`<p>${text}</p>`)
    }
    expect(annotated('[other](sandbox:/mnt/data/other.csv)')).toContain('<p>other</p>')
  })

  it('makes tables', () => {
    expect(html('| a | b |\n|---|--:|\n| 1 | **2** |')).toContain(
      '<thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>' +
        '<tbody><tr><td>1</td><td><strong>2</strong></td></tr></tbody>',
    )
  })

  it('closes the gaps between headings', () => {
    expect(html('## a\n\n#### b\n\n## c')).toMatch(/<h3>a<\/h3><h4>b<\/h4><h3>c<\/h3>/)
  })

  it('shows raw HTML as the text it is, in blocks, lines and links', () => {
    const text = '<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> <b>x</b>\n\n[<i>y</i>](https://a.b)'
    expect(html(text)).not.toMatch(/<(script|img|b|i)\b/)
    expect(html(text)).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  it('makes links of the web only, and none of them opens this page’s window', () => {
    expect(html('[a](https://a.b/c) https://d.e')).toContain(
      '<a href="https://a.b/c" target="_blank" rel="noopener noreferrer nofollow">a</a>',
    )
    for (const bad of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'data:text/html,x',
      '/etc/passwd',
      'sandbox:/mnt/x',
    ]) {
      expect(html(`[a](${bad})`)).not.toContain('<a ')
    }
  })

  it('offers pictures from elsewhere as links', () => {
    expect(html('![cat](https://a.b/cat.png)')).toContain('>cat</a>')
    expect(html('![cat](https://a.b/cat.png)')).not.toContain('<img')
  })

  it('keeps code as it was written', () => {
    expect(html('```html\n<b>&amp;</b>\n```')).toContain('<code>&lt;b&gt;&amp;amp;&lt;/b&gt;</code>')
  })
})

it('resolves every name that HTML has, and leaves others as they are', () => {
  expect(decodeEntities('&hearts;&frac12; &nosuch; &notit; &LT;')).toBe('♥½ &nosuch; &notit; <')
})

it('resolves character references within Unicode only', () => {
  expect(decodeEntities('&#0; &#x110000; &lt; &#128512;')).toBe('&#0; &#x110000; < 😀')
})

it.each([
  ['http://a', 'http://a/'],
  ['mailto:a@b.c', 'mailto:a@b.c'],
  ['java\nscript:alert(1)', undefined],
  [' javascript:alert(1)', undefined],
  ['//a.b', undefined],
  ['', undefined],
])('safeHref(%j)', (href, expected) => {
  expect(safeHref(href)).toBe(expected)
})
