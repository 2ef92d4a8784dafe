/** The lines of `Access-Control-Expose-Headers`, and whether they let the page read `bb-8`. */
export interface ExposeHeadersCase {
  readonly lines: readonly string[];
  readonly credentials?: 'include';
  readonly exposed: boolean;
}

/** (Fetch, "main fetch", step 14; wpt: cors/access-control-expose-headers-parsing, fetch/api/cors/cors-expose-star) */
export const exposeHeadersCases: readonly ExposeHeadersCase[] = [
  { lines: [], exposed: false },
  { lines: ['bb-8'], exposed: true },
  { lines: ['BB-8'], exposed: true },
  { lines: ['bb-8,,@#$#%%&^&^*()()11!'], exposed: false },
  { lines: ['bb-8, '], exposed: true },
  { lines: [', bb-8'], exposed: true },
  { lines: [',,,,bb-8'], exposed: true },
  { lines: ['a', 'bb-8'], exposed: true },
  { lines: ['a, \tbb-8\t , b'], exposed: true },
  { lines: [''], exposed: false },
  { lines: ['bb-8; x'], exposed: false },
  { lines: ['bb -8'], exposed: false },
  { lines: ['"bb-8"'], exposed: false },
  { lines: ['bb-8', 'a b'], exposed: false },
  { lines: ['bb-8\u000b'], exposed: false },
  { lines: ['bb-8\u00a0'], exposed: false },
  { lines: ['bb-88'], exposed: false },
  { lines: ['*'], exposed: true },
  { lines: ['a, *'], exposed: true },
  { lines: ['*'], credentials: 'include', exposed: false },
  { lines: ['*, bb-8'], credentials: 'include', exposed: true },
  { lines: ['**'], exposed: false },
];
