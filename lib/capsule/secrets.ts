// Keys and passwords, by how services write them. Rather too much is covered than too little.
import type { Find, Place } from './find-spans'

/** Where a pattern has a group, that is what is covered. None of them tries one way after the other. */
const patterns: readonly RegExp[] = [
  // OpenAI and those who write keys as it does, Anthropic, OpenRouter, Stripe.
  /\b[sprk]k[-_][A-Za-z\d_-]{16,}/g,
  // GitHub, GitLab, Slack, Hugging Face, Groq, xAI, Google, AWS, npm, Baidu.
  /\b(?:gh[a-z]_[A-Za-z\d]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[a-z]-[\w-]{10,}|hf_[A-Za-z\d]{20,})/g,
  /\b(?:gsk_\w{20,}|xai-\w{20,}|AIza[\w-]{30,}|ya29\.[\w-]{20,}|(?:AKIA|ASIA)[A-Z\d]{16}|npm_[A-Za-z\d]{30,})/g,
  /\bbce-v3\/ALTAK-[\w/-]{10,}/g,
  // JSON web tokens.
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /\b(?:Bearer|Basic)\s+([\w.~+/=-]{12,})/gi,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?/g,
  // Of an address: what stands before its host, and what its query calls a key.
  /:\/\/([^\s/?#@"'<>]{1,400})@/g,
  /[?&](?:api[-_]?key|key|access[-_]?token|token|sig|signature|secret|password)=([^\s&"'#<>]{4,})/gi,
  // `api_key: …`, `"password": "…"`, `SECRET=…`; within JSON within JSON quotes have a backslash.
  /(?:api[-_]?key|secret|token|passw(?:or)?d|authorization|credential)s?\\?["']?\s{0,4}[:=]\s{0,4}\\?["']([^"'\\\s][^"'\\]{3,})/gi,
  /(?:api[-_]?key|secret(?:[-_]key)?|access[-_]?token|passw(?:or)?d)\s{0,4}[:=]\s{0,4}([^\s"'\\,;]*\d[^\s"'\\,;]{3,})/gi,
]

export const findSecrets: Find = (text) =>
  patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ 0: all, 1: part = all, index }): Place => {
      const from = index + all.lastIndexOf(part)
      return [from, from + part.length]
    }),
  )

/** What is called so is a secret, whatever it looks like. */
export const isSecretName = (name: string) =>
  /^(?:[a-z\d]+[-_])*(?:api[-_]?key|secret|client[-_]?secret|password|passwd|authorization|access[-_]?token|auth[-_]?token|private[-_]?key)$/i.test(
    name,
  )
