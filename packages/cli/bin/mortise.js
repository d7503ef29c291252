#!/usr/bin/env node
// A package manager links a command when it installs, which in this repository is before anything is built.
import '../dist/bin.js';
