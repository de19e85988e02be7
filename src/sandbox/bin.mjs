#!/usr/bin/env node
// A file of its own, so that a checkout can link the command before it has been built.
import './dist/cli.js'
