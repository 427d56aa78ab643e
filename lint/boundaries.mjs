// Which folder may import which: the table of the architecture as data. Arrows only go down.

/**
 * @typedef {object} Boundary
 * @property {string} folder
 * @property {RegExp} [files] when it is about some of the folder's files only
 * @property {readonly string[]} may folders or modules that its files may import, beside their own folder
 * @property {readonly string[]} [own] what of their own folder, where it is not all of it
 * @property {boolean} [browser] shipped to browsers: no Node, no server packages, of lib/protocol only what is light
 * @property {readonly string[]} [packagesOnly] the only packages it may import
 * @property {readonly string[]} [packagesNever] packages it may not import
 */

/** What a browser may load of the protocol at run time; its types cost nothing. */
export const lightProtocol = [
  ...['lib/protocol/status', 'lib/protocol/error', 'lib/protocol/sse'],
  ...['lib/protocol/limits', 'lib/protocol/definition-limits', 'lib/protocol/connection'],
  ...['lib/protocol/transfer', 'lib/protocol/file-endings', 'lib/protocol/json-extent'],
  'lib/protocol/responder-limits',
  'lib/protocol/people',
]

/** Packages that no browser may load. */
export const serverPackages = [
  'zod',
  'hono',
  'kysely',
  'libsql',
  'pg',
  'pg-boss',
  'openai',
  're2js',
  'undici',
  'aws4fetch',
]

/** What every room of the backend may use: the seam, clocks, ids and other small things without a room. */
const base = [
  'backend',
  'clock',
  'computing-thread',
  'confined-program',
  'error-text',
  'exclusive',
  'failed-reach',
  'fetch',
  'given-names',
  'ids',
  'notifier',
  'own-address',
  'proxy-failure',
  'reach-failure',
  'refused-address',
  'sealed-secrets',
  'sealing',
  'separate-program',
  'telemetry',
  'trace-context',
  'trace-ids',
  'upstream-checks',
  'weight-of',
  'with-resolvers',
  'with-routes',
]
const ofRoot = base.map((name) => `lib/backend/${name}`)
const ofBackend = [...ofRoot, 'lib/run', 'lib/protocol']
const following = ['lib/backend/following', 'lib/backend/jobs']
const kernel = ['lib/backend/store', 'lib/backend/log', 'lib/backend/wire']

const reactPackages = ['react', 'react-dom', 'next-intl', '@tanstack/react-query', 'zustand']

/** What runs and conversations are drawn with: nothing that knows of pages, of requests or of what is live. */
const ofReport = [
  ...['json', 'late', 'names', 'scrolling', 'text', 'ui'].map((name) => `components/${name}`),
  ...['actions/pressed', 'actions/use-key-hint', 'kept/use-remembered', 'labels/label-chips'].map(
    (name) => `components/${name}`,
  ),
]

const ofReplay = ['report', 'conversation', 'actions/keyboard', 'actions/single-keys'].map(
  (name) => `components/${name}`,
)

const view = [
  'components',
  'lib/i18n',
  'lib/live',
  'lib/client',
  'lib/capsule',
  'lib/inspector',
  'lib/run',
  'lib/protocol',
]

