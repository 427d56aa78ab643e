// The project's own rules, as a plugin of oxlint. Which files each is for stands in .oxlintrc.json.
import { layersRule } from './layers-rule.mjs'
import { lineLengthRule } from './line-length-rule.mjs'
import { everywhere, formats, inPages, lateParts } from './restricted-syntax.mjs'

/** Refuses what the selectors find. */
const refusing = (restrictions) => ({
  meta: { type: 'problem', schema: [] },
  create: (context) =>
    Object.fromEntries(
      restrictions.map(({ selector, message }) => [selector, (node) => context.report({ node, message })]),
    ),
})

/** Refuses the file because of what it is called. */
const badName = (message) => refusing([{ selector: 'Program', message }])

const plugin = {
  meta: { name: 'house' },
  rules: {
    boundary: layersRule,
    'line-length': lineLengthRule,
    everywhere: refusing(everywhere),
    'in-pages': refusing(inPages),
    'late-parts': refusing(lateParts),
    formats: refusing(formats),
    'no-index': badName('No index files: import the file that has the name.'),
    'named-for-exports': badName('Name a file for what it exports.'),
    'kebab-case': badName('File names are kebab-case.'),
  },
}

export default plugin
