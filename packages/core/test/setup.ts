import { loadRegExpCheck } from '../src/policy/regexp-check.ts';

await loadRegExpCheck();