/** Of two rows that fit a file the first holds. @type {readonly Boundary[]} */
const boundaries = [
  { folder: 'lib/protocol', may: [], packagesOnly: ['zod', 'eventsource-parser'] },
  { folder: 'lib/run', may: ['lib/protocol'], browser: true, packagesOnly: [] },
  { folder: 'lib/capsule', may: ['lib/run', 'lib/protocol'], browser: true, packagesOnly: [] },
  { folder: 'lib/inspector', may: ['lib/run', 'lib/protocol'], browser: true, packagesOnly: ['diff'] },
  { folder: 'lib/appbuilder', may: ['lib/protocol'], packagesOnly: ['zod'] },
  { folder: 'lib/wire-client', may: ['lib/protocol'], browser: true, packagesOnly: [] },
  ...[
    // Aids of tests may use any room.
    { folder: 'lib/backend', files: /\/testing\//, may: ['lib/appbuilder', 'lib/run', 'lib/protocol'] },
    { folder: 'lib/backend', files: /^lib\/backend\/[^/]+$/, own: ofRoot, may: ['lib/protocol'] },
    { folder: 'lib/backend/store', may: ofBackend },
    { folder: 'lib/backend/log', may: ['lib/backend/store', ...ofBackend] },
    { folder: 'lib/backend/jobs', may: ['lib/backend/store', ...ofBackend] },
    {
      folder: 'lib/backend/following',
      may: ['lib/backend/jobs', 'lib/backend/log', 'lib/backend/store', ...ofBackend],
    },
    { folder: 'lib/backend/wire', may: ['lib/backend/log', 'lib/backend/store', 'lib/wire-client', ...ofBackend] },
    { folder: 'lib/backend/blobs', may: ['lib/backend/store', ...ofBackend] },
    { folder: 'lib/backend/models', may: ofBackend },
    { folder: 'lib/backend/python', may: ofBackend },
    { folder: 'lib/backend/retrieval', may: ofBackend },
    { folder: 'lib/backend/parsing', may: ['lib/backend/retrieval', ...ofBackend] },
    { folder: 'lib/backend/endpoints', may: ['lib/backend/models', ...kernel, ...ofBackend] },
    {
      folder: 'lib/backend/embedded',
      may: [
        ...['blobs', 'jobs', 'models', 'parsing', 'python', 'retrieval'].map((name) => `lib/backend/${name}`),
        ...kernel,
        ...ofBackend,
      ],
    },
    {
      folder: 'lib/backend/appbuilder',
      may: ['lib/appbuilder', 'lib/wire-client', ...following, ...kernel, ...ofBackend],
    },
    {
      folder: 'lib/backend/transfer',
      may: ['lib/backend/blobs', 'lib/backend/jobs', 'lib/capsule', 'lib/wire-client', ...kernel, ...ofBackend],
    },
    { folder: 'lib/backend/responders', may: ['lib/backend/jobs', 'lib/wire-client', ...kernel, ...ofBackend] },
    { folder: 'lib/backend/people', may: [...kernel, ...ofBackend] },
    { folder: 'lib/backend/proxy', may: ['lib/wire-client', ...following, ...kernel, ...ofBackend] },
    {
      folder: 'lib/backend/connections',
      may: [
        'lib/backend/embedded',
        'lib/backend/appbuilder',
        'lib/backend/proxy',
        'lib/backend/jobs',
        'lib/appbuilder',
        ...kernel,
        ...ofBackend,
      ],
    },
  ].map((row) => ({ ...row, packagesNever: ['next', ...reactPackages] })),
  {
    // Put in the place of what only pages have; they come into no process of the server.
    folder: 'lib/server/viewer',
    files: /\.m?js$/,
    may: [],
  },
  {
    // What somebody types to be covered costs their own tab (decision 37).
    folder: 'components/capsule',
    files: /\/linear-patterns\.ts$/,
    may: ['lib/capsule'],
    packagesOnly: ['re2js'],
  },
  {
    folder: 'lib/server',
    may: ['lib/backend', 'lib/appbuilder', 'lib/run', 'lib/protocol', 'lib/i18n/locale'],
    packagesNever: reactPackages,
  },
  { folder: 'lib/i18n', may: ['messages'], browser: true },
  {
    folder: 'lib/client',
    may: ['lib/wire-client', 'lib/capsule', 'lib/run', 'lib/protocol'],
    browser: true,
    packagesNever: ['next'],
  },
  { folder: 'lib/live', may: ['lib/client', 'lib/run', 'lib/protocol'], browser: true, packagesNever: ['next'] },
  ...[
    { folder: 'components/report', may: ofReport },
    { folder: 'components/conversation', may: [...ofReport, 'components/report'] },
    { folder: 'components/replay', may: [...ofReport, ...ofReplay] },
    { folder: 'components/comparison', may: [...ofReport, 'components/report'] },
    {
      folder: 'components/viewer',
      may: [...ofReport, ...ofReplay, 'components/replay', 'components/actions/bring-table', 'lib/capsule'],
    },
  ].map(({ folder, may }) => ({
    folder,
    may: [...may, 'lib/i18n', 'lib/inspector', 'lib/run', 'lib/protocol'],
    browser: true,
    packagesNever: ['next', '@tanstack/react-query', 'zustand'],
  })),
  { folder: 'components', may: view, browser: true },
  {
    folder: 'app',
    files: /^app\/(?:prefetch|(?:.+\/)?route)\.ts$/,
    may: ['lib/backend/door', 'lib/wire-client', 'lib/client', 'lib/protocol'],
    packagesNever: serverPackages,
  },
  { folder: 'app', may: view, browser: true },
  { folder: 'e2e/pages', may: ['lib/protocol', 'messages'] },
  { folder: 'e2e/fixtures', may: ['e2e/pages', 'lib/server/testing', 'lib/protocol'] },
  { folder: 'e2e', may: ['lib/server/testing', 'lib/protocol'] },
  { folder: 'scripts', may: ['lib/server', 'lib/backend', 'lib/run', 'lib/protocol', 'messages'] },
]

/** Tests and their aids may use any package; those that drive the whole system may also reach any folder. */
export const isTest = (file) => /\.test\.tsx?$|\/testing\//.test(file)
export const isSystemTest = (file) => /\.(?:contract|sdk|process|chaos|store)\.test\.ts$/.test(file)

export const isWithin = (path, folder) => path === folder || path.startsWith(`${folder}/`)

export const boundaryOf = (file) =>
  boundaries.find(({ folder, files }) => isWithin(file, folder) && (files === undefined || files.test(file)))
