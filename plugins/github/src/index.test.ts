import { testPlugin } from '@mortise/testing';
import plugin from './index.ts';

testPlugin(plugin, `${import.meta.dirname}/..`);
