#!/usr/bin/env node
/** `npx schoolfellow COMMAND`: runs one command of the command line. */
import { buildAssets, giveUp, handOver, installPackages, pinnedNode } from './prepare.mjs'

await installPackages()
const node = pinnedNode()
const args = process.argv.slice(2)
if (args[0] === 'serve' && !buildAssets(node)) giveUp('The styles and scripts could not be built; the reason is above.')
handOver(node, 'src/cli.ts', args)
