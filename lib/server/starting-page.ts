// What is answered while the pages are being built, and while the process ends.
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { type Locale, LOCALE_COOKIE, type Theme, THEME_COOKIE, toLocale, toTheme } from '@/lib/i18n/locale'
import { ApiError } from '@/lib/protocol/error'
import { cookieOf } from './guard/access'
import { answerHtml, refuse } from './guard/answers'
import { kindOf } from './guard/paths'
import type { Handle } from './listen'

const RETRY_SECONDS = 2

/**
 * SDKs try again by themselves, as `retry-after` says; browsers get a page that asks again by `refresh`. `messages` is
 * the folder of the catalogue.
 */
export function createNotYet(messages: string): Handle {
  return (request, response) => {
    const kind = kindOf(request.url ?? '')
    if (isForOpenPage(request) && kind === 'page') return void response.destroy()
    response.setHeader('retry-after', RETRY_SECONDS)
    response.setHeader('refresh', RETRY_SECONDS)
    if (kind === 'page' && (request.headers.accept ?? '').includes('text/html')) {
      answerHtml(response, 503, pageFor(request, messages))
    } else refuse(response, 'api', new ApiError(503, 'The playground is starting. Try again in a few seconds.'))
  }
}

/**
 * A request by a page that is open already. It would navigate to whatever it is answered, or take a sentence for a
 * broken script; without an answer it knows that the server is away, and tries again.
 */
const isForOpenPage = ({ headers }: IncomingMessage) =>
  headers.rsc !== undefined || /^(?:script|style|font)$/.test(String(headers['sec-fetch-dest']))

function pageFor({ headers }: IncomingMessage, messages: string): string {
  const chosen = (name: string) => cookieOf(headers.cookie ?? '', name)
  const locale = toLocale(chosen(LOCALE_COOKIE), headers['accept-language'] ?? null)
  const texts = JSON.parse(readFileSync(`${messages}/${locale}/starting.json`, 'utf8')) as Texts
  // The guard has allowed styles that have it.
  const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1] ?? ''
  return draw(texts, { locale, theme: toTheme(chosen(THEME_COOKIE)), nonce })
}

interface Texts {
  readonly title: string
  readonly text: string
}

interface Look {
  readonly locale: Locale
  readonly theme: Theme
  readonly nonce: string
}

const draw = ({ title, text }: Texts, { locale, theme, nonce }: Look) => `<!doctype html>
<html lang="${locale}" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Assistants Playground</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
</main>
</body>
</html>
`

const style = `
:root { color-scheme: light dark }
[data-theme=light] { color-scheme: light }
[data-theme=dark] { color-scheme: dark }
body { margin: 0; background: light-dark(#fbfaf7, #0e1114); color: light-dark(#1b2025, #ededea);
  font: 15px/24px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
main { max-width: 26rem; margin: 16vh auto 0; padding: 16px }
h1 { margin: 0 0 8px; font-size: 24px; line-height: 28px; font-weight: 550 }
p { margin: 0; color: light-dark(#575b60, #a4a8ae) }
`
