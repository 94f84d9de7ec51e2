// The walls that need the whole import graph: cycles, sibling features, test code in the product.
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'features-meet-at-index',
      severity: 'error',
      from: { path: '^src/renderer/src/features/([^/]+)/' },
      to: { path: '^src/renderer/src/features/[^/]+/(?!index)', pathNot: '^src/renderer/src/features/$1/' },
    },
    {
      name: 'app-enters-features-at-index',
      severity: 'error',
      from: { path: '^src/renderer/src/(app|ui|lib|bridge)/' },
      to: { path: '^src/renderer/src/features/[^/]+/(?!index)' },
    },
    {
      name: 'ui-knows-no-feature',
      severity: 'error',
      from: { path: '^src/renderer/src/(ui|lib|bridge)/', pathNot: '\\.test\\.' },
      to: { path: '^src/renderer/src/(features|app)/' },
    },
    {
      name: 'electron-only-at-the-edge',
      severity: 'error',
      from: { path: '^src/(?!main/platform|main/index|preload)' },
      to: { path: 'node_modules/electron/' },
    },
    {
      name: 'shared-is-a-leaf',
      severity: 'error',
      from: { path: '^src/shared/', pathNot: '\\.test\\.' },
      to: { path: '^src/(main|renderer|preload|testing)/' },
    },
    {
      name: 'store-runs-in-a-worker',
      severity: 'error',
      from: { path: '^src/main/(store|models|artifacts)/', pathNot: '\\.test\\.' },
      to: { path: '^src/main/(ipc|platform|projects|workspaces|settings)/' },
    },
    {
      name: 'no-test-code-in-product',
      severity: 'error',
      from: { path: '^src/', pathNot: '(\\.test\\.|^src/testing)' },
      to: { path: '(\\.test\\.|^src/testing|^e2e|^test/)' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '(\\.d\\.ts$|\\.test\\.|index\\.ts$|\\.css$)' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
