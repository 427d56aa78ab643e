// CHANGELOG.md, in the form of Keep a Changelog.

const UNRELEASED = '## [Unreleased]'

export interface Release {
  readonly version: string
  /** As `YYYY-MM-DD`. */
  readonly date: string
}

/**
 * What is unreleased becomes the section of the version, and an empty one stands above it. Throws where nothing is
 * unreleased, or the version has a section already.
 */
export function released(changelog: string, { version, date }: Release): string {
  if (changelog.includes(`\n## [${version}]`)) throw new Error(`CHANGELOG.md has a section of ${version} already.`)
  const [before, rest, ...others] = changelog.split(`\n${UNRELEASED}\n`)
  if (rest === undefined || others.length > 0) throw new Error(`CHANGELOG.md must have one line ${UNRELEASED}.`)
  const [section = ''] = rest.split(/^## /m)
  if (!/^[-*] /m.test(section)) throw new Error('CHANGELOG.md says nothing of what is unreleased.')
  return `${before}\n${UNRELEASED}\n\n## [${version}] - ${date}\n${rest}`
}
