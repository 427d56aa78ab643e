// The page that asks for the access token, and that for who may see none. They are no part of the application, of which
// nothing is served before the token is known, not even a script.
import { readFileSync } from 'node:fs'
import type { Locale } from '@/lib/i18n/locale'

const textNames = [
  ...['title', 'explanation', 'label', 'submit', 'wrong', 'limited'],
  ...['sign_in', 'sign_in_title', 'sign_in_explanation', 'no_way', 'failed'],
  ...['refused_title', 'no_read', 'no_project', 'sign_out'],
] as const
type Texts = Readonly<Record<(typeof textNames)[number], string>>

export interface LoginPage {
  readonly locale: Locale
  /** Where to go on after the login: a path of this server. */
  readonly to: string
  readonly nonce: string
  readonly trouble: 'wrong' | 'limited' | 'failed' | undefined
  /** There is a token that can be typed. */
  readonly hasToken: boolean
  /** With whom people sign in, where they do. */
  readonly signIn: string | undefined
}

/** What stands in the place of pages for who is signed in and may not see them. */
export interface RefusalPage extends Pick<LoginPage, 'locale' | 'nonce'> {
  readonly reason: 'no_read' | 'no_project'
  readonly name: string
  /** There is a session here that can be ended. */
  readonly canSignOut: boolean
}

/** Draws login pages with the texts of the catalogue in that folder, each language read when first asked for. */
export function createLoginPages(messagesDir: string): (page: LoginPage | RefusalPage) => string {
  const known = new Map<Locale, Texts>()
  const textsFor = (locale: Locale) => {
    const texts = known.get(locale) ?? textsFrom(`${messagesDir}/${locale}/login.json`)
    known.set(locale, texts)
    return texts
  }
  return (page) => ('reason' in page ? drawRefusal(page, textsFor(page.locale)) : draw(page, textsFor(page.locale)))
}

function textsFrom(file: string): Texts {
  const texts: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const has = (name: string) => typeof (texts as Record<string, unknown>)[name] === 'string'
  if (!textNames.every(has)) throw new Error(`The catalogue's ${file} lacks a text.`)
  return texts as Texts
}

/** The ARIA state of the field, and the sentence that describes it. */
const states = {
  none: '',
  wrong: ' aria-invalid="true" aria-describedby="trouble"',
  limited: ' aria-describedby="trouble"',
  failed: '',
} as const

interface Document extends Pick<LoginPage, 'locale' | 'nonce'> {
  readonly title: string
  readonly body: string
}

const drawDocument = ({ locale, nonce, title, body }: Document) => `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · Assistants Playground</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
<h1>${escape(title)}</h1>
${body}
</main>
</body>
</html>
`

function draw(page: LoginPage, texts: Texts) {
  const title = page.signIn === undefined ? texts.title : texts.sign_in_title
  const body = `<p>${escape(explanationOf(page, texts))}</p>
${page.trouble ? `<p id="trouble" role="alert">${escape(texts[page.trouble])}</p>` : ''}
${page.signIn === undefined ? '' : drawWay(page.to, texts.sign_in.replace('{host}', page.signIn))}
${page.hasToken ? drawForm(page, texts) : ''}`
  return drawDocument({ ...page, title, body })
}

function drawRefusal({ reason, name, canSignOut, ...page }: RefusalPage, texts: Texts) {
  const signOut = `<form method="post" action="/logout"><button>${escape(texts.sign_out)}</button></form>`
  const body = `<p>${escape(texts[reason].replace('{name}', () => name))}</p>
${canSignOut ? signOut : ''}`
  return drawDocument({ ...page, title: texts.refused_title, body })
}

function explanationOf({ hasToken, signIn }: LoginPage, texts: Texts): string {
  if (signIn !== undefined) return texts.sign_in_explanation
  return hasToken ? texts.explanation : texts.no_way
}

const drawWay = (to: string, label: string) =>
  `<p><a class="way" href="/login/start?to=${escape(encodeURIComponent(to))}">${escape(label)}</a></p>`

const drawForm = ({ to, trouble }: LoginPage, texts: Texts) => `<form method="post" action="/login">
<input type="hidden" name="to" value="${escape(to)}">
<input type="text" name="username" value="playground" autocomplete="username" hidden>
<label for="token">${escape(texts.label)}</label>
<input id="token" name="token" type="password"${states[trouble ?? 'none']} autocomplete="current-password"
 required autofocus>
<button>${escape(texts.submit)}</button>
</form>`

/** Leads on by itself. */
export const drawContinue = (to: string) => `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="0;url=${escape(to)}">
<title>Assistants Playground</title>
</head>
<body><a href="${escape(to)}">→</a></body>
</html>
`

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? character)

const style = `
:root { color-scheme: light dark;
  --ground: #fbfaf7; --ink: #1b2025; --muted: #575b60; --control: #878681; --alarm: #9a1b1b }
@media (prefers-color-scheme: dark) {
  :root { --ground: #0e1114; --ink: #ededea; --muted: #a4a8ae; --control: #676c73; --alarm: #ff9a8f }
}
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/24px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
main { max-width: 22rem; margin: 16vh auto 0; padding: 16px }
h1 { margin: 0 0 8px; font-size: 24px; line-height: 28px; font-weight: 550 }
p { margin: 0 0 16px; color: var(--muted) }
[role=alert] { color: var(--alarm) }
form { display: grid; gap: 8px }
[aria-invalid] { border-color: var(--alarm) }
label { font-weight: 550 }
input, button, .way { font: inherit; padding: 8px 12px; border-radius: 6px; border: 1px solid var(--control) }
input { background: transparent; color: inherit }
button, .way { margin-top: 8px; background: var(--ink); color: var(--ground); border-color: var(--ink); cursor: pointer }
.way { display: block; text-align: center; text-decoration: none }
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px }
`
