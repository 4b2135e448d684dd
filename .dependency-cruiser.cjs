/**
 * The direction of imports: main → app → features → design → platform → lib. Features meet only through their
 * public.ts; inside a feature it is routes → pages → queries → rules. Tests may import anything.
 */
const notTests = '\\.test\\.ts$'
const feature = '^src/features/([^/]+)/'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    layer('lib-imports-nothing-of-ours', '^src/lib/', '^src/(?!lib/)'),
    layer('platform-knows-no-school', '^src/platform/', '^src/(?!(platform|lib)/)'),
    layer('design-knows-no-feature', '^src/design/', '^src/(?!(design|platform|lib)/)'),
    layer('features-do-not-know-the-app', '^src/features/', '^src/(?!(features|design|platform|lib)/)'),
    layer('only-the-commands-start-the-app', '^src/(?!main\\.ts|cli\\.ts|cli/)', '^src/(main|cli)\\.ts$'),
    layer('code-does-not-know-its-tests', '^(src|bench|bin)/', '^tests/|\\.test\\.ts$', '^bench/'),
    {
      name: 'features-meet-through-public',
      severity: 'error',
      comment:
        'What other features may use is said in public.ts; everything else may change. Who is asking and what they may do (people/actor.ts, people/roles.policy.ts) and what a task is (home/task.ts) are shared by every feature and import none.',
      from: { path: feature, pathNot: notTests },
      to: {
        path: '^src/features/[^/]+/',
        pathNot: [
          '^src/features/$1/',
          '^src/features/[^/]+/public\\.ts$',
          '^src/features/people/(actor|roles\\.policy)\\.ts$',
          '^src/features/home/task\\.ts$',
        ],
      },
    },
    {
      name: 'shared-feature-code-meets-features-through-public',
      severity: 'error',
      comment: 'features/page.ts ties pages to people: it needs who they are and what they may do.',
      from: { path: '^src/features/[^/]+\\.ts$', pathNot: notTests },
      to: {
        path: '^src/features/[^/]+/',
        pathNot: ['^src/features/[^/]+/public\\.ts$', '^src/features/people/(actor|[^/]+\\.policy)\\.ts$'],
      },
    },
    {
      name: 'nobody-imports-overview-or-dashboard',
      severity: 'error',
      comment: 'They read everyone else’s.',
      from: {
        path: '^src/',
        pathNot: ['^src/features/(overview|dashboard)/', '^src/(app|cli)\\.ts$', '^src/demo/', notTests],
      },
      to: { path: '^src/features/(overview|dashboard)/' },
    },
    inFeature('rules-are-at-the-bottom', '\\.rules\\.ts$', '(\\.queries|/routes|/jobs|/seed)\\.ts$|/pages/|/emails/'),
    inFeature('queries-know-no-page', '\\.queries\\.ts$', '/(routes|jobs|seed)\\.ts$|/pages/'),
    inFeature('pages-know-no-route', '/pages/', '/routes\\.ts$'),
    {
      name: 'rules-are-pure',
      severity: 'error',
      comment: 'A rule is decided from its arguments: it reads no database and no page.',
      from: { path: '\\.rules\\.ts$' },
      to: {
        path: '^src/(platform/(db|web/(page|server|session)|mail|jobs|files)|design)/?',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one, or a third is missing.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'what-is-imported-exists',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'the-app-runs-without-development-packages',
      severity: 'error',
      from: { path: '^src/', pathNot: notTests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}

function layer(name, from, to, exceptFrom = '^$') {
  return { name, severity: 'error', from: { path: from, pathNot: [notTests, exceptFrom] }, to: { path: to } }
}

function inFeature(name, from, to) {
  return {
    name,
    severity: 'error',
    comment: 'Inside a feature: routes → pages → queries → rules.',
    from: { path: `^src/features/.+${from}`, pathNot: notTests },
    to: { path: `^src/features/.*(${to})` },
  }
}
