#!/usr/bin/env node
/** `npm start`: installs, builds and serves. `npm start -- --empty` begins without the demonstration. */
import { buildAssets, giveUp, handOver, installPackages, pinnedNode } from './prepare.mjs'

await installPackages()
const node = pinnedNode()
if (!buildAssets(node)) giveUp('The styles and scripts could not be built; the reason is above.')
handOver(node, 'src/main.ts', process.argv.slice(2))
