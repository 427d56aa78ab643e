// What some files may not write, as selectors of the syntax tree with what to do instead.

/** Restrictions on syntax that hold in every file. */
export const everywhere = [
  {
    selector: 'ImportDeclaration[source.value="zod"] > ImportSpecifier',
    message: 'Import * as z: the other form brings the texts of all languages along.',
  },
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
  {
    selector: 'CallExpression[callee.object.name="vi"][callee.property.name=/^(do)?[mM]ock$/]',
    message: 'No module mocks: hand the effect in.',
  },
]

/** What may not stand in pages and components. */
export const inPages = [
  { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: 'Render elements, never HTML text.' },
  {
    selector: 'JSXText[value=/(^|[^&a-z])[A-Za-z\\u4e00-\\u9fff]{2}/]',
    message: 'Texts come from the message catalogue.',
  },
  {
    selector: 'JSXAttribute[name.name=/^(aria-label|aria-description|title|placeholder|alt)$/] > Literal[value=/\\S/]',
    message: 'Texts come from the message catalogue.',
  },
  {
    selector:
      ':matches(Literal[value=/\\btext-\\[((1[01]|\\d)(\\.\\d+)?px|0?\\.\\d+rem)/], TemplateElement[value.raw=/\\btext-\\[((1[01]|\\d)(\\.\\d+)?px|0?\\.\\d+rem)/])',
    message: 'Sizes of type are those of tailwind.config.ts, none below 12 px.',
  },
  {
    selector: 'CallExpression[callee.property.name="join"] > Literal.arguments[value=/^(, |[，、；])/]',
    message: 'Lists read as the language writes them: use useListed().',
  },
]

/** How a page loads what comes late: so that it stands when that cannot be had. */
export const lateParts = [
  {
    selector:
      'ImportExpression:not(CallExpression[callee.name=/^(late|lateDialog|lateSilently|lateOrAtFirst|patiently)$/] ImportExpression)',
    message: 'Load a part of the page with late() and its kin, or with patiently().',
  },
  {
    selector: 'ImportDeclaration[source.value="react"] > ImportSpecifier[imported.name="lazy"]',
    message: 'A part that cannot be loaded takes the page with it: use late().',
  },
  {
    selector: 'ImportDeclaration[source.value="next/dynamic"]',
    message: 'A part that cannot be loaded takes the page with it: use late().',
  },
]

/** The first format that a page makes loads the data of all languages, 35 ms of processor: no first sight needs one. */
export const formats = [
  'ImportDeclaration[source.value="next-intl"] > ImportSpecifier[imported.name="useFormatter"]',
  'NewExpression[callee.object.name="Intl"]',
  'CallExpression[callee.property.name=/^toLocale(Date|Time)?String$/]',
].map((selector) => ({
  selector,
  message: 'Write numbers with plainNumber(), names with useListed(), moments with TimeText: formats are dear to make.',
}))
