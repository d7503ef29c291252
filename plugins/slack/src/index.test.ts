import { testPlugin } from '@mortise/testing';
import plugin from './index.ts';

testPlugin(plugin, new URL('..', import.meta.url).pathname);
