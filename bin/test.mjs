#!/usr/bin/env node
/** `npm test`: everything that must hold before a change is kept. `node bin/test.mjs FILTER…` runs matching tests only. */
import { handOver, installPackages, pinnedNode } from './prepare.mjs'

await installPackages()
handOver(pinnedNode(), 'bin/gate/gate.mjs', process.argv.slice(2))
